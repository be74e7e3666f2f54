import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type EventStore } from '../../../../src/platform/events/event-store.js';
import { SqliteEventStore } from '../../../../src/platform/events/sqlite-event-store.js';
import { beginning } from '../../../../src/platform/eventstoredb/places.js';
import { copyLedger, type CopySource } from '../../../../src/platform/moving/copy-ledger.js';
import { openTargetAt } from '../../../../src/platform/moving/open-ledgers.js';
import { OrdinalsStore, StoredOrdinals } from '../../../../src/platform/ordinals/stored-ordinals.js';
import { testLedger, type TestLedger } from '../../../support/eventstoredb/fixture.js';
import { freshFolder } from '../../../support/folder.js';
import { storedIn } from '../../../support/long-ledger.js';
import { sampleEvents } from '../../../support/sample-events.js';
import { StrictEvents } from '../../../support/strict/strict-events.js';
import { StrictLedger } from '../../../support/strict/strict-ledger.js';

const start = Date.parse('2026-01-01T00:00:00.000Z');
const clock = () => start;
const options = { clock };

/** While `from` is inspected, a server appends to `to`. */
const writtenMeanwhile = (from: EventStore, to: EventStore, stream = 'seeyon.sample-8'): CopySource => ({
  head: () => from.head(),
  readStored: (after, limit) => from.readStored(after, limit),
  compare: (a, b) => from.compare(a, b),
  inspect: async () => {
    const findings = await from.inspect();
    await to.append(stream, -1, sampleEvents(1));
    return findings;
  },
});

