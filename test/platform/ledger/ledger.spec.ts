import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Refusal } from '../../../domain/kernel/decider.js';
import { canonicalJson } from '../../../src/platform/events/canonical.js';
import {
  OutcomeUnknown,
  StoreStopped,
  WrongRevision,
  type EventStore,
} from '../../../src/platform/events/event-store.js';
import { derivedId, eventId, keyHash } from '../../../src/platform/ledger/identity.js';
import { KeyReused, type Outcome, Stale, StreamBusy } from '../../../src/platform/ledger/outcome.js';
import {
  adding,
  type GuestEvent,
  type GuestList,
  guestList,
  openLedgers,
  post,
  storeWith,
  subjectOf,
} from '../../support/guest-list.js';

let open: Awaited<ReturnType<typeof openLedgers>>;
beforeAll(async () => {
  open = await openLedgers();
});
afterAll(() => open.close());

type Answer = Outcome<GuestList, GuestEvent>;
const outcome = async (answer: Promise<Answer | Refusal>): Promise<Answer> => {
  const given = await answer;
  if (given instanceof Refusal) throw new Error(`refused: ${given.code}`);
  return given;
};
const recorded = ({ state, events, revision }: Answer): string => canonicalJson({ state, events, revision });
const add = (id: string, guests: readonly string[], key?: string, more = {}) =>
  outcome(open.ledger.handle(adding(id, { add: guests }, post(key, { guests }, more))));
const streamOf = (id: string) => open.store.readStream(`seeyon.list-${id}`);

describe('C11: the same command sent twice', () => {
  it(
    'C11: same key and body answer byte for byte as the ' + 'first time, after many later events, and write nothing',
    async () => {
      const first = await add('replay', ['a', 'b'], 'k1');
      for (let index = 0; index < 200; index += 1) await add('replay', [`later-${index}`]);
      await outcome(open.ledger.handle(adding('replay', { close: true }, post())));
      const before = (await streamOf('replay')).length;

      const again = await add('replay', ['a', 'b'], 'k1');
      expect(again.replayed).toBe(true);
      expect(first.replayed).toBe(false);
      expect(recorded(again)).toBe(recorded(first));
      expect(again.revision).toBe(1);
      expect((await streamOf('replay')).length).toBe(before);

      const elsewhere = await outcome(
        open.ledgerOver(open.store).handle(adding('replay', { add: ['a', 'b'] }, post('k1', { guests: ['a', 'b'] }))),
      );
      expect(recorded(elsewhere)).toBe(recorded(first));
    },
  );

  it('C11: the same key with another body is an error and writes nothing', async () => {
    await add('reused', ['a'], 'k1');
    await expect(add('reused', ['b'], 'k1')).rejects.toThrow(KeyReused);
    expect(await streamOf('reused')).toHaveLength(1);
  });

  it('C11: keys are scoped by vendor, route and target, and members of a body have no order', async () => {
    await add('scoped', ['a'], 'k1');
    expect((await add('scoped', ['b'], 'k1', { scope: 'POST /others' })).replayed).toBe(false);
    await outcome(open.ledger.handle(adding('order', { add: ['a'] }, post('k1', { x: 1, y: 2 }))));
    expect(
      (await outcome(open.ledger.handle(adding('order', { add: ['a'] }, post('k1', { y: 2, x: 1 }))))).replayed,
    ).toBe(true);
  });

  it('C11: refusals are not remembered, and nothing to do writes nothing', async () => {
    await add('refused', ['a']);
    await outcome(open.ledger.handle(adding('refused', { close: true }, post())));
    const refusal = await open.ledger.handle(adding('refused', { add: ['b'] }, post('k1')));
    expect(refusal).toEqual(new Refusal('list-closed', 'T1'));
    expect(await streamOf('refused')).toHaveLength(2);

    const nothing = await add('nothing', []);
    expect(nothing).toMatchObject({ state: guestList.initial, events: [], revision: -1, replayed: false });
    await add('nothing', ['a']);
    expect(await add('nothing', ['a'])).toMatchObject({ state: { guests: ['a'] }, events: [], revision: 0 });
  });

  it('C11: without a key each command is a new one', async () => {
    await add('keyless', ['a']);
    expect(await add('keyless', ['a'])).toMatchObject({ replayed: false, events: [] });
  });

  it('C11: the same command sent many times at once is executed once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => add('at-once', ['a', 'b'], 'k1')));
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(new Set(answers.map(recorded)).size).toBe(1);
    expect(await streamOf('at-once')).toHaveLength(2);
  });

  it('C11: ids derive from what names the command, so that a retry meets its own stream and events', async () => {
    const hash = keyHash('seeyon', 'POST /lists', 'k1');
    await add('ids', ['a', 'b'], 'k1');
    expect((await streamOf('ids')).map(({ id }) => id)).toEqual([
      eventId('seeyon.list-ids', hash, 0),
      eventId('seeyon.list-ids', hash, 1),
    ]);
    expect(derivedId('cus', 'seeyon', 'POST /customers', 'k1')).toBe(
      derivedId('cus', 'seeyon', 'POST /customers', 'k1'),
    );
    expect(derivedId('cus', 'seeyon', 'POST /customers', 'k1')).toMatch(/^cus_[0-9a-z]{26}$/);
    const different = [
      ['seeyon', 'r', 'k2'],
      ['huaruan', 'r', 'k1'],
      ['seeyon', 's', 'k1'],
      ['seeyon', 'r', 'k1'],
    ].map((parts) => derivedId('cus', ...parts));
    expect(new Set(different).size).toBe(4);
  });
});

