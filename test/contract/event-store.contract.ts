import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { StreamEvent } from '../../domain/kernel/envelope.js';
import {
  type EventAt,
  type EventStore,
  InvalidToken,
  StoreStopped,
  type SubscriptionState,
  type Token,
  WrongRevision,
} from '../../src/platform/events/event-store.js';
import type { Ordinals } from '../../src/platform/ordinals/ordinals.js';
import { sampleEvent, sampleEvents } from '../support/sample-events.js';

/** A ledger as one process has it open. */
export interface OpenLedger {
  readonly events: EventStore;
  readonly ordinals: Ordinals;
  close(): Promise<void>;
}

/** One ledger that can be closed and opened again, with a clock that the test sets. */
export interface LedgerFixture {
  /** Epoch milliseconds; what the adapter takes for now. */
  readonly clock: { now: number };
  /** T5: how long after an instant it can be asked about, in ms. */
  readonly settledAfterMs: number;
  open(): Promise<OpenLedger>;
  /** The engine cannot be read, until the answer is called. */
  interrupt(): () => void;
  remove(): Promise<void>;
}

const start = Date.parse('2026-01-01T00:00:00.000Z');
const iso = (millis: number): string => new Date(millis).toISOString();
const unexpected = (reason: unknown): never => {
  throw reason;
};