describe('a copy of a ledger', () => {
  let server: TestLedger;
  let source: SqliteEventStore;
  const opened: EventStore[] = [];
  const open = <T extends EventStore>(store: T): T => {
    opened.push(store);
    return store;
  };
  const embedded = () => open(SqliteEventStore.open(freshFolder(), clock));

  beforeEach(async () => {
    server = await testLedger();
    source = embedded();
    for (let stream = 0; stream < 3; stream += 1) await source.append(`seeyon.sample-${stream}`, -1, sampleEvents(4));
    await source.append('seeyon.sample-1', 3, sampleEvents(2));
  });
  afterEach(async () => {
    for (const store of opened.splice(0)) await store.close();
    await server.close();
  });

  it('is the same on every engine, and writes nothing the second time', async () => {
    for (const target of [embedded(), await server.open(), open(new StrictEvents(new StrictLedger()))]) {
      expect(await copyLedger(source, target, options)).toEqual({ events: 14, written: 14, raised: 0 });
      expect(await storedIn(target)).toEqual(await storedIn(source));
      expect(await copyLedger(source, target, options)).toEqual({ events: 14, written: 0, raised: 0 });
      expect(await copyLedger(target, embedded(), options)).toEqual({ events: 14, written: 14, raised: 0 });
    }
  });

  it('continues a copy that ended in the middle, and an older copy of a ledger that was written since', async () => {
    const target = await server.open();
    const stored = (await source.readStored(null, 5)).map(({ event }) => event);
    await target.adopt(stored);
    expect(await copyLedger(source, target, options)).toEqual({ events: 14, written: 9, raised: 0 });
    await source.append('seeyon.sample-2', 3, sampleEvents(1));
    expect(await copyLedger(source, target, options)).toEqual({ events: 15, written: 1, raised: 0 });
    expect(await storedIn(target)).toEqual(await storedIn(source));
  });

  it('refuses a target that holds other events, or more of them, and writes nothing', async () => {
    for (const target of [embedded(), await server.open()]) {
      await target.append('seeyon.sample-9', -1, sampleEvents(1));
      await expect(copyLedger(source, target, options)).rejects.toMatchObject({
        code: 'target-differs',
        message: expect.stringContaining('position 1 the id'),
      });
      expect(await storedIn(target)).toHaveLength(1);
    }
    const longer = embedded();
    await copyLedger(source, longer, options);
    await longer.append('seeyon.sample-9', -1, sampleEvents(1));
    await expect(copyLedger(source, longer, options)).rejects.toMatchObject({ code: 'target-longer' });
  });

  it('refuses a source that is not sound', async () => {
    const check = () => () => ['event 1 is not sound'];
    const target = embedded();
    await expect(copyLedger(source, target, { ...options, check })).rejects.toMatchObject({ code: 'source-unsound' });
    expect(await storedIn(target)).toEqual([]);
  });

  it('detects a server that writes the source, or the target, meanwhile', async () => {
    const target = embedded();
    await expect(copyLedger(writtenMeanwhile(source, source), target, options)).rejects.toMatchObject({
      code: 'source-written',
    });
    expect(await copyLedger(source, target, options)).toEqual({ events: 15, written: 1, raised: 0 });
    // Into a stream of its own, and into one that the source has too.
    for (const [stream, code] of [
      ['seeyon.sample-9', 'copy-differs'],
      ['seeyon.sample-8', 'target-written'],
    ] as const) {
      const own = await testLedger();
      const [other, onServer] = [await own.open(), await own.open()];
      const copying = copyLedger(writtenMeanwhile(source, other, stream), onServer, options);
      await expect(copying).rejects.toMatchObject({ code });
      await own.close();
    }
  });

  it('copies what there was at the beginning, where servers may write meanwhile', async () => {
    const [first, second] = [await server.open(), await server.open()];
    await copyLedger(source, first, options);
    const target = embedded();
    const copied = await copyLedger(writtenMeanwhile(first, second), target, { ...options, whileWritten: true });
    expect([copied.events, (await storedIn(target)).length, (await storedIn(first)).length]).toEqual([14, 14, 15]);
  });

  it('reports a target on a server that would remove events', async () => {
    const target = await server.open();
    const removed = {
      ...options,
      onCompared: () => server.server.log.setMetadata('ledger.seeyon.sample-1', { $maxCount: 1n }),
    };
    const onCompared = removed.onCompared;
    // The watch of the adapter reads the log again and again.
    const compared = async () => {
      await copyLedger(source, target, { ...options, onCompared });
      for (;;) {
        if (target.stopped() !== null) return copyLedger(source, target, options);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    };
    await expect(compared()).rejects.toThrow(/\$maxCount/);
  });

  it('T5: gives events of processes whose clocks differed the times of their answers', async () => {
    const [ahead, behind] = [await server.open({ clock: () => start + 9_000 }), await server.open({ clock })];
    await ahead.append('seeyon.sample-1', -1, sampleEvents(1));
    await behind.append('seeyon.sample-2', -1, sampleEvents(2));
    const numbers = OrdinalsStore.open(freshFolder());
    const ordinals = new StoredOrdinals(ahead, numbers, clock, beginning, { settledAfterMs: -1 });
    await ordinals.positionOf(await ahead.head(), 5_000);
    const target = embedded();
    expect(await copyLedger(ahead, target, options)).toEqual({ events: 3, written: 3, raised: 2 });
    expect(await target.ordinals.readAll(0, 10)).toEqual(await ordinals.readAll(0, 10));
    expect(await copyLedger(ahead, target, options)).toEqual({ events: 3, written: 0, raised: 2 });
    await ordinals.close();
    await numbers.close();
  });

  it('T5: records nothing at or before an instant about which the source has answered', async () => {
    const knownAt = new Date(start + 60_000).toISOString();
    const folder = freshFolder();
    const asked = open(SqliteEventStore.open(folder, () => start + 60_000));
    await asked.append('seeyon.sample-1', -1, sampleEvents(1));
    await asked.ordinals.positionAt(knownAt);
    const target = embedded();
    await copyLedger(asked, target, options);
    const { recordedAt } = await target.append('seeyon.sample-1', 0, sampleEvents(1));
    expect(recordedAt > knownAt).toBe(true);
    // A server has no floor: the clock must be past it.
    await expect(copyLedger(asked, await server.open(), options)).rejects.toMatchObject({ code: 'clock-behind' });
  });

  it('is in no server’s way and in no server’s sight before it is whole', async () => {
    const folder = freshFolder();
    const opening = { home: folder, clock };
    const broken = await openTargetAt('sqlite:', '--to', opening);
    await broken.events.adopt((await source.readStored(null, 5)).map(({ event }) => event));
    expect(() => SqliteEventStore.open(folder, clock)).toThrow(/in use/);
    await broken.close();
    expect(existsSync(join(folder, 'events.db'))).toBe(false);
    const target = await openTargetAt('sqlite:', '--to', opening);
    expect(await copyLedger(source, target.events, options)).toMatchObject({ written: 9 });
    await target.commit();
    expect(existsSync(join(folder, 'events.db.copying'))).toBe(false);
    expect(await storedIn(open(SqliteEventStore.open(folder, clock)))).toEqual(await storedIn(source));
  });
});