describe('C11: order and revisions', () => {
  it('C11: 64 commands on one stream are carried out in the order they came', async () => {
    const guests = Array.from({ length: 64 }, (_, index) => `g${index}`);
    const answers = await Promise.all(guests.map((guest) => add('ordered', [guest])));
    expect(answers.map(({ revision }) => revision)).toEqual(guests.map((_, index) => index));
    expect(answers.at(-1)!.state.guests).toEqual(guests);
  });

  it('C11: a command that throws holds up none of those behind it', async () => {
    const broken = open.ledger.handle({
      ...adding('thrown', { add: ['a'] }, post()),
      command: () => Promise.reject(new Error('the policy cannot be read')),
    });
    const behind = add('thrown', ['b']);
    await expect(broken).rejects.toThrow('the policy cannot be read');
    expect((await behind).state.guests).toEqual(['b']);
    await open.ledger.idle();
  });

  it('C11: a stale If-Match is an error that names both revisions, but a replay wins over it', async () => {
    await add('match', ['a'], 'k1', { ifMatch: -1 });
    await add('match', ['b'], 'k2', { ifMatch: 0 });
    await expect(add('match', ['c'], 'k3', { ifMatch: 0 })).rejects.toEqual(new Stale(0, 1));
    expect((await add('match', ['b'], 'k2', { ifMatch: 0 })).replayed).toBe(true);
    expect(await streamOf('match')).toHaveLength(2);
  });

  it('C11: two processes on one stream lose nothing; who loses the race looks its facts up anew', async () => {
    const other = open.ledgerOver(open.store);
    const read: number[] = [];
    const execute = (ledger: typeof other, guest: string) =>
      ledger.handle({
        ...adding('two', { add: [guest] }, post(`k-${guest}`)),
        command: (state: GuestList) => {
          read.push(state.guests.length);
          return { add: [guest] };
        },
      });
    const guests = Array.from({ length: 40 }, (_, index) => `g${index}`);
    await Promise.all(guests.map((guest, index) => execute(index % 2 === 0 ? open.ledger : other, guest)));
    const { state } = await open.ledger.load('seeyon', 'list', 'two', guestList);
    expect([...state.guests].sort()).toEqual([...guests].sort());
    expect((await streamOf('two')).map(({ revision }) => revision)).toEqual(guests.map((_, index) => index));
    expect(read.length).toBeGreaterThan(40);
  });

  it('C11: of one body that two processes are sent at once without a key, one is recorded', async () => {
    const other = open.ledgerOver(open.store);
    for (let round = 0; round < 20; round += 1) {
      const id = `repeated-${round}`;
      await add(id, ['first']);
      const send = (ledger: typeof other) =>
        // The guest differs, so that nothing but the body makes it a repeat.
        ledger.handle(
          adding(id, { add: [ledger === other ? 'a' : 'b'] }, post(undefined, {}, { refusesRepeat: true })),
        );
      const answers = await Promise.all([send(open.ledger), send(other)]);
      expect(answers.flatMap((answer) => (answer instanceof Refusal ? [answer.code] : []))).toEqual([
        'probably-repeated',
      ]);
      expect(await streamOf(id)).toHaveLength(2);
    }
  });

  it('C11: a stream that others keep writing for five seconds is busy', async () => {
    const busy = storeWith(open.store, {
      append: (stream, expected) => Promise.reject(new WrongRevision(stream, expected, expected + 1)),
    });
    let millis = 0;
    const clock = jest.spyOn(performance, 'now').mockImplementation(() => (millis += 700));
    try {
      await expect(open.ledgerOver(busy).handle(adding('busy', { add: ['a'] }, post()))).rejects.toThrow(StreamBusy);
    } finally {
      clock.mockRestore();
    }
  });

  it('C11: a state folded by one decider is not handed to another', async () => {
    await add('counted', ['a', 'b']);
    const counter = { initial: 0, evolve: (count: number) => count + 1 };
    expect((await open.ledger.load('seeyon', 'list', 'counted', counter)).state).toBe(2);
    expect((await add('counted', ['c'])).state.guests).toEqual(['a', 'b', 'c']);
  });

  it('C11: a long stream is not folded again at every command, and its first key is still known', async () => {
    const ledger = open.ledgerOver(open.store);
    await outcome(
      ledger.handle(adding('long', { add: Array.from({ length: 2_000 }, (_, index) => `g${index}`) }, post('first'))),
    );
    let evolved = 0;
    const decider = {
      ...guestList,
      evolve: (state: GuestList, event: GuestEvent) => {
        evolved += 1;
        return guestList.evolve(state, event);
      },
    };
    const execute = (key: string, guest: string) =>
      ledger.handle({ ...adding('long', { add: [guest] }, post(key)), decider });
    await execute('k1', 'x');
    evolved = 0;
    for (let index = 0; index < 10; index += 1) await execute(`more-${index}`, `more-${index}`);
    expect(evolved).toBeLessThan(30);
    expect(await outcome(ledger.handle(adding('long', { add: [] }, post('first'))))).toMatchObject({
      replayed: true,
      revision: 1_999,
    });
  });
});

