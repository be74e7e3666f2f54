import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EventStoreDbEventStore } from '../../../../src/platform/eventstoredb/eventstoredb-event-store.js';
import { StoreStopped, StoreUnusable, type SubscriptionState } from '../../../../src/platform/events/event-store.js';
import { quickLimits, type TestLedger, testLedger, until } from '../../../support/eventstoredb/fixture.js';
import { sampleEvents } from '../../../support/sample-events.js';
import { inEnglish } from '../../../../src/platform/operator-fault.js';

const stream = 'ledger.seeyon.a';

describe('what removes events on the server', () => {
  let ledger: TestLedger;
  let store: EventStoreDbEventStore;
  beforeEach(async () => {
    ledger = await testLedger();
    store = await ledger.open();
    await store.append('seeyon.a', -1, sampleEvents(5));
    await store.append('seeyon.b', -1, sampleEvents(2));
  });
  afterEach(() => ledger.close());
  const noticed = (): Promise<void> => until(() => store.stopped() !== null);

  it.each([
    ['$maxAge', { $maxAge: 60 }],
    ['$maxCount', { $maxCount: 100 }],
    ['$tb', { $tb: 2 }],
  ])(
    '%s in the metadata of a stream is reported by health and verify, and its stream takes no more',
    async (name, metadata) => {
      expect(store.stopped()).toBeNull();
      ledger.server.log.setMetadata(stream, metadata);
      await noticed();
      expect(inEnglish(store.stopped()!)).toContain(`stream seeyon.a has ${name} in its metadata`);
      expect(await store.inspect()).toEqual([expect.stringContaining(`stream seeyon.a has ${name} in its metadata`)]);
      await expect(store.append('seeyon.a', 4, sampleEvents(1))).rejects.toBeInstanceOf(StoreStopped);
      expect(await store.append('seeyon.b', 1, sampleEvents(1))).toMatchObject({ revision: 2 });
      // Health is as it was, once the metadata is.
      ledger.server.log.setMetadata(stream, {});
      await until(() => store.stopped() === null);
      expect(await store.append('seeyon.a', 4, sampleEvents(1))).toMatchObject({ revision: 5 });
      expect(await store.inspect()).toEqual([]);
    },
  );

  it('metadata of other kinds, and of streams of others, are none of it', async () => {
    ledger.server.log.setMetadata(stream, { $cacheControl: 5 });
    ledger.server.log.setMetadata('orders-1', { $maxCount: 1 });
    await store.append('seeyon.a', 4, sampleEvents(1));
    expect(await store.inspect()).toEqual([]);
    expect(store.stopped()).toBeNull();
  });

  it('is known from the start on, whenever it was set', async () => {
    ledger.server.log.setMetadata(stream, { $maxCount: 100 });
    store = await ledger.open();
    await noticed();
    expect(inEnglish(store.stopped()!)).toContain('$maxCount');
  });

  it('a stream with hidden events is refused whole, not read in part', async () => {
    ledger.server.log.setMetadata(stream, { $tb: 2 });
    await expect(store.readStream('seeyon.a')).rejects.toThrow('goes on with revision 2 where 0 is due');
    await expect(store.readStream('seeyon.a')).rejects.toBeInstanceOf(StoreUnusable);
  });

  it('a deleted stream is not taken for a new one', async () => {
    ledger.server.log.delete(stream, 4n, false);
    await noticed();
    await expect(store.readStream('seeyon.a')).rejects.toThrow('$tb');
    await expect(store.append('seeyon.a', -1, sampleEvents(1))).rejects.toBeInstanceOf(StoreStopped);
    expect(await store.inspect()).toEqual([expect.stringContaining('$tb')]);
  });

  it('an append to a stream that was deleted this very moment does not pass for its first event', async () => {
    ledger.server.onAppend = (stage) => {
      if (stage === 'received') ledger.server.log.delete(stream, 'any', false);
    };
    await expect(store.append('seeyon.a', -1, sampleEvents(1))).rejects.toThrow(
      'goes on with revision 5 where 0 is due',
    );
    ledger.server.onAppend = () => undefined;
    await noticed();
  });

  it('a tombstone is for good', async () => {
    ledger.server.log.delete(stream, 4n, true);
    await expect(store.readStream('seeyon.a')).rejects.toThrow('stream seeyon.a was deleted');
    await expect(store.append('seeyon.a', 4, sampleEvents(1))).rejects.toBeInstanceOf(StoreStopped);
    await noticed();
    expect(await store.inspect()).toEqual([expect.stringContaining('stream seeyon.a was deleted on the server')]);
    const other = await ledger.open();
    await until(() => other.stopped() !== null);
    // A subscription passes over it.
    const { token } = await other.append('seeyon.b', 1, sampleEvents(1));
    const streams = new Set<string>();
    const subscription = other.subscribe(
      null,
      (events) => events.forEach(({ event }) => streams.add(event.stream)),
      () => undefined,
    );
    await subscription.reached(token);
    expect(streams).toEqual(new Set(['seeyon.a', 'seeyon.b']));
  });

  it('a tombstone that an append finds first is reported by it', async () => {
    const other = await ledger.open({ limits: { ...quickLimits, removalsMs: 60_000 } });
    await other.readStream('seeyon.a');
    await until(() => other.stopped() === null);
    ledger.server.log.delete(stream, 4n, true);
    await expect(other.append('seeyon.a', 4, sampleEvents(1))).rejects.toThrow('stream seeyon.a was deleted');
    expect(inEnglish(other.stopped()!)).toContain('was deleted');
  });

  it('what a scavenge has removed is a gap, though the metadata that allowed it are gone', async () => {
    ledger.server.log.setMetadata(stream, { $tb: 3 });
    ledger.server.log.scavenge();
    ledger.server.log.setMetadata(stream, {});
    expect(await store.inspect()).toEqual(['stream seeyon.a has revision 3 where 0 is due']);
    await expect(store.readStream('seeyon.a')).rejects.toThrow('goes on with revision 3');
  });

  it('an event of somebody else in a stream of the ledger is damage: verify names it, subscriptions end', async () => {
    ledger.server.log.append(stream, 4n, [
      {
        id: 'b'.repeat(8),
        type: 'Foreign',
        contentType: 'application/json',
        data: Buffer.from('{}'),
        metadata: Buffer.from('{}'),
      },
    ]);
    const message = 'event 5 of seeyon.a was damaged and cannot be read';
    expect(await store.inspect()).toEqual([expect.stringContaining(message)]);
    await expect(store.readStream('seeyon.a')).rejects.toThrow(message);
    const states: SubscriptionState[] = [];
    store.subscribe(
      null,
      () => undefined,
      (state) => states.push(state),
    );
    await until(() => states.length > 0);
    expect(states).toMatchObject([{ state: 'ended', cause: { message: expect.stringContaining(message) } }]);
  });

  it('data that is no canonical JSON is found', async () => {
    const record = ledger.server.log.records.find(({ stream: name }) => name === stream)!;
    (record as { data: Uint8Array }).data = Buffer.from('{"b":1, "a":2}');
    expect(await store.inspect()).toEqual([expect.stringContaining('data is not canonical JSON')]);
  });
});
