import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type EventAt,
  OutcomeUnknown,
  StoreUnreadable,
  WrongRevision,
} from '../../../../src/platform/events/event-store.js';
import { quickLimits, type TestLedger, testLedger, until } from '../../../support/eventstoredb/fixture.js';
import { sampleEvents } from '../../../support/sample-events.js';
import { inEnglish } from '../../../../src/platform/operator-fault.js';

const never = new Promise<void>(() => undefined);

describe('faults between the ledger and EventStoreDB', () => {
  let ledger: TestLedger;
  beforeEach(async () => {
    ledger = await testLedger();
  });
  afterEach(() => ledger.close());

  /** Follows from the beginning. */
  const followed = async (store: Awaited<ReturnType<TestLedger['open']>>) => {
    const seen: EventAt[] = [];
    const states: string[] = [];
    const subscription = store.subscribe(
      null,
      (events) => void seen.push(...events),
      ({ state }) => states.push(state),
    );
    return { seen, states, subscription };
  };

  describe('an append', () => {
    it.each(['received', 'recorded'] as const)(
      'C11: whose connection is cut when it is %s is recorded once, and answers as if nothing had been',
      async (when) => {
        const store = await ledger.open();
        let cuts = 0;
        ledger.server.onAppend = async (stage) => {
          if (stage !== when || (cuts += 1) > 1) return;
          ledger.proxy.reset();
          if (stage === 'received') await pause(20);
        };
        const answer = await store.append('seeyon.a', -1, sampleEvents(3));
        expect(cuts).toBeGreaterThan(0);
        expect(answer).toMatchObject({ revision: 2, token: await store.head() });
        expect(await store.readStream('seeyon.a')).toHaveLength(3);
      },
    );

    it('C11: whose answer is lost is read back, not asked for again', async () => {
      const store = await ledger.open();
      ledger.server.onAppend = (stage) => (stage === 'recorded' ? never : undefined);
      const answer = await store.append('seeyon.a', -1, sampleEvents(2));
      expect(answer).toMatchObject({ revision: 1, recordedAt: new Date(ledger.clock.now).toISOString() });
      expect(ledger.server.calls.filter((call) => call === 'Append')).toHaveLength(1);
    });

    it('C11: of the same command by another process is refused, though the server takes it for a repeat', async () => {
      const [one, other] = [await ledger.open(), await ledger.open()];
      const events = sampleEvents(2);
      const same = events.map((event) => ({ ...event, meta: { ...event.meta, correlationId: 'c-2' } }));
      await one.append('seeyon.a', -1, events);
      await expect(other.append('seeyon.a', -1, same)).rejects.toBeInstanceOf(WrongRevision);
      expect(await one.append('seeyon.a', -1, events)).toMatchObject({ revision: 1 });
    });

    it('whose answer is lost, while another append took its place, is refused', async () => {
      // Long enough for the other append on a busy machine: the attempt that follows would be first otherwise.
      const store = await ledger.open({ limits: { ...quickLimits, attemptMs: 4_000, appendMs: 10_000 } });
      const other = await ledger.open();
      let isHeld = false;
      ledger.server.onAppend = (stage) => {
        if (stage !== 'received' || isHeld) return undefined;
        isHeld = true;
        return never;
      };
      const refused = store.append('seeyon.a', -1, sampleEvents(2)).catch((error: unknown) => error);
      // The call begins before all of it has arrived: let through then, it would be the first.
      await until(() => isHeld);
      await other.append('seeyon.a', -1, sampleEvents(1));
      expect(await refused).toBeInstanceOf(WrongRevision);
      expect(await store.readStream('seeyon.a')).toHaveLength(1);
    }, 20_000);

    it('T5: that a slow server gets to after its time is not recorded, and its outcome is unknown', async () => {
      const store = await ledger.open({ limits: { ...quickLimits, attemptMs: 200, appendMs: 300 } });
      ledger.server.onAppend = (stage) => (stage === 'received' ? pause(1_500) : undefined);
      const started = performance.now();
      await expect(store.append('seeyon.a', -1, sampleEvents(1))).rejects.toBeInstanceOf(OutcomeUnknown);
      expect(performance.now() - started).toBeLessThan(1_500);
      await pause(2_000);
      expect(await store.readStream('seeyon.a')).toEqual([]);
    });

    it('is recorded by a server that is slow for a while', async () => {
      const store = await ledger.open({ limits: { ...quickLimits, attemptMs: 300 } });
      let calls = 0;
      ledger.server.onAppend = (stage) => (stage === 'received' && (calls += 1) < 3 ? pause(1_000) : undefined);
      expect(await store.append('seeyon.a', -1, sampleEvents(1))).toMatchObject({ revision: 0 });
      expect(calls).toBe(3);
    });
  });

  describe('a subscription', () => {
    it('goes on over a restart of the server, with nothing lost and nothing twice', async () => {
      const store = await ledger.open();
      const { seen, states, subscription } = await followed(store);
      for (let round = 0; round < 3; round += 1) {
        const { token } = await store.append(`seeyon.${round}`, -1, sampleEvents(30));
        await subscription.reached(token);
        ledger.server.stop();
        await until(() => states.length === round * 2 + 1);
        await ledger.server.start();
        await until(() => states.length === round * 2 + 2);
      }
      expect(seen).toEqual(await store.readAll(null, 1_000));
      expect(seen).toHaveLength(90);
      expect(states).toEqual(Array.from({ length: 3 }, () => ['reconnecting', 'following']).flat());
    });

    it('that is dropped without a notice is noticed, the second and the third time too', async () => {
      const store = await ledger.open();
      const { seen, states, subscription } = await followed(store);
      await subscription.reached((await store.append('seeyon.a', -1, sampleEvents(2))).token);
      for (let round = 1; round <= 3; round += 1) {
        ledger.server.reads.silence();
        const { token } = await store.append('seeyon.a', round * 2 - 1, sampleEvents(2));
        await subscription.reached(token);
        expect(states).toHaveLength(round * 2);
      }
      expect(seen).toEqual(await store.readAll(null, 100));
    });

    it('with nothing to deliver is left alone', async () => {
      const store = await ledger.open();
      const { states, subscription } = await followed(store);
      await subscription.reached((await store.append('seeyon.a', -1, sampleEvents(1))).token);
      await pause(quickLimits.watchMs * 8);
      expect(states).toEqual([]);
    });

    it('whose listener is slow is not taken for dropped', async () => {
      const store = await ledger.open();
      const states: string[] = [];
      const seen: EventAt[] = [];
      const subscription = store.subscribe(
        null,
        async (events) => {
          await pause(quickLimits.watchMs * 6);
          seen.push(...events);
        },
        ({ state }) => states.push(state),
      );
      await store.append('seeyon.a', -1, sampleEvents(2));
      await store.append('seeyon.a', 1, sampleEvents(2));
      await subscription.reached(await store.head());
      expect(states).toEqual([]);
      expect(seen).toHaveLength(4);
    });

    it('over a connection that went silent connects anew', async () => {
      const store = await ledger.open();
      const { seen, states, subscription } = await followed(store);
      await subscription.reached((await store.append('seeyon.a', -1, sampleEvents(1))).token);
      ledger.proxy.silence();
      ledger.proxy.heal();
      const { token } = await store.append('seeyon.a', 0, sampleEvents(1));
      await subscription.reached(token);
      expect(seen).toHaveLength(2);
      expect(states).toEqual(['reconnecting', 'following']);
    });

    it('that cannot connect reports it once, and follows when the server is back', async () => {
      const store = await ledger.open();
      ledger.proxy.cut();
      const { states, subscription } = await followed(store);
      await pause(300);
      expect(states).toEqual(['reconnecting']);
      expect(inEnglish(store.stopped()!)).toContain('does not answer');
      ledger.proxy.heal();
      await subscription.reached((await store.append('seeyon.a', -1, sampleEvents(1))).token);
      expect(states).toEqual(['reconnecting', 'following']);
      expect(store.stopped()).toBeNull();
    });
  });

  it('a read without an answer is a fault of the store, by its error', async () => {
    const store = await ledger.open({ limits: { ...quickLimits, readMs: 500 } });
    ledger.proxy.cut();
    await expect(store.readStream('seeyon.a')).rejects.toBeInstanceOf(StoreUnreadable);
    ledger.proxy.heal();
  });

  it('T5: two processes whose clocks are an hour apart never decrease the recording times of a stream', async () => {
    const [one, other] = [await ledger.open(), await ledger.open({ clock: () => ledger.clock.now - 3_600_000 })];
    for (let revision = -1; revision < 9; revision += 1) {
      const store = revision % 2 === 0 ? one : other;
      await store.readStream('seeyon.a', Math.max(revision, 0));
      await store.append('seeyon.a', revision, sampleEvents(1));
    }
    const stamps = (await one.readStream('seeyon.a')).map(({ meta }) => meta.recordedAt);
    expect(stamps).toEqual([...stamps].sort());
    expect(new Set(stamps).size).toBe(2);
    expect(await one.inspect()).toEqual([]);
  });

  it('closes every connection, also those of subscriptions, and keeps nothing open', async () => {
    const store = await ledger.open();
    const { subscription } = await followed(store);
    await subscription.reached((await store.append('seeyon.a', -1, sampleEvents(1))).token);
    expect(ledger.proxy.open).toBeGreaterThan(0);
    await store.close();
    await until(() => ledger.proxy.open === 0);
  });
});