/** Every promise of the port, for any engine. */
export function eventStoreContract(engine: string, make: () => Promise<LedgerFixture>): void {
  describe(`events port on ${engine}`, () => {
    let ledger: LedgerFixture;
    let open: OpenLedger;
    let store: EventStore;
    const reopen = async (): Promise<void> => {
      await open.close();
      open = await ledger.open();
      store = open.events;
    };
    const all = async (after: Token | null = null, limit = 10_000): Promise<readonly StreamEvent[]> =>
      (await store.readAll(after, limit)).map(({ event }) => event);

    beforeEach(async () => {
      ledger = await make();
      ledger.clock.now = start;
      open = await ledger.open();
      store = open.events;
    });
    afterEach(async () => {
      await open.close();
      await ledger.remove();
    });

    describe('appending', () => {
      it('starts empty', async () => {
        const beginning = await store.head();
        expect(await all()).toEqual([]);
        expect(await all(beginning)).toEqual([]);
        expect(await store.readStream('seeyon.sample-1')).toEqual([]);
        expect(store.compare(beginning, beginning)).toBe(0);
        expect(store.stopped()).toBeNull();
      });

      it('answers the last revision and reads back what was appended, placed and stamped', async () => {
        const events = sampleEvents(3);
        const answer = await store.append('seeyon.sample-1', -1, events);
        expect(answer).toMatchObject({ revision: 2, recordedAt: iso(start) });
        const expected = events.map(({ meta, ...event }, index) => ({
          ...event,
          stream: 'seeyon.sample-1',
          revision: index,
          meta: { ...meta, recordedAt: iso(start) },
        }));
        expect(await store.readStream('seeyon.sample-1')).toEqual(expected);
        expect(await all()).toEqual(expected);
        expect(await store.readStream('seeyon.sample-1', 2)).toEqual(expected.slice(2));
        const [first, second] = await store.readAll(null, 2);
        expect(second?.event).toEqual(expected[1]);
        expect(await store.readAll(first!.token, 1)).toEqual([second]);
        await reopen();
        expect(await all()).toEqual(expected);
      });

      it('gives tokens in the order of the ledger, up to the token of the head', async () => {
        const beginning = await store.head();
        const first = await store.append('seeyon.sample-1', -1, sampleEvents(9));
        const second = await store.append('seeyon.sample-2', -1, sampleEvents(2));
        const tokens = (await store.readAll(null, 20)).map(({ token }) => token);
        expect([tokens[8], tokens[10]]).toEqual([first.token, second.token]);
        expect(await store.head()).toBe(second.token);
        const inOrder = [beginning, ...tokens];
        for (const [one, a] of inOrder.entries())
          for (const [other, b] of inOrder.entries())
            expect(Math.sign(store.compare(a, b))).toBe(Math.sign(one - other));
        expect(await all(beginning)).toHaveLength(11);
        await reopen();
        expect((await store.readAll(null, 20)).map(({ token }) => token)).toEqual(tokens);
      });

      it.each(['', 'x', '-1', '1.5', ' 1', '1e3', '0x10', '9'.repeat(30), '1'.repeat(200)])(
        "refuses '%s', which is no token of it",
        async (token) => {
          await store.append('seeyon.sample-1', -1, sampleEvents(1));
          const head = await store.head();
          expect(() => store.compare(token, head)).toThrow(InvalidToken);
          expect(() => store.compare(head, token)).toThrow(InvalidToken);
          await expect(store.readAll(token, 10)).rejects.toBeInstanceOf(InvalidToken);
          expect(() => store.subscribe(token, unexpected, unexpected)).toThrow(InvalidToken);
          const subscription = store.subscribe(null, () => undefined, unexpected);
          await expect(subscription.reached(token)).rejects.toBeInstanceOf(InvalidToken);
        },
      );

      it.each([
        ['a stream that is there, taken for new', -1],
        ['a revision behind', 0],
        ['a revision ahead', 2],
      ])('refuses %s and names the revision of the stream', async (_, expected) => {
        await store.append('seeyon.sample-1', -1, sampleEvents(2));
        const refused = await store
          .append('seeyon.sample-1', expected, sampleEvents(2))
          .catch((error: unknown) => error);
        expect(refused).toBeInstanceOf(WrongRevision);
        expect(refused).toMatchObject({ stream: 'seeyon.sample-1', expected, actual: 1 });
        expect(await all()).toHaveLength(2);
        await expect(store.append('seeyon.sample-2', 0, sampleEvents(1))).rejects.toMatchObject({ actual: -1 });
      });

      it('C11: the same events at the same place answer as the first time and add nothing', async () => {
        const events = sampleEvents(2);
        const first = await store.append('seeyon.sample-1', -1, events);
        ledger.clock.now += 60_000;
        await store.append('seeyon.sample-1', 1, sampleEvents(1));
        const again = await Promise.all([
          store.append('seeyon.sample-1', -1, events),
          store.append('seeyon.sample-1', -1, events),
        ]);
        expect(again).toEqual([first, first]);
        expect(await all()).toHaveLength(3);
      });

      it('C11: two equal appends that wait together are recorded once', async () => {
        const events = sampleEvents(2);
        const [one, other] = await Promise.all([1, 2].map(() => store.append('seeyon.sample-1', -1, events)));
        expect(other).toEqual(one);
        expect(await all()).toHaveLength(2);
      });

      it('refuses other events at a place that is taken, even if some are the same', async () => {
        const events = sampleEvents(2);
        await store.append('seeyon.sample-1', -1, events);
        await expect(store.append('seeyon.sample-1', -1, [...events, sampleEvent()])).rejects.toBeInstanceOf(
          WrongRevision,
        );
        await expect(store.append('seeyon.sample-1', -1, [events[0]!, sampleEvent()])).rejects.toBeInstanceOf(
          WrongRevision,
        );
      });

      it('lets exactly one of many that expect the same revision through', async () => {
        const outcomes = await Promise.allSettled(
          Array.from({ length: 20 }, () => store.append('seeyon.sample-1', -1, sampleEvents(2))),
        );
        expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
        expect(await all()).toHaveLength(2);
      });

      it('keeps neighbours of a refused append whole, in order and without a gap', async () => {
        const outcomes = await Promise.allSettled([
          store.append('seeyon.sample-1', -1, sampleEvents(2)),
          store.append('seeyon.sample-2', 5, sampleEvents(3)),
          store.append('seeyon.sample-3', -1, sampleEvents(2)),
        ]);
        expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
        expect((await all()).map(({ stream, revision }) => [stream, revision])).toEqual([
          ['seeyon.sample-1', 0],
          ['seeyon.sample-1', 1],
          ['seeyon.sample-3', 0],
          ['seeyon.sample-3', 1],
        ]);
      });

      it.each([
        ['nothing at all', 'seeyon.sample-1', []],
        ['a vendor that the stream is not of', 'huaruan.sample-1', [sampleEvent()]],
        ['an id that is no UUID', 'seeyon.sample-1', [{ ...sampleEvent(), id: 'one' }]],
        [
          'a recording time of the caller (T5)',
          'seeyon.sample-1',
          [{ ...sampleEvent(), meta: { ...sampleEvent().meta, recordedAt: iso(0) } }],
        ],
        ['half a surrogate pair', 'seeyon.sample-1', [sampleEvent({ name: '\ud83d' })]],
        ['a number that JSON does not have', 'seeyon.sample-1', [sampleEvent({ fee: Number.NaN })]],
      ])('refuses %s as a fault of the caller', async (_, stream, events) => {
        await expect(store.append(stream, -1, events)).rejects.toBeInstanceOf(TypeError);
        expect(await all()).toEqual([]);
      });

      it('keeps every character, deep values, and an event of a megabyte', async () => {
        const data = {
          name: '致遠軟件 – 𠮷野家 😀 \u2028 \u0000 "\\ud800"',
          big: 'x'.repeat(1024 * 1024),
          fee: 0.1,
          rows: [{ nested: [[{ 10: 'ten', 9: 'nine' }]] }],
        };
        await store.append('seeyon.sample-1', -1, [sampleEvent(data)]);
        await reopen();
        expect((await store.readStream('seeyon.sample-1'))[0]?.data).toEqual(data);
      });

      it('leaves out members that are undefined and is not touched by later changes of the caller', async () => {
        const data = { days: 30, reason: undefined, list: [1] };
        const appending = store.append('seeyon.sample-1', -1, [sampleEvent(data)]);
        data.list.push(2);
        await appending;
        const [event] = await all();
        expect(event?.data).toStrictEqual({ days: 30, list: [1] });
      });
    });

    describe('T5: recording times', () => {
      it('T5: never decrease, also when the clock steps back', async () => {
        for (const [index, now] of [start, start + 500, start - 60_000, start + 200, start + 900].entries()) {
          ledger.clock.now = now;
          await store.append('seeyon.sample-1', index - 1, sampleEvents(1));
        }
        const stamps = (await all()).map(({ meta }) => meta.recordedAt);
        expect(stamps).toEqual([start, start + 500, start + 500, start + 500, start + 900].map(iso));
      });

      it('T5: go on from the last one after a restart with the clock set back', async () => {
        await store.append('seeyon.sample-1', -1, sampleEvents(1));
        ledger.clock.now = start - 1000;
        await reopen();
        const { recordedAt } = await store.append('seeyon.sample-1', 0, sampleEvents(1));
        expect(recordedAt >= iso(start)).toBe(true);
      });
    });

    describe('subscribing', () => {
      const named = (seen: readonly EventAt[]): readonly string[] =>
        seen.map(({ event }) => `${event.stream} ${event.revision}`);

      it('catches up from a place and follows on, each event once and in order, while others append', async () => {
        for (let stream = 0; stream < 30; stream += 1) await store.append(`seeyon.old-${stream}`, -1, sampleEvents(50));
        const after = (await store.readAll(null, 10)).at(-1)!.token;
        const seen: EventAt[] = [];
        let running = 0;
        const subscription = store.subscribe(
          after,
          async (events) => {
            running += 1;
            expect(running).toBe(1);
            await new Promise(setImmediate);
            seen.push(...events);
            running -= 1;
          },
          unexpected,
        );
        const answers = await Promise.all(
          Array.from({ length: 100 }, async (_, stream) => {
            for (let turn = 0; turn < stream % 7; turn += 1) await new Promise(setImmediate);
            return store.append(`seeyon.new-${stream}`, -1, sampleEvents(3));
          }),
        );
        for (const { token } of answers) await subscription.reached(token);
        expect(seen).toHaveLength(1790);
        expect(seen).toEqual(await store.readAll(after, 2000));
        await subscription.stop();
      });

      it('delivers an event to every listener, and is not held up by a slow one', async () => {
        const quick: EventAt[] = [];
        let release: () => void = () => undefined;
        const held = new Promise<void>((resolve) => (release = resolve));
        const slow = store.subscribe(null, () => held, unexpected);
        const fast = store.subscribe(null, (events) => void quick.push(...events), unexpected);
        const { token } = await store.append('seeyon.sample-1', -1, sampleEvents(2));
        await fast.reached(token);
        expect(named(quick)).toEqual(['seeyon.sample-1 0', 'seeyon.sample-1 1']);
        release();
        await slow.reached(token);
      });

      it('resolves what waits for a token when its events have been handled, not before', async () => {
        const beginning = await store.head();
        let handled = 0;
        const subscription = store.subscribe(
          null,
          async (events) => {
            await new Promise(setImmediate);
            handled += events.length;
          },
          unexpected,
        );
        const { token } = await store.append('seeyon.sample-1', -1, sampleEvents(5));
        await subscription.reached(token);
        expect(handled).toBe(5);
        await subscription.reached(beginning);
      });

      it.each([
        [
          'throws',
          () => {
            throw new Error('poison');
          },
        ],
        ['rejects', () => Promise.reject(new Error('poison'))],
      ])('a listener that %s ends its subscription alone, reported, and harms no append', async (_, listener) => {
        let notify: (state: SubscriptionState) => void = () => undefined;
        const ended = new Promise<SubscriptionState>((resolve) => (notify = resolve));
        const poisoned = store.subscribe(null, listener, notify);
        const seen: EventAt[] = [];
        const healthy = store.subscribe(null, (events) => void seen.push(...events), unexpected);
        const { token } = await store.append('seeyon.sample-1', -1, sampleEvents(1));
        expect(await ended).toMatchObject({ state: 'ended', cause: { message: 'poison' } });
        await expect(poisoned.reached(token)).rejects.toMatchObject({ message: 'poison' });
        const next = await store.append('seeyon.sample-1', 0, sampleEvents(1));
        await healthy.reached(next.token);
        expect(named(seen)).toEqual(['seeyon.sample-1 0', 'seeyon.sample-1 1']);
      });

      it('receives nothing after it was stopped, and stopping waits for the call that runs', async () => {
        const seen: EventAt[] = [];
        let enter: () => void = () => undefined;
        const running = new Promise<void>((resolve) => (enter = resolve));
        const subscription = store.subscribe(
          null,
          async (events) => {
            enter();
            await new Promise(setImmediate);
            seen.push(...events);
          },
          unexpected,
        );
        await store.append('seeyon.sample-1', -1, sampleEvents(1));
        await running;
        await subscription.stop();
        expect(seen).toHaveLength(1);
        const { token } = await store.append('seeyon.sample-1', 0, sampleEvents(1));
        expect(seen).toHaveLength(1);
        await expect(subscription.reached(token)).rejects.toThrow('stopped');
      });

      it('resumes after a restart where the reader left off', async () => {
        await store.append('seeyon.sample-1', -1, sampleEvents(5));
        const after = (await store.readAll(null, 3)).at(-1)!.token;
        await reopen();
        const seen: EventAt[] = [];
        const subscription = store.subscribe(after, (events) => void seen.push(...events), unexpected);
        await subscription.reached(await store.head());
        expect(named(seen)).toEqual(['seeyon.sample-1 3', 'seeyon.sample-1 4']);
      });

      it('reconnects by itself, reports it, and loses and repeats nothing', async () => {
        for (let stream = 0; stream < 30; stream += 1) await store.append(`seeyon.old-${stream}`, -1, sampleEvents(50));
        const head = await store.head();
        const states: string[] = [];
        const seen: EventAt[] = [];
        let heal: (() => void) | undefined;
        const subscription = store.subscribe(
          null,
          (events) => {
            seen.push(...events);
            heal ??= ledger.interrupt();
          },
          (state) => {
            states.push(state.state);
            if (state.state !== 'reconnecting') return;
            expect(state.cause).toBeInstanceOf(Error);
            setTimeout(heal!, 20);
          },
        );
        await subscription.reached(head);
        expect(states).toEqual(['reconnecting', 'following']);
        expect(seen).toEqual(await store.readAll(null, 2_000));
        const { token } = await store.append('seeyon.sample-1', -1, sampleEvents(2));
        await subscription.reached(token);
        expect(seen).toEqual(await store.readAll(null, 2_000));
      });

      it('ends where it is stopped while it cannot connect', async () => {
        await store.append('seeyon.sample-1', -1, sampleEvents(1));
        const heal = ledger.interrupt();
        let cut: () => void = () => undefined;
        const interrupted = new Promise<void>((resolve) => (cut = resolve));
        const subscription = store.subscribe(null, unexpected, cut);
        await interrupted;
        await subscription.stop();
        heal();
        await expect(subscription.reached(await store.head())).rejects.toThrow('stopped');
      });

      it('gives a reader of all events one after the other without a gap while many append', async () => {
        let done = false;
        const one = (stream: number): Promise<unknown> =>
          store.append(`seeyon.sample-${stream}`, stream % 10 === 0 ? 7 : -1, sampleEvents(1 + (stream % 3)));
        const appending = Promise.allSettled(Array.from({ length: 200 }, (_, stream) => one(stream))).then(
          () => (done = true),
        );
        const seen: EventAt[] = [];
        for (;;) {
          const finished = done;
          const events = await store.readAll(seen.at(-1)?.token ?? null, 7);
          seen.push(...events);
          if (finished && events.length === 0) break;
          await new Promise(setImmediate);
        }
        await appending;
        expect(seen.length).toBeGreaterThan(300);
        expect(seen).toEqual(await store.readAll(null, 10_000));
      });
    });

    describe('copying', () => {
      it('T5: takes over order and recording times, and goes on after them', async () => {
        await store.append('seeyon.sample-1', -1, sampleEvents(2));
        ledger.clock.now += 5000;
        await store.append('seeyon.sample-2', -1, sampleEvents(1));
        await store.append('seeyon.sample-1', 1, sampleEvents(1));
        const original = await all();
        const stored = (await store.readStored(null, 10)).map(({ event }) => event);

        const other = await make();
        other.clock.now = start;
        const copied = await other.open();
        const copy = copied.events;
        const inCopy = async () => (await copy.readAll(null, 10)).map(({ event }) => event);
        await copy.adopt(stored.slice(0, 3));
        await copy.adopt(stored.slice(3));
        expect(await inCopy()).toEqual(original);
        expect(await copy.readStream('seeyon.sample-1')).toEqual(await store.readStream('seeyon.sample-1'));
        expect((await copy.readStored(null, 10)).map(({ event }) => event)).toEqual(stored);
        expect(await copy.inspect()).toEqual([]);
        const { recordedAt } = await copy.append('seeyon.sample-1', 2, sampleEvents(1));
        expect(recordedAt).toBe(iso(start + 5000));
        await copied.close();
        await other.remove();
      });

      it('refuses events that do not continue this ledger, and takes none of them', async () => {
        await store.append('seeyon.sample-1', -1, sampleEvents(3));
        const original = await all();
        const stored = (await store.readStored(null, 10)).map(({ event }) => event);
        const other = await make();
        other.clock.now = start;
        const copied = await other.open();
        const copy = copied.events;
        const inCopy = async () => (await copy.readAll(null, 10)).map(({ event }) => event);
        await expect(copy.adopt(stored.slice(1))).rejects.toBeInstanceOf(TypeError);
        await expect(copy.adopt([stored[0]!, stored[2]!])).rejects.toBeInstanceOf(TypeError);
        expect(await inCopy()).toEqual([]);
        await copy.adopt(stored);
        await expect(copy.adopt(stored)).rejects.toBeInstanceOf(TypeError);
        expect(await inCopy()).toEqual(original);
        await copied.close();
        await other.remove();
      });
    });

    describe('closing and checking', () => {
      it('finishes what it accepted, then takes nothing more', async () => {
        const accepted = Array.from({ length: 50 }, (_, stream) =>
          store.append(`seeyon.sample-${stream}`, -1, sampleEvents(2)),
        );
        const closing = store.close();
        await expect(store.append('seeyon.late-1', -1, sampleEvents(1))).rejects.toBeInstanceOf(StoreStopped);
        await Promise.all(accepted);
        await closing;
        await store.close();
        await reopen();
        expect(await all()).toHaveLength(100);
      });

      it('finds nothing wrong with a sound ledger and reports how far it is', async () => {
        await Promise.all(
          Array.from({ length: 300 }, (_, stream) =>
            store.append(`seeyon.sample-${stream % 150}`, Math.floor(stream / 150) * 3 - 1, sampleEvents(3)),
          ),
        );
        const progress: [number, number][] = [];
        expect(await store.inspect((done, of) => progress.push([done, of]))).toEqual([]);
        expect(progress.at(-1)).toEqual([900, 900]);
      });
    });
  });
}
