import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { NewEvent, Recorded } from '../../domain/kernel/envelope.js';
import { StoreStopped, WrongRevision, type EventStore } from '../../src/platform/events/event-store.js';
import { sampleEvent, sampleEvents } from '../support/sample-events.js';

/** One ledger that can be closed and opened again, with a clock that the test sets. */
export interface Ledger {
  /** Epoch milliseconds; what the adapter takes for now. */
  readonly clock: { now: number };
  open(): Promise<EventStore>;
  remove(): Promise<void>;
}

const start = Date.parse('2026-01-01T00:00:00.000Z');
const iso = (millis: number): string => new Date(millis).toISOString();

/** Every promise of the port, for any engine. */
export function eventStoreContract(engine: string, make: () => Promise<Ledger>): void {
  describe(`events port on ${engine}`, () => {
    let ledger: Ledger;
    let store: EventStore;
    const reopen = async (): Promise<void> => {
      await store.close();
      store = await ledger.open();
    };

    beforeEach(async () => {
      ledger = await make();
      ledger.clock.now = start;
      store = await ledger.open();
    });
    afterEach(async () => {
      await store.close();
      await ledger.remove();
    });

    describe('appending', () => {
      it('starts empty', async () => {
        expect(await store.head()).toEqual({ position: 0, token: '0' });
        expect(await store.readAll(0, 10)).toEqual([]);
        expect(await store.readStream('seeyon.sample-1')).toEqual([]);
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
          position: index + 1,
          meta: { ...meta, recordedAt: iso(start) },
        }));
        expect(await store.readStream('seeyon.sample-1')).toEqual(expected);
        expect(await store.readAll(0, 10)).toEqual(expected);
        expect(await store.readStream('seeyon.sample-1', 2)).toEqual(expected.slice(2));
        expect(await store.readAll(1, 1)).toEqual(expected.slice(1, 2));
        await reopen();
        expect(await store.readAll(0, 10)).toEqual(expected);
      });

      it('reads the events of one type between two positions, in order', async () => {
        const [one, two, three] = sampleEvents(3) as [NewEvent, NewEvent, NewEvent];
        const other = { ...two, type: 'SomethingElse' };
        await store.append('seeyon.sample-1', -1, [one, other, three]);
        const positions = async (type: string, after: number, upTo: number) =>
          (await store.readOfType(type, after, upTo)).map(({ position }) => position);
        expect(await positions(one.type, 0, 3)).toEqual([1, 3]);
        expect(await positions(one.type, 1, 2)).toEqual([]);
        expect(await positions('SomethingElse', 0, 1_000_000)).toEqual([2]);
        expect(await store.readOfType(one.type, 2, 3)).toEqual(await store.readAll(2, 1));
      });

      it('gives tokens that grow, up to the token of the head', async () => {
        const first = await store.append('seeyon.sample-1', -1, sampleEvents(2));
        const second = await store.append('seeyon.sample-2', -1, sampleEvents(1));
        expect(BigInt(second.token)).toBeGreaterThan(BigInt(first.token));
        expect(await store.head()).toEqual({ position: 3, token: second.token });
      });

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
        expect(await store.readAll(0, 10)).toHaveLength(2);
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
        expect(await store.readAll(0, 10)).toHaveLength(3);
      });

      it('C11: two equal appends that wait together are recorded once', async () => {
        const events = sampleEvents(2);
        const [one, other] = await Promise.all([1, 2].map(() => store.append('seeyon.sample-1', -1, events)));
        expect(other).toEqual(one);
        expect(await store.readAll(0, 10)).toHaveLength(2);
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
        expect(await store.readAll(0, 100)).toHaveLength(2);
      });

      it('keeps neighbours of a refused append whole, in order and without a gap', async () => {
        const outcomes = await Promise.allSettled([
          store.append('seeyon.sample-1', -1, sampleEvents(2)),
          store.append('seeyon.sample-2', 5, sampleEvents(3)),
          store.append('seeyon.sample-3', -1, sampleEvents(2)),
        ]);
        expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
        expect((await store.readAll(0, 10)).map(({ position, stream }) => [position, stream])).toEqual([
          [1, 'seeyon.sample-1'],
          [2, 'seeyon.sample-1'],
          [3, 'seeyon.sample-3'],
          [4, 'seeyon.sample-3'],
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
        expect(await store.readAll(0, 10)).toEqual([]);
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
        const [event] = await store.readAll(0, 1);
        expect(event?.data).toStrictEqual({ days: 30, list: [1] });
      });
    });

    describe('T5: recording times and knownAt', () => {
      const position = (millis: number): Promise<number> => store.positionAt(iso(millis));

      it('T5: the adapter stamps by its clock, never decreasing, also when the clock steps back', async () => {
        for (const [index, now] of [start, start + 500, start - 60_000, start + 200, start + 900].entries()) {
          ledger.clock.now = now;
          await store.append('seeyon.sample-1', index - 1, sampleEvents(1));
        }
        const stamps = (await store.readAll(0, 10)).map(({ meta }) => meta.recordedAt);
        expect(stamps).toEqual([start, start + 500, start + 500, start + 500, start + 900].map(iso));
      });

      it('T5: a knownAt means the last position recorded at or before it', async () => {
        for (let index = 0; index < 20; index += 1) {
          ledger.clock.now = start + Math.floor(index / 3) * 10;
          await store.append('seeyon.sample-1', index - 1, sampleEvents(1));
        }
        expect(await position(start - 1)).toBe(0);
        expect(await position(start)).toBe(3);
        expect(await position(start + 9)).toBe(3);
        expect(await position(start + 10)).toBe(6);
        expect(await position(start + 59)).toBe(18);
        expect(await position(start + 60)).toBe(20);
      });

      it('T5: an append after the answer is stamped after it, even in the same millisecond', async () => {
        await store.append('seeyon.sample-1', -1, sampleEvents(1));
        expect(await position(start)).toBe(1);
        const { recordedAt } = await store.append('seeyon.sample-1', 0, sampleEvents(1));
        expect(recordedAt).toBe(iso(start + 1));
        expect(await position(start)).toBe(1);
      });

      it('T5: appends and questions that wait together agree', async () => {
        const results: Promise<unknown>[] = [];
        const question: Promise<number>[] = [];
        for (let index = 0; index < 30; index += 1) {
          results.push(store.append(`seeyon.sample-${index}`, -1, sampleEvents(1)));
          if (index % 5 === 0) question.push(position(start));
        }
        await Promise.all(results);
        const later = await position(start);
        for (const answered of await Promise.all(question)) expect(answered).toBe(later);
      });

      it('T5: an answered knownAt outlives a restart with the clock set back', async () => {
        await store.append('seeyon.sample-1', -1, sampleEvents(1));
        ledger.clock.now = start + 3_600_000;
        expect(await position(start + 3_600_000)).toBe(1);
        ledger.clock.now = start - 3_600_000;
        await reopen();
        const { recordedAt } = await store.append('seeyon.sample-1', 0, sampleEvents(1));
        expect(recordedAt > iso(start + 3_600_000)).toBe(true);
        expect(await position(start + 3_600_000)).toBe(1);
      });

      it('T5: recording times go on from the last one after a restart with the clock set back', async () => {
        await store.append('seeyon.sample-1', -1, sampleEvents(1));
        ledger.clock.now = start - 1000;
        await reopen();
        const { recordedAt } = await store.append('seeyon.sample-1', 0, sampleEvents(1));
        expect(recordedAt >= iso(start)).toBe(true);
      });

      it('D7: a knownAt in the future is refused and moves nothing', async () => {
        await expect(position(start + 1)).rejects.toBeInstanceOf(RangeError);
        const { recordedAt } = await store.append('seeyon.sample-1', -1, sampleEvents(1));
        expect(recordedAt).toBe(iso(start));
      });

      it('T1: a knownAt that is no UTC instant with milliseconds is a fault of the caller', async () => {
        await expect(store.positionAt('2026-01-01')).rejects.toBeInstanceOf(TypeError);
      });
    });

    describe('subscribing', () => {
      const unexpected = (reason: unknown): void => {
        throw reason;
      };
      const positions = (seen: readonly Recorded[]): readonly number[] => seen.map(({ position }) => position);
      const upTo = (last: number, from = 1): readonly number[] =>
        Array.from({ length: last - from + 1 }, (_, index) => from + index);

      it('catches up from a position and follows on, each event once and in order, while others append', async () => {
        for (let stream = 0; stream < 30; stream += 1) await store.append(`seeyon.old-${stream}`, -1, sampleEvents(50));
        const seen: Recorded[] = [];
        let running = 0;
        const subscription = store.subscribe(
          10,
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
        expect(positions(seen)).toEqual(upTo(1800, 11));
        expect(seen).toEqual(await store.readAll(10, 2000));
        await subscription.stop();
      });

      it('hands an event to every one that listens, and is not held up by a slow one', async () => {
        const quick: Recorded[] = [];
        let release: () => void = () => undefined;
        const held = new Promise<void>((resolve) => (release = resolve));
        const slow = store.subscribe(0, () => held, unexpected);
        const fast = store.subscribe(0, (events) => void quick.push(...events), unexpected);
        const { token } = await store.append('seeyon.sample-1', -1, sampleEvents(2));
        await fast.reached(token);
        expect(positions(quick)).toEqual([1, 2]);
        release();
        await slow.reached(token);
      });

      it('resolves what waits for a token when its events have been handled, not before', async () => {
        let handled = 0;
        const subscription = store.subscribe(
          0,
          async (events) => {
            await new Promise(setImmediate);
            handled += events.length;
          },
          unexpected,
        );
        const { token } = await store.append('seeyon.sample-1', -1, sampleEvents(5));
        await subscription.reached(token);
        expect(handled).toBe(5);
        await subscription.reached('0');
      });

      it.each([
        [
          'throws',
          () => {
            throw new Error('poison');
          },
        ],
        ['rejects', () => Promise.reject(new Error('poison'))],
      ])('a listener that %s stops its subscription alone, loudly, and harms no append', async (_, listener) => {
        let notify: (why: unknown) => void = () => undefined;
        const recorded = new Promise<unknown>((resolve) => (notify = resolve));
        const poisoned = store.subscribe(0, listener, notify);
        const seen: Recorded[] = [];
        const healthy = store.subscribe(0, (events) => void seen.push(...events), unexpected);
        const { token } = await store.append('seeyon.sample-1', -1, sampleEvents(1));
        expect(await recorded).toMatchObject({ message: 'poison' });
        await expect(poisoned.reached(token)).rejects.toMatchObject({ message: 'poison' });
        const next = await store.append('seeyon.sample-1', 0, sampleEvents(1));
        await healthy.reached(next.token);
        expect(positions(seen)).toEqual([1, 2]);
      });

      it('receives nothing after it was stopped, and stopping waits for the call that runs', async () => {
        const seen: Recorded[] = [];
        let enter: () => void = () => undefined;
        const running = new Promise<void>((resolve) => (enter = resolve));
        const subscription = store.subscribe(
          0,
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
        await store.append('seeyon.sample-1', 0, sampleEvents(1));
        expect(seen).toHaveLength(1);
        await expect(subscription.reached('2')).rejects.toThrow('stopped');
      });

      it('resumes after a restart where the reader left off', async () => {
        await store.append('seeyon.sample-1', -1, sampleEvents(5));
        await reopen();
        const seen: Recorded[] = [];
        const subscription = store.subscribe(3, (events) => void seen.push(...events), unexpected);
        await subscription.reached((await store.head()).token);
        expect(positions(seen)).toEqual([4, 5]);
      });

      it('gives a reader of all events position after position without a gap while many append', async () => {
        let done = false;
        const one = (stream: number): Promise<unknown> =>
          store.append(`seeyon.sample-${stream}`, stream % 10 === 0 ? 7 : -1, sampleEvents(1 + (stream % 3)));
        const appending = Promise.allSettled(Array.from({ length: 200 }, (_, stream) => one(stream))).then(
          () => (done = true),
        );
        let after = 0;
        for (;;) {
          const finished = done;
          const events = await store.readAll(after, 7);
          expect(positions(events)).toEqual(upTo(after + events.length, after + 1));
          after += events.length;
          if (finished && events.length === 0) break;
          await new Promise(setImmediate);
        }
        await appending;
        expect(after).toBe((await store.head()).position);
        expect(after).toBeGreaterThan(300);
      });
    });

    describe('copying', () => {
      it('T5: takes over positions and recording times, and goes on after them', async () => {
        await store.append('seeyon.sample-1', -1, sampleEvents(2));
        ledger.clock.now += 5000;
        await store.append('seeyon.sample-2', -1, sampleEvents(1));
        await store.append('seeyon.sample-1', 1, sampleEvents(1));
        const original = await store.readAll(0, 10);

        const other = await make();
        other.clock.now = start;
        const copy = await other.open();
        await copy.adopt(original.slice(0, 3));
        await copy.adopt(original.slice(3));
        expect(await copy.readAll(0, 10)).toEqual(original);
        expect(await copy.readStream('seeyon.sample-1')).toEqual(await store.readStream('seeyon.sample-1'));
        expect(await copy.inspect()).toEqual([]);
        const { recordedAt } = await copy.append('seeyon.sample-1', 2, sampleEvents(1));
        expect(recordedAt).toBe(iso(start + 5000));
        await copy.close();
        await other.remove();
      });

      it('refuses events that do not continue this ledger, and takes none of them', async () => {
        await store.append('seeyon.sample-1', -1, sampleEvents(3));
        const original = await store.readAll(0, 10);
        const other = await make();
        other.clock.now = start;
        const copy = await other.open();
        await expect(copy.adopt(original.slice(1))).rejects.toBeInstanceOf(TypeError);
        await expect(copy.adopt([original[0]!, original[2]!])).rejects.toBeInstanceOf(TypeError);
        expect(await copy.head()).toMatchObject({ position: 0 });
        await copy.adopt(original);
        await expect(copy.adopt(original)).rejects.toBeInstanceOf(TypeError);
        expect(await copy.readAll(0, 10)).toEqual(original);
        await copy.close();
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
        store = await ledger.open();
        expect((await store.head()).position).toBe(100);
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
