import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { NewEvent, Recorded } from '../../domain/kernel/envelope.js';
import { InvalidToken, type SubscriptionState } from '../../src/platform/events/event-store.js';
import { type EventQuery, TokenAhead, TooYoung } from '../../src/platform/ordinals/ordinals.js';
import { sampleEvent, sampleEvents } from '../support/sample-events.js';
import type { LedgerFixture, OpenLedger } from './event-store.contract.js';

const start = Date.parse('2026-01-01T00:00:00.000Z');
const iso = (millis: number): string => new Date(millis).toISOString();
const unexpected = (reason: unknown): never => {
  throw reason;
};
/** How long numbering may take, in ms. */
const soon = 2_000;

/** Every promise of the port, for any engine. */
export function ordinalsContract(engine: string, make: () => Promise<LedgerFixture>): void {
  describe(`ordinals port on ${engine}`, () => {
    let ledger: LedgerFixture;
    let open: OpenLedger;
    const reopen = async (): Promise<void> => {
      await open.close();
      open = await ledger.open();
    };
    const append = (stream: string, expected: number, events: readonly NewEvent[]) =>
      open.events.append(`seeyon.${stream}`, expected, events);
    /** All that is recorded is numbered; answers the last position. */
    const numbered = async (): Promise<number> => open.ordinals.positionOf(await open.events.head(), soon);
    /** T5: asked once the instant is settled. */
    const positionAt = async (millis: number): Promise<number> => {
      ledger.clock.now = Math.max(ledger.clock.now, millis + ledger.settledAfterMs);
      return open.ordinals.positionAt(iso(millis));
    };
    const positions = (events: readonly Recorded[]): readonly number[] => events.map(({ position }) => position);
    const upTo = (last: number, from = 1): readonly number[] =>
      Array.from({ length: last - from + 1 }, (_, index) => from + index);

    beforeEach(async () => {
      ledger = await make();
      ledger.clock.now = start;
      open = await ledger.open();
    });
    afterEach(async () => {
      await open.close();
      await ledger.remove();
    });

    describe('numbering', () => {
      it('starts at nothing', async () => {
        const { position, token } = await open.ordinals.head();
        expect(position).toBe(0);
        expect(token).toBe(await open.events.head());
        expect(await open.ordinals.tokenAt(0)).toBe(token);
        expect(await open.ordinals.readAll(0, 10)).toEqual([]);
        expect(await open.ordinals.readStream('seeyon.sample-1')).toEqual([]);
      });

      it('is 1, 2, 3 … in the order of the ledger, without a gap, while many append', async () => {
        const one = (stream: number): Promise<unknown> =>
          append(`sample-${stream}`, stream % 10 === 0 ? 7 : -1, sampleEvents(1 + (stream % 3)));
        await Promise.allSettled(Array.from({ length: 200 }, (_, stream) => one(stream)));
        const last = await numbered();
        const events = await open.ordinals.readAll(0, 1_000);
        expect(last).toBeGreaterThan(300);
        expect(positions(events)).toEqual(upTo(last));
        const inOrder = await open.events.readAll(null, 1_000);
        expect(events).toEqual(inOrder.map(({ event }, index) => ({ ...event, position: index + 1 })));
        await reopen();
        await numbered();
        expect(await open.ordinals.readAll(0, 1_000)).toEqual(events);
      });

      it('is the same on every engine for the same appends', async () => {
        for (const [stream, count] of [
          ['a', 2],
          ['b', 1],
          ['c', 3],
        ] as const)
          await append(stream, -1, sampleEvents(count));
        await append('a', 1, sampleEvents(1));
        await numbered();
        expect(
          (await open.ordinals.readAll(0, 10)).map(({ position, stream, revision }) => [position, stream, revision]),
        ).toEqual([
          [1, 'seeyon.a', 0],
          [2, 'seeyon.a', 1],
          [3, 'seeyon.b', 0],
          [4, 'seeyon.c', 0],
          [5, 'seeyon.c', 1],
          [6, 'seeyon.c', 2],
          [7, 'seeyon.a', 2],
        ]);
      });

      it('reads from any position, and a stream with its positions', async () => {
        for (let stream = 0; stream < 50; stream += 1)
          await append(`sample-${stream % 5}`, Math.floor(stream / 5) - 1, sampleEvents(1));
        await numbered();
        expect(positions(await open.ordinals.readAll(30, 5))).toEqual([31, 32, 33, 34, 35]);
        expect(positions(await open.ordinals.readAll(50, 5))).toEqual([]);
        expect(positions(await open.ordinals.readStream('seeyon.sample-2', 8))).toEqual([43, 48]);
        const stream = await open.ordinals.readStream('seeyon.sample-2');
        expect(stream.map(({ position: _, ...event }) => event)).toEqual(
          await open.events.readStream('seeyon.sample-2'),
        );
      });
    });

    describe('places', () => {
      it('has the position of every token and the token of every position', async () => {
        const first = await append('sample-1', -1, sampleEvents(3));
        const second = await append('sample-2', -1, sampleEvents(2));
        expect(await open.ordinals.positionOf(first.token, soon)).toBe(3);
        expect(await open.ordinals.positionOf(second.token, soon)).toBe(5);
        const tokens = await Promise.all(upTo(5, 0).map((position) => open.ordinals.tokenAt(position)));
        for (const [position, token] of tokens.entries())
          expect(await open.ordinals.positionOf(token, 0)).toBe(position);
        expect(tokens.slice(1)).toEqual((await open.events.readAll(null, 10)).map(({ token }) => token));
        expect(await open.ordinals.head()).toEqual({ position: 5, token: second.token });
        await expect(open.ordinals.tokenAt(6)).rejects.toBeInstanceOf(RangeError);
      });

      it('waits for a place that is not numbered yet, as long as it may', async () => {
        const other = await make();
        other.clock.now = start;
        const longer = await other.open();
        await longer.events.append('seeyon.sample-1', -1, sampleEvents(3));
        const ahead = await longer.events.head();
        await append('sample-1', -1, sampleEvents(2));
        await expect(open.ordinals.positionOf(ahead, 5)).rejects.toBeInstanceOf(TokenAhead);
        const waiting = open.ordinals.positionOf(ahead, soon);
        await append('sample-2', -1, sampleEvents(1));
        expect(await waiting).toBe(3);
        await longer.close();
        await other.remove();
      });

      it.each(['', 'soon', '-1', '9'.repeat(30)])("refuses '%s', which is no token of it", async (token) => {
        await expect(open.ordinals.positionOf(token, 0)).rejects.toBeInstanceOf(InvalidToken);
      });
    });

    describe('T5: what was known at an instant', () => {
      it('T5: is the last position recorded at or before it', async () => {
        for (let index = 0; index < 20; index += 1) {
          ledger.clock.now = start + Math.floor(index / 3) * 10;
          await append('sample-1', index - 1, sampleEvents(1));
        }
        expect(await positionAt(start - 1)).toBe(0);
        expect(await positionAt(start)).toBe(3);
        expect(await positionAt(start + 9)).toBe(3);
        expect(await positionAt(start + 10)).toBe(6);
        expect(await positionAt(start + 59)).toBe(18);
        expect(await positionAt(start + 60)).toBe(20);
      });

      it('T5: an append after the answer is stamped after it, even in the same millisecond', async () => {
        await append('sample-1', -1, sampleEvents(1));
        expect(await positionAt(start)).toBe(1);
        const { recordedAt } = await append('sample-1', 0, sampleEvents(1));
        expect(recordedAt > iso(start)).toBe(true);
        expect(await positionAt(start)).toBe(1);
      });

      it('T5: appends and questions that wait together agree', async () => {
        const results: Promise<unknown>[] = [];
        const question: Promise<number>[] = [];
        for (let index = 0; index < 30; index += 1) {
          results.push(append(`sample-${index}`, -1, sampleEvents(1)));
          if (index % 5 === 0) question.push(positionAt(start));
        }
        await Promise.all(results);
        const later = await positionAt(start);
        for (const answered of await Promise.all(question)) expect(answered).toBe(later);
      });

      it('T5: outlives a restart with the clock set back', async () => {
        await append('sample-1', -1, sampleEvents(1));
        expect(await positionAt(start + 3_600_000)).toBe(1);
        ledger.clock.now = start - 3_600_000;
        await reopen();
        const { recordedAt } = await append('sample-1', 0, sampleEvents(1));
        expect(recordedAt > iso(start + 3_600_000)).toBe(true);
        expect(await positionAt(start + 3_600_000)).toBe(1);
      });

      it('D7: the future is refused and moves nothing', async () => {
        await expect(open.ordinals.positionAt(iso(start + 1))).rejects.toBeInstanceOf(RangeError);
        const { recordedAt } = await append('sample-1', -1, sampleEvents(1));
        expect(recordedAt).toBe(iso(start));
      });

      it('T5: an instant that is not settled yet is refused with how long to wait, and answered then', async () => {
        await append('sample-1', -1, sampleEvents(2));
        await numbered();
        const asked = iso(start);
        const refused = await open.ordinals.positionAt(asked).catch((error: unknown) => error);
        if (ledger.settledAfterMs === 0) return expect(refused).toBe(2);
        expect(refused).toBeInstanceOf(TooYoung);
        const { waitMs } = refused as TooYoung;
        expect(waitMs).toBeGreaterThan(0);
        expect(waitMs).toBeLessThanOrEqual(ledger.settledAfterMs + 1);
        ledger.clock.now += waitMs - 2;
        await expect(open.ordinals.positionAt(asked)).rejects.toBeInstanceOf(TooYoung);
        ledger.clock.now += 2;
        expect(await open.ordinals.positionAt(asked)).toBe(2);
      });

      it('T1: no UTC instant with milliseconds is a fault of the caller', async () => {
        await expect(open.ordinals.positionAt('2026-01-01')).rejects.toBeInstanceOf(TypeError);
        await expect(open.ordinals.lastBefore('2026-01-01')).rejects.toBeInstanceOf(TypeError);
      });

      it('finds the last event before an instant, with no trace', async () => {
        for (const [index, at] of [0, 0, 10, 10, 20].entries()) {
          ledger.clock.now = start + at;
          await append('sample-1', index - 1, sampleEvents(1));
        }
        await numbered();
        const before = (millis: number) => open.ordinals.lastBefore(iso(start + millis));
        expect(await Promise.all([0, 1, 10, 11, 20, 21, 1_000_000].map(before))).toEqual([0, 2, 2, 4, 4, 5, 5]);
        const { recordedAt } = await append('sample-1', 4, sampleEvents(1));
        expect(recordedAt).toBe(iso(start + 20));
      });
    });

    describe('finding', () => {
      const typed = (type: string, vendor = 'seeyon'): NewEvent => ({ ...sampleEvent(), type, vendor });
      const found = async (query: EventQuery, after = 0, limit = 100) =>
        positions((await open.ordinals.find(query, after, limit)).events);
      beforeEach(async () => {
        await append('contract-1', -1, [typed('Purchased'), typed('Renewed')]);
        await open.events.append('huaruan.contract-1', -1, [typed('Purchased', 'huaruan')]);
        await append('contract-2', -1, [typed('Purchased')]);
        await append('contract-1', 1, [typed('Renewed'), typed('Terminated')]);
        await open.events.append('huaruan.contract-1', 0, [typed('Renewed', 'huaruan')]);
        await numbered();
      });

      it('by vendor, stream and type, alone and together', async () => {
        const vendor = 'seeyon';
        expect(await found({ vendor })).toEqual([1, 2, 4, 5, 6]);
        expect(await found({ vendor: 'huaruan' })).toEqual([3, 7]);
        expect(await found({ vendor, type: 'Renewed' })).toEqual([2, 5]);
        expect(await found({ vendor, streams: ['seeyon.contract-1'] })).toEqual([1, 2, 5, 6]);
        expect(await found({ vendor, streams: ['seeyon.contract-1', 'seeyon.contract-2'] })).toEqual([1, 2, 4, 5, 6]);
        expect(await found({ vendor, streams: ['seeyon.contract-1'], type: 'Renewed' })).toEqual([2, 5]);
        expect(await found({ vendor, streams: [] })).toEqual([]);
        expect(await found({ vendor, streams: ['huaruan.contract-1'] })).toEqual([]);
        expect(await found({ type: 'Renewed' })).toEqual([2, 5, 7]);
        expect(await found({ vendor: 'other' })).toEqual([]);
      });

      it('after a position and before another', async () => {
        expect(await found({ vendor: 'seeyon', before: 5 })).toEqual([1, 2, 4]);
        expect(await found({ vendor: 'seeyon', before: 5 }, 1)).toEqual([2, 4]);
        expect(await found({ type: 'Renewed', before: 7 }, 2)).toEqual([5]);
        expect(await found({ vendor: 'seeyon', streams: ['seeyon.contract-1'], before: 6 }, 2)).toEqual([5]);
      });

      it('page by page, with the position to go on after', async () => {
        const pages: (readonly number[])[] = [];
        let after: number | null = 0;
        while (after !== null) {
          const { events, next }: { events: readonly Recorded[]; next: number | null } = await open.ordinals.find(
            { vendor: 'seeyon' },
            after,
            2,
          );
          pages.push(positions(events));
          after = next;
        }
        expect(pages).toEqual([[1, 2], [4, 5], [6]]);
        expect((await open.ordinals.find({ vendor: 'seeyon' }, 0, 5)).next).toBeNull();
        expect((await open.ordinals.find({ vendor: 'seeyon' }, 6, 5)).events).toEqual([]);
      });
    });

    describe('following', () => {
      it('catches up from a position and follows on, each event once and in order, while others append', async () => {
        for (let stream = 0; stream < 30; stream += 1) await append(`old-${stream}`, -1, sampleEvents(50));
        const seen: Recorded[] = [];
        let running = 0;
        const subscription = open.ordinals.subscribe(
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
            return append(`new-${stream}`, -1, sampleEvents(3));
          }),
        );
        for (const { token } of answers) await subscription.reached(token);
        expect(positions(seen)).toEqual(upTo(1800, 11));
        expect(seen).toEqual(await open.ordinals.readAll(10, 2_000));
        await subscription.stop();
      });

      it('reconnects by itself, reports it, and loses and repeats nothing', async () => {
        for (let stream = 0; stream < 30; stream += 1) await append(`old-${stream}`, -1, sampleEvents(50));
        const head = await open.events.head();
        const states: string[] = [];
        const seen: Recorded[] = [];
        let heal: (() => void) | undefined;
        const subscription = open.ordinals.subscribe(
          0,
          (events) => {
            seen.push(...events);
            heal ??= ledger.interrupt();
          },
          (state) => {
            states.push(state.state);
            if (state.state === 'reconnecting') setTimeout(heal!, 20);
          },
        );
        await subscription.reached(head);
        // What is numbered may be delivered before the fault is met.
        while (!states.includes('following')) await new Promise(setImmediate);
        expect(states).toEqual(['reconnecting', 'following']);
        expect(positions(seen)).toEqual(upTo(1500));
        const { token } = await append('sample-1', -1, sampleEvents(2));
        await subscription.reached(token);
        expect(positions(seen)).toEqual(upTo(1502));
      });

      it('a listener that throws ends its subscription alone, reported, and harms no append', async () => {
        let notify: (state: SubscriptionState) => void = () => undefined;
        const ended = new Promise<SubscriptionState>((resolve) => (notify = resolve));
        const poisoned = open.ordinals.subscribe(0, () => Promise.reject(new Error('poison')), notify);
        const seen: Recorded[] = [];
        const healthy = open.ordinals.subscribe(0, (events) => void seen.push(...events), unexpected);
        const { token } = await append('sample-1', -1, sampleEvents(1));
        expect(await ended).toMatchObject({ state: 'ended', cause: { message: 'poison' } });
        await expect(poisoned.reached(token)).rejects.toMatchObject({ message: 'poison' });
        await healthy.reached(token);
        expect(positions(seen)).toEqual([1]);
      });

      it('delivers nothing after it was stopped or closed', async () => {
        const seen: Recorded[] = [];
        const one = open.ordinals.subscribe(0, (events) => void seen.push(...events), unexpected);
        const other = open.ordinals.subscribe(0, (events) => void seen.push(...events), unexpected);
        await one.stop();
        await open.ordinals.close();
        const { token } = await append('sample-1', -1, sampleEvents(1));
        await expect(one.reached(token)).rejects.toThrow('stopped');
        await expect(other.reached(token)).rejects.toThrow('stopped');
        expect(seen).toEqual([]);
      });
    });
  });
}
