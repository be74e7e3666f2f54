import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Refusal } from '../../../domain/kernel/decider.js';
import { type EventStore, OutcomeUnknown } from '../../../src/platform/events/event-store.js';
import { type Claim, Reservations } from '../../../src/platform/ledger/reservations.js';
import { adding, guestList, now, openLedgers, post, storeWith } from '../../support/guest-list.js';
import { StrictEvents } from '../../support/strict/strict-events.js';
import { StrictLedger } from '../../support/strict/strict-ledger.js';

let open: Awaited<ReturnType<typeof openLedgers>>;
beforeAll(async () => {
  open = await openLedgers();
});
afterAll(() => open.close());

const claimsOf = (value: string): readonly Claim[] => [
  { kind: 'contract-no', value },
  { kind: 'licence-no', value },
];

/** A process over a store, and what it asked of the store. */
const processOver = (store: EventStore, own: Partial<EventStore> = {}) => {
  const calls: string[] = [];
  const counted: Partial<EventStore> = {
    append: async (stream, expected, events) => {
      calls.push(`append ${stream.split('-')[0]}`);
      return (own.append ?? store.append.bind(store))(stream, expected, events);
    },
    ...(store.appendTogether && {
      appendTogether: async (appends) => {
        calls.push(`together ${appends.map(({ stream }) => stream.split('-')[0]).join(' ')}`);
        return (own.appendTogether ?? store.appendTogether!.bind(store))(appends);
      },
    }),
    readStream: async (stream, from) => {
      calls.push(`read ${stream.split('-')[0]}`);
      return store.readStream(stream, from);
    },
  };
  const ledger = open.ledgerOver(storeWith(store, counted));
  const reservations = new Reservations(ledger, storeWith(store, counted), now);
  const found = (id: string, number: string, guests: readonly string[] = [id], key = id) =>
    reservations.founding(
      'seeyon',
      claimsOf(number),
      { ownerId: id, ownerStream: `seeyon.list-${id}` },
      post(key),
      (along) => ledger.handle({ ...adding(id, { add: guests, number }, post(key)), along }),
    );
  const holders = async (number: string) =>
    Promise.all(claimsOf(number).map((claim) => reservations.holder('seeyon', claim)));
  return { calls, ledger, reservations, found, holders };
};
const eventsOf = async (store: EventStore) => (await store.readAll(null, 1000)).map(({ event }) => event);

describe('C1: an owner recorded for the first time', () => {
  it('is recorded in one commit with its numbers, which name it before it is there', async () => {
    const { calls, found, holders } = processOver(open.store);
    const before = (await eventsOf(open.store)).length;
    expect(await found('one', 'F-1')).toMatchObject({ revision: 0, replayed: false });
    expect(calls).toEqual(['read seeyon.list', 'together seeyon.reservation seeyon.reservation seeyon.list']);
    const recorded = (await eventsOf(open.store)).slice(before);
    expect(recorded.map(({ type }) => type)).toEqual(['Reserved', 'Reserved', 'GuestAdded']);
    expect(recorded[0]!.data).toMatchObject({ ownerId: 'one', ownerStream: 'seeyon.list-one', value: 'F-1' });
    expect(await holders('F-1')).toEqual(['one', 'one']);
  });

  it('is refused where a number is held, with nothing recorded of it', async () => {
    const { found } = processOver(open.store);
    await found('holder', 'F-2');
    const before = (await eventsOf(open.store)).length;
    expect(await found('second', 'f-2')).toEqual(new Refusal('number-held', 'C1', { value: 'f-2', ownerId: 'holder' }));
    expect(await open.store.readStream('seeyon.list-second')).toEqual([]);
    expect(await eventsOf(open.store)).toHaveLength(before);
  });

  it('C11: has its first answer again, though its number went to another meanwhile', async () => {
    const { found, reservations, holders } = processOver(open.store);
    const first = await found('again', 'F-3');
    expect(await found('again', 'F-3')).toMatchObject({
      ...(first as object),
      replayed: true,
      token: expect.any(String),
    });
    for (const claim of claimsOf('F-3'))
      await reservations.release('seeyon', claim, 'again', post(), async () => false);
    expect(await found('other', 'F-3')).toMatchObject({ replayed: false });
    expect(await found('again', 'F-3')).toMatchObject({ revision: 0, replayed: true });
    expect(await holders('F-3')).toEqual(['other', 'other']);
  });

  it('claims nothing where its command is refused', async () => {
    const { found, ledger, holders } = processOver(open.store);
    await ledger.handle(adding('closed', { close: true }, post()));
    expect(await found('closed', 'F-4')).toEqual(new Refusal('list-closed', 'T1'));
    expect(await holders('F-4')).toEqual([null, null]);
  });

  it('takes over numbers of an owner that was never recorded', async () => {
    const { found, ledger, reservations, holders } = processOver(open.store);
    const died = reservations.claiming(
      'seeyon',
      claimsOf('F-5'),
      { ownerId: 'died', ownerStream: 'seeyon.list-died' },
      post('died'),
      () => Promise.reject(new Error('the process died')),
    );
    await expect(died).rejects.toThrow('the process died');
    expect(await found('heir', 'F-5')).toMatchObject({ replayed: false });
    expect((await ledger.load('seeyon', 'list', 'died', guestList)).state.abandoned).toBe(true);
    expect(await holders('F-5')).toEqual(['heir', 'heir']);
  });

  it('C1: of many who claim one number at once, one gets it', async () => {
    const { found, holders } = processOver(open.store);
    const crowd = Array.from({ length: 12 }, (_, index) => `crowd-${index}`);
    const answers = await Promise.all(crowd.map((id) => found(id, 'F-6')));
    expect(answers.filter((answer) => !(answer instanceof Refusal))).toHaveLength(1);
    expect(await holders('F-6')).toEqual(['crowd-0', 'crowd-0']);
  });

  it('C1: of two processes that claim one number at once, one gets it', async () => {
    const [here, there] = [processOver(open.store), processOver(open.store)];
    const answers = await Promise.all([here.found('here', 'F-7'), there.found('there', 'F-7')]);
    expect(answers.filter((answer) => answer instanceof Refusal)).toHaveLength(1);
    const [holder] = await here.holders('F-7');
    expect((await open.store.readStream(`seeyon.list-${holder}`)).map(({ type }) => type)).toEqual(['GuestAdded']);
  });

  it.each([
    ['was recorded', true],
    ['was not recorded', false],
  ])('is recorded once where the store does not answer and it %s', async (_, recorded) => {
    let silent = 1;
    const id = recorded ? 'silent-yes' : 'silent-no';
    const { found, holders } = processOver(open.store, {
      appendTogether: async (appends) => {
        silent -= 1;
        if (silent < 0) return open.store.appendTogether!(appends);
        if (recorded) await open.store.appendTogether!(appends);
        throw new OutcomeUnknown('no answer');
      },
    });
    expect(await found(id, id)).toMatchObject({ revision: 0, replayed: false });
    expect(await open.store.readStream(`seeyon.list-${id}`)).toHaveLength(1);
    expect(await holders(id)).toEqual([id, id]);
  });

  it('is recorded one stream after the other by an engine that cannot do it at once', async () => {
    const { calls, found, holders } = processOver(new StrictEvents(new StrictLedger()));
    expect(await found('alone', 'F-8')).toMatchObject({ revision: 0, replayed: false });
    expect(calls.filter((call) => !call.startsWith('read'))).toEqual([
      'append seeyon.reservation',
      'append seeyon.reservation',
      'append seeyon.list',
    ]);
    expect(await holders('F-8')).toEqual(['alone', 'alone']);
  });
});
