import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Recorded } from '../../../../domain/kernel/envelope.js';
import type { EventAt } from '../../../../src/platform/events/event-store.js';
import type { MongoNumbers } from '../../../../src/platform/mongodb/ordinals/mongo-numbers.js';
import { openMongoNumbers } from '../../../../src/platform/mongodb/open-stores.js';
import { NumbersBehind } from '../../../../src/platform/ordinals/number-store.js';
import { StoredOrdinals } from '../../../../src/platform/ordinals/stored-ordinals.js';
import { LedgerOnMongo, shortLimits } from '../../../support/mongodb/ledger-on-mongo.js';
import type { MongoServer } from '../../../support/mongodb/server.js';
import { sampleEvents } from '../../../support/sample-events.js';
import { StrictEvents } from '../../../support/strict/strict-events.js';
import { compareStrict, StrictLedger } from '../../../support/strict/strict-ledger.js';

const start = Date.parse('2026-01-01T00:00:00.000Z');
const iso = (millis: number): string => new Date(millis).toISOString();

describe.each([
  ['a replica set', 'rs0'],
  ['a server whose driver repeats no write', null],
])('numbers in MongoDB on %s', (_, replicaSet) => {
  const clock = { now: start };
  let mongo: LedgerOnMongo;
  let server: MongoServer;
  let ledger: StrictLedger;
  let events: StrictEvents;
  beforeEach(async () => {
    clock.now = start;
    mongo = await LedgerOnMongo.start(undefined, { replicaSet });
    server = mongo.mongo.server!;
    ledger = new StrictLedger(() => clock.now);
    events = new StrictEvents(ledger);
  });
  afterEach(async () => {
    await events.close();
    await mongo.close();
  });
  const store = (): Promise<MongoNumbers> => openMongoNumbers(mongo.connect(), shortLimits);
  const ordinalsOver = (numbers: MongoNumbers, over = events) =>
    new StoredOrdinals(over, numbers, () => clock.now, ledger.beginning, {});
  const append = async (stream: string, count = 1): Promise<void> =>
    void (await events.append(`seeyon.${stream}`, -1, sampleEvents(count)));
  const numbered = async (ordinals: StoredOrdinals): Promise<readonly Recorded[]> => {
    await ordinals.positionOf(await events.head(), 5_000);
    return ordinals.readAll(0, 10_000);
  };
  /** As the clock of another process would stamp it. */
  const stamped = ({ token, event }: EventAt, millis: number): EventAt => ({
    token,
    event: { ...event, meta: { ...event.meta, recordedAt: iso(millis) } },
  });
  const recorded = async (count: number): Promise<readonly EventAt[]> => {
    for (let stream = 0; stream < count; stream += 1) await append(`s-${stream}`);
    return events.readAll(null, count);
  };

  it('T5: nothing is numbered before an instant that another process has answered, however it is stamped', async () => {
    const [here, there] = [await store(), await store()];
    const [first, second, third] = await recorded(3);
    await here.append(null, [first!], compareStrict);
    // Both have read the same head; then an instant after the first event is promised there.
    await there.refresh();
    await there.raiseFloor(start + 60_001);
    expect(await there.lastAtOrBefore(start + 60_000)).toBe(1);
    const late = [stamped(second!, start + 1), stamped(third!, start - 3_600_000)];
    const rows = await here.append(first!.token, late, compareStrict);
    expect(rows.map(({ recordedAt }) => recordedAt)).toEqual([start + 60_001, start + 60_001]);
    await there.refresh();
    expect(await there.lastAtOrBefore(start + 60_000)).toBe(1);
  });

  it('give each event one number where three processes number at once, whatever is answered meanwhile', async () => {
    const all = await recorded(60);
    const stores = await Promise.all([store(), store(), store()]);
    const answered: (readonly [number, number])[] = [];
    let asking = true;
    const questions = (async () => {
      const asked = await store();
      for (let millis = start; asking; millis += 7) {
        await asked.raiseFloor(millis + 1);
        answered.push([millis, await asked.lastAtOrBefore(millis)]);
        // Each promise makes those that number begin their step again; the product moves the floor once in 2 s.
        await sleep(20);
      }
    })();
    await Promise.all(
      stores.map(async (numbers, process) => {
        for (let from = 0; from < all.length; from += 3 + process) {
          const batch = all.slice(from, from + 3 + process).map((event) => stamped(event, start + process * 100));
          await numbers.append(all[from - 1]?.token ?? null, batch, compareStrict);
        }
      }),
    );
    asking = false;
    await questions;
    const last = await store();
    const rows = await last.after(0, 1_000);
    expect(rows.map(({ position, token }) => [position, token])).toEqual(
      all.map(({ token }, index) => [index + 1, token]),
    );
    expect(rows.every((row, index) => row.recordedAt >= (rows[index - 1]?.recordedAt ?? 0))).toBe(true);
    expect(answered.length).toBeGreaterThan(3);
    for (const [millis, position] of answered) expect(await last.lastAtOrBefore(millis)).toBe(position);
  });

  it.each(['before', 'after'] as const)('lose and repeat nothing where connections are cut %s', async (cut) => {
    const numbers = await store();
    const all = await recorded(12);
    for (let from = 0; from < 12; from += 2) {
      server.faults.add({ commands: ['findAndModify', 'insert'], cut });
      await numbers.append(all[from - 1]?.token ?? null, all.slice(from, from + 2), compareStrict);
    }
    server.faults.clear();
    const rows = await (await store()).after(0, 100);
    expect(rows.map(({ token }) => token)).toEqual(all.map(({ token }) => token));
  });

  it('go on by themselves where the server was out of reach, and report it', async () => {
    const ordinals = ordinalsOver(await store());
    await append('first', 3);
    expect(await numbered(ordinals)).toHaveLength(3);
    const seen: number[] = [];
    const states: string[] = [];
    const subscription = ordinals.subscribe(
      0,
      (batch) => void seen.push(...batch.map(({ position }) => position)),
      ({ state }) => void states.push(state),
    );
    const breaks = [
      [() => mongo.mongo.proxy.cut(), () => mongo.mongo.proxy.heal()],
      [() => mongo.mongo.proxy.silence(), () => mongo.mongo.proxy.heal()],
      [() => server.stop(), () => server.start()],
    ] as const;
    for (const [index, [cut, heal]] of breaks.entries()) {
      cut();
      await append(`while-${index}`, 2);
      while (states.length < 2 * index + 1) await sleep(10);
      await heal();
      await subscription.reached(await events.head());
      while (states.length < 2 * index + 2) await sleep(10);
    }
    expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(states).toEqual(breaks.flatMap(() => ['reconnecting', 'following']));
    await ordinals.close();
  });

  it('are made again by one scan where they were dropped, by a process that numbers as it runs', async () => {
    const numbers = await store();
    const ordinals = ordinalsOver(numbers);
    await append('first', 5);
    const before = await numbered(ordinals);
    await mongo.connect().call('ordinals', (db) => db.dropDatabase());
    await append('second', 2);
    const after = await numbered(ordinals);
    expect(after.slice(0, 5)).toEqual(before);
    expect(after.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    await ordinals.close();
    const late = await store();
    const [, , third] = await events.readAll(null, 3);
    await mongo.connect().call('ordinals', (db) => db.dropDatabase());
    await late.refresh();
    await expect(late.append(third!.token, [], compareStrict)).rejects.toBeInstanceOf(NumbersBehind);
  });

  it('that are missing are an error with the way out', async () => {
    const numbers = await store();
    const all = await recorded(6);
    for (let from = 0; from < 6; from += 1)
      await numbers.append(all[from - 1]?.token ?? null, [all[from]!], compareStrict);
    await mongo.connect().call('ordinals', (db) => db.collection<{ _id: number }>('ordinals').deleteOne({ _id: 2 }));
    await expect(numbers.after(0, 10)).rejects.toThrow('position 2 is missing');
  });
});
