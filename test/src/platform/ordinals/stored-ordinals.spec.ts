import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { StoreUnusable } from '../../../../src/platform/events/event-store.js';
import { OrdinalsStore, StoredOrdinals } from '../../../../src/platform/ordinals/stored-ordinals.js';
import { eventStoreContract, type LedgerFixture } from '../../../contract/event-store.contract.js';
import { ordinalsContract } from '../../../contract/ordinals.contract.js';
import { freshFolder } from '../../../support/folder.js';
import { sampleEvents } from '../../../support/sample-events.js';
import { StrictEvents } from '../../../support/strict/strict-events.js';
import { StrictLedger } from '../../../support/strict/strict-ledger.js';
import { orderedLedger } from '../../../support/ordered-ledger.js';

const start = Date.parse('2026-01-01T00:00:00.000Z');
const iso = (millis: number): string => new Date(millis).toISOString();

const fixture = async (): Promise<LedgerFixture> => {
  const clock = { now: 0 };
  const folder = freshFolder();
  let floor = (): number => 0;
  const ledger = new StrictLedger(() => Math.max(clock.now, floor()));
  return {
    clock,
    settledAfterMs: 5_001,
    open: async () => {
      const numbers = OrdinalsStore.open(folder);
      floor = numbers.clockOver(() => 0);
      const events = new StrictEvents(ledger);
      const ordinals = new StoredOrdinals(events, numbers, () => clock.now, ledger.beginning);
      return orderedLedger(events, ordinals);
    },
    interrupt: () => {
      ledger.cut();
      return () => ledger.heal();
    },
    remove: async () => undefined,
  };
};
eventStoreContract('a strict engine with stored numbers', fixture);
ordinalsContract('a strict engine with stored numbers', fixture);

describe('stored numbers', () => {
  const clock = { now: start };
  let folder: string;
  let ledger: StrictLedger;
  let events: StrictEvents;
  beforeEach(() => {
    clock.now = start;
    folder = freshFolder();
    ledger = new StrictLedger(() => clock.now);
    events = new StrictEvents(ledger);
  });
  afterEach(() => events.close());
  const opened = (of = folder, over = events) =>
    new StoredOrdinals(over, OrdinalsStore.open(of), () => clock.now, ledger.beginning);

  it('are the same after they were lost, by one scan', async () => {
    const ordinals = opened();
    for (let stream = 0; stream < 20; stream += 1) await events.append(`seeyon.${stream}`, -1, sampleEvents(3));
    await ordinals.positionOf(await events.head(), 2_000);
    const before = await ordinals.readAll(0, 1_000);
    await ordinals.close();
    const again = opened(freshFolder());
    await again.positionOf(await events.head(), 2_000);
    expect(await again.readAll(0, 1_000)).toEqual(before);
    expect(before).toHaveLength(60);
    await again.close();
  });

  it('T5: give an event that was stamped before the one ahead of it the time of that one', async () => {
    const late = new StrictEvents(ledger);
    await events.append('seeyon.a', -1, sampleEvents(1));
    // As an adapter of another process would stamp it, whose clock is an hour behind.
    const [first] = await events.readAll(null, 1);
    const behind = {
      ...first!,
      event: {
        ...first!.event,
        stream: 'seeyon.b',
        meta: { ...first!.event.meta, recordedAt: iso(start - 3_600_000) },
      },
    };
    const numbers = OrdinalsStore.open(folder);
    expect(numbers.rows.append([first!, behind]).map(({ recordedAt }) => recordedAt)).toEqual([start, start]);
    await numbers.close();
    await late.close();
  });

  it('T5: number nothing before an instant that was answered, whatever its stamp', async () => {
    const ordinals = opened();
    await events.append('seeyon.a', -1, sampleEvents(1));
    clock.now = start + 10_000;
    expect(await ordinals.positionAt(iso(start + 1_000))).toBe(1);
    await ordinals.close();
    const numbers = OrdinalsStore.open(folder);
    const [first] = await events.readAll(null, 1);
    const [row] = numbers.rows.append([{ ...first!, event: { ...first!.event, stream: 'seeyon.late' } }]);
    expect(row!.recordedAt).toBeGreaterThan(start + 1_000);
    await numbers.close();
  });

  it('write their floor once in two seconds, however much is asked', async () => {
    const ordinals = opened();
    await events.append('seeyon.a', -1, sampleEvents(1));
    const numbers = (ordinals as unknown as { store: OrdinalsStore }).store;
    clock.now = start + 60_000;
    const floors = new Set<number>();
    for (let asked = 0; asked < 2_000; asked += 50) {
      await ordinals.positionAt(iso(clock.now - 5_001 + asked - asked));
      clock.now += 50;
      floors.add(numbers.head.floor);
    }
    expect(floors.size).toBeLessThanOrEqual(2);
    await ordinals.close();
  });

  it('of another ledger are refused with the way out', async () => {
    const ordinals = opened();
    await events.append('seeyon.a', -1, sampleEvents(5));
    await ordinals.positionOf(await events.head(), 2_000);
    await ordinals.close();
    const other = new StrictEvents(new StrictLedger(() => clock.now));
    for (let stream = 0; stream < 5; stream += 1) await other.append(`seeyon.${stream}`, -1, sampleEvents(1));
    const wrong = opened(folder, other);
    await expect(wrong.readAll(0, 5)).rejects.toThrow('remove ordinals.db');
    await expect(wrong.readAll(0, 5)).rejects.toBeInstanceOf(StoreUnusable);
    await wrong.close();
    await other.close();
  });
});