describe('an append without an answer', () => {
  const over = (append: EventStore['append']) => open.ledgerOver(storeWith(open.store, { append }));
  const unknown = () => new OutcomeUnknown('no answer in time');

  it('C11: what was written all the same counts as done, once', async () => {
    const ledger = over(async (...append) => {
      await open.store.append(...append);
      throw unknown();
    });
    const done = await outcome(ledger.handle(adding('lost-answer', { add: ['a', 'b'] }, post('k1'))));
    expect(done).toMatchObject({ revision: 1, replayed: false, state: { guests: ['a', 'b'] } });
    expect(await streamOf('lost-answer')).toHaveLength(2);
  });

  it('C11: what was not written is offered again with the same ids', async () => {
    const offered: string[] = [];
    const ledger = over(async (stream, expected, events) => {
      offered.push(events.map(({ id }) => id).join());
      if (offered.length === 1) throw unknown();
      return open.store.append(stream, expected, events);
    });
    expect(await outcome(ledger.handle(adding('lost', { add: ['a'] }, post('k1'))))).toMatchObject({ revision: 0 });
    expect(new Set(offered).size).toBe(1);
    expect(offered).toHaveLength(2);
  });

  it('C11: a store that never answers is reported as stopped, and the retry is carried out once', async () => {
    await expect(
      over(async () => {
        throw unknown();
      }).handle(adding('silent', { add: ['a'] }, post('k1'))),
    ).rejects.toThrow(StoreStopped);
    expect(await streamOf('silent')).toHaveLength(0);
    await add('silent', ['a'], 'k1');
    expect(await streamOf('silent')).toHaveLength(1);
  });

  it('C11: where another command came in between, it is decided again', async () => {
    let first = true;
    const ledger = over(async (...append) => {
      if (!first) return open.store.append(...append);
      first = false;
      await add('between', ['other']);
      throw unknown();
    });
    expect(await outcome(ledger.handle(adding('between', { add: ['a'] }, post('k1'))))).toMatchObject({
      revision: 1,
      state: { guests: ['other', 'a'] },
    });
  });

  it('C11: a fault of the store is thrown as it is', async () => {
    await expect(
      over(async () => {
        throw new StoreStopped('the disk is full');
      }).handle(adding('full', { add: ['a'] }, post())),
    ).rejects.toThrow('the disk is full');
  });
});

