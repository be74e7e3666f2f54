import { describe, expect, it } from '@jest/globals';
import { OutcomeUnknown, type EventAt } from '../../../../src/platform/events/event-store.js';
import type { Recorded } from '../../../../domain/kernel/envelope.js';
import { eventStoreContract, type LedgerFixture } from '../../../contract/event-store.contract.js';
import { ordinalsContract } from '../../../contract/ordinals.contract.js';
import { sampleEvents } from '../../../support/sample-events.js';
import { StrictEvents } from '../../../support/strict/strict-events.js';
import { StrictLedger } from '../../../support/strict/strict-ledger.js';
import { StoredOrdinals, StrictOrdinals } from '../../../support/strict/strict-ordinals.js';
import { orderedLedger } from '../../../support/ordered-ledger.js';

const fixtureWith = (stored: StoredOrdinals | undefined, delayMs: number) => async (): Promise<LedgerFixture> => {
  const clock = { now: 0 };
  const ledger = new StrictLedger(() => clock.now);
  const own = stored && new StoredOrdinals();
  return {
    clock,
    settledAfterMs: 5_001,
    open: async () => {
      const events = new StrictEvents(ledger);
      const ordinals = new StrictOrdinals(events, ledger, { delayMs, ...(own && { stored: own }) });
      return orderedLedger(events, ordinals);
    },
    interrupt: () => {
      ledger.cut();
      return () => ledger.heal();
    },
    remove: async () => undefined,
  };
};
eventStoreContract('a strict engine', fixtureWith(undefined, 0));
ordinalsContract('a strict engine, numbered anew at each start', fixtureWith(undefined, 0));
ordinalsContract('a strict engine, numbered with a delay and stored', fixtureWith(new StoredOrdinals(), 3));

describe('a strict ledger', () => {
  const tokens = (events: readonly EventAt[]) => events.map(({ token }) => token);

  it('has tokens that no number holds', async () => {
    const events = new StrictEvents(new StrictLedger());
    await events.append('seeyon.a', -1, sampleEvents(5));
    for (const token of tokens(await events.readAll(null, 10))) {
      expect(token).toMatch(/^\d{19}$/);
      expect(String(Number(token))).not.toBe(token);
    }
    await events.close();
  });

  it.each(['before', 'after'] as const)(
    'C11: an append whose answer is lost %s it is recorded has an unknown outcome, and can be repeated',
    async (when) => {
      const ledger = new StrictLedger();
      const events = new StrictEvents(ledger);
      const batch = sampleEvents(2);
      ledger.loseAnswer(when);
      await expect(events.append('seeyon.a', -1, batch)).rejects.toBeInstanceOf(OutcomeUnknown);
      expect(await events.readStream('seeyon.a')).toHaveLength(when === 'after' ? 2 : 0);
      expect(await events.append('seeyon.a', -1, batch)).toMatchObject({ revision: 1 });
      expect(await events.readStream('seeyon.a')).toHaveLength(2);
      await events.close();
    },
  );

  it('delivers to each process what any of them appends, also what was appended while one was cut off', async () => {
    const ledger = new StrictLedger();
    const [one, other] = [new StrictEvents(ledger), new StrictEvents(ledger)];
    const seen: EventAt[] = [];
    const states: string[] = [];
    const subscription = other.subscribe(
      null,
      (events) => void seen.push(...events),
      ({ state }) => states.push(state),
    );
    await one.append('seeyon.a', -1, sampleEvents(2));
    await subscription.reached(await one.head());
    for (let round = 0; round < 3; round += 1) {
      ledger.cut();
      await expect(one.append(`seeyon.lost-${round}`, -1, sampleEvents(1))).rejects.toBeInstanceOf(OutcomeUnknown);
      await expect(other.readStream('seeyon.a')).rejects.toThrow('cut');
      ledger.heal();
      await one.append(`seeyon.b-${round}`, -1, sampleEvents(3));
      await subscription.reached(await one.head());
    }
    expect(tokens(seen)).toEqual(tokens(await one.readAll(null, 100)));
    expect(seen).toHaveLength(11);
    expect(states).toEqual(['reconnecting', 'following', 'reconnecting', 'following', 'reconnecting', 'following']);
    await one.close();
    await other.close();
  });

  it('is numbered alike by every process, and again by one scan after the numbers were dropped', async () => {
    const ledger = new StrictLedger();
    const [one, other] = [new StrictEvents(ledger), new StrictEvents(ledger)];
    const ordinals = new StrictOrdinals(one, ledger, { delayMs: 2 });
    const numbered = async (by: StrictOrdinals): Promise<readonly Recorded[]> => {
      await by.positionOf(await one.head(), 2_000);
      return by.readAll(0, 1_000);
    };
    await Promise.all(
      Array.from({ length: 40 }, (_, n) => [one, other][n % 2]!.append(`seeyon.${n}`, -1, sampleEvents(2))),
    );
    const first = await numbered(ordinals);
    expect(first).toHaveLength(80);
    const stored = new StoredOrdinals();
    const again = new StrictOrdinals(other, ledger, { stored });
    expect(await numbered(again)).toEqual(first);
    await again.close();
    await one.append('seeyon.later', -1, sampleEvents(1));
    const restarted = new StrictOrdinals(other, ledger, { stored });
    expect((await numbered(restarted)).map(({ position }) => position)).toEqual(
      Array.from({ length: 81 }, (_, index) => index + 1),
    );
    await restarted.close();
    await ordinals.close();
    await one.close();
    await other.close();
  });
});