describe('what an event carries', () => {
  it('A2: what the store keeps holds no personal value, and an erased person is gone from replays', async () => {
    await add('sealed', ['王小明'], 'k1', { reason: 'opening' });
    const text = JSON.stringify(await streamOf('sealed'));
    expect(text).not.toContain('"plain"');
    expect(text).not.toContain('王小明');
    expect(text).toContain('"sealed"');
    await open.keys.erase('seeyon', subjectOf('王小明'));
    open.ledger.streams.forgetPersons();
    expect(await add('sealed', ['王小明'], 'k1')).toMatchObject({ replayed: true, state: { guests: ['erased'] } });
  });

  it('A3: who, by which role, through which channel, on whose behalf and why', async () => {
    const actor = { id: 'user-1', role: 'sales', name: 'CRM' } as const;
    await add('who', ['a'], 'k1', { actor, onBehalfOf: '李四', reason: 'by phone', causationId: 'cause-1' });
    const [event] = await streamOf('who');
    // A2: the person is sealed under a key of the object, a contact under its own.
    expect(JSON.stringify(event)).not.toContain('李四');
    await add('for', ['a'], 'k2', { onBehalfOf: 'per_1a2b' });
    expect((await streamOf('for'))[0]!.meta.onBehalfOf).toEqual({ subject: 'per_1a2b', sealed: expect.any(String) });
    expect(event!.meta).toMatchObject({
      actor: 'user-1',
      role: 'sales',
      channel: 'http',
      actorName: 'CRM',
      onBehalfOf: { subject: 'who.behalf', sealed: expect.any(String) },
      reason: 'by phone',
      correlationId: 'c-1',
      causationId: 'cause-1',
      keyHash: keyHash('seeyon', 'POST /lists', 'k1'),
    });
    expect(event!.meta.bodyHash).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(event)).not.toContain('k1"');
  });

  it('T5: effectiveAt comes from the command, event by event; recordedAt from the store', async () => {
    const handling = {
      ...adding('when', { add: ['a', 'b'] }, post('k1', null, { effectiveAt: '2026-01-01T00:00:00.000Z' })),
      policyVersion: () => 3,
    };
    await open.ledger.handle({
      ...handling,
      effectiveAt: (event: GuestEvent) =>
        event.type === 'GuestAdded' && event.data.seat === 0 ? '2025-03-01T00:00:00.000Z' : undefined,
    });
    expect((await streamOf('when')).map(({ meta }) => [meta.effectiveAt, meta.recordedAt, meta.policyVersion])).toEqual(
      [
        ['2025-03-01T00:00:00.000Z', '2026-11-23T02:00:00.000Z', 3],
        ['2026-01-01T00:00:00.000Z', '2026-11-23T02:00:00.000Z', 3],
      ],
    );
    await add('now', ['a']);
    expect((await streamOf('now'))[0]!.meta.effectiveAt).toBe('2026-11-23T02:00:00.000Z');
  });
});
