import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { OutcomeUnknown, StoreUnreadable } from '../../../../src/platform/events/event-store.js';
import { CachedKeys } from '../../../../src/platform/keys/cached-keys.js';
import type { KeyStore } from '../../../../src/platform/keys/key-store.js';
import { openMongoKeys } from '../../../../src/platform/mongodb/open-stores.js';
import { isStoreFault } from '../../../../src/platform/store-faults.js';
import { LedgerOnMongo, shortLimits } from '../../../support/mongodb/ledger-on-mongo.js';
import type { MongoServer } from '../../../support/mongodb/server.js';
import { inEnglish } from '../../../../src/platform/operator-fault.js';

const majority = { w: 'majority', j: true };

describe.each([
  ['a replica set', 'rs0'],
  ['a server whose driver repeats no write', null],
])('keys in MongoDB on %s', (_, replicaSet) => {
  let ledger: LedgerOnMongo;
  let server: MongoServer;
  let here: KeyStore;
  let there: KeyStore;
  beforeEach(async () => {
    ledger = await LedgerOnMongo.start(undefined, { replicaSet });
    server = ledger.mongo.server!;
    here = await openMongoKeys(ledger.connect(), shortLimits);
    there = await openMongoKeys(ledger.connect(), shortLimits);
  });
  afterEach(async () => {
    await here.close();
    await there.close();
    await ledger.close();
  });
  const keyOf = async (keys: KeyStore, subject = 'p1'): Promise<string | null | undefined> => {
    const key = (await keys.find('seeyon', [subject])).get(subject);
    return key ? key.export().toString('hex') : key;
  };
  const provided = async (keys: KeyStore, subject = 'p1'): Promise<string | null | undefined> => {
    const key = (await keys.provide('seeyon', [subject])).get(subject);
    return key ? key.export().toString('hex') : key;
  };

  it('A2: writes with majorities and the journal, and reads what a majority has', async () => {
    server.forgetCommands();
    await here.provide('seeyon', ['p1']);
    await here.erase('seeyon', 'p1');
    for (const { writeConcern } of [...server.commands('insert'), ...server.commands('update')])
      expect(writeConcern).toMatchObject(majority);
    for (const { readConcern } of server.commands('find')) expect(readConcern).toEqual({ level: 'majority' });
    server.forgetCommands();
    await there.destroyed();
    // A primary that was replaced, and does not know it yet, must not answer that nothing was destroyed.
    const level = replicaSet === null ? 'majority' : 'linearizable';
    expect(server.commands('find').map(({ readConcern }) => readConcern)).toContainEqual({ level });
  });

  it.each(['before', 'after'] as const)(
    'A2: a key whose insert has its connection cut %s it is applied is one key, for both',
    async (cut) => {
      server.faults.add({ commands: ['insert'], cut, times: 3 });
      const answers = await Promise.all([here, there, here].map((keys) => provided(keys)));
      expect(new Set(answers).size).toBe(1);
      expect(await keyOf(there)).toBe(answers[0]);
    },
  );

  it('A2: a key is not answered as long as no majority has it', async () => {
    server.faults.add({ commands: ['insert'], writeConcernError: { code: 64, errmsg: 'waiting' }, times: 1_000 });
    await expect(here.provide('seeyon', ['p1'])).rejects.toBeInstanceOf(OutcomeUnknown);
    server.faults.clear();
    expect(await provided(here)).toBe(await keyOf(there));
  });

  it('A2: an erasure that ended before it was counted is counted by whoever asks', async () => {
    await provided(there);
    const before = await there.destroyed();
    // The note, then the destruction; the count is lost, as where the process dies.
    server.faults.add({ commands: ['update'], skip: 2, errorCode: 11600, times: 1_000 });
    await expect(here.erase('seeyon', 'p1')).rejects.toBeInstanceOf(OutcomeUnknown);
    server.faults.clear();
    expect(await keyOf(there)).toBeNull();
    expect(await there.destroyed()).toBe(before + 1);
    await here.erase('seeyon', 'p1');
    expect(await here.destroyed()).toBe(before + 1);
  });

  it('A2: an erasure that ended before it destroyed the key counts nothing, and can be repeated', async () => {
    await provided(there);
    server.faults.add({ commands: ['update'], skip: 1, errorCode: 11600, times: 1_000 });
    await here.beginErasure({ vendor: 'seeyon', subject: 'p1', stream: 'seeyon.customer-c1' });
    await expect(here.erase('seeyon', 'p1')).rejects.toBeInstanceOf(OutcomeUnknown);
    server.faults.clear();
    expect([await there.destroyed(), (await there.begunErasures()).length]).toEqual([0, 1]);
    await there.erase('seeyon', 'p1');
    expect([await here.destroyed(), (await here.begunErasures()).length]).toEqual([1, 0]);
    expect(await keyOf(here)).toBeNull();
  });

  it.each(['before', 'after'] as const)('A2: an erasure is complete where its connection is cut %s', async (cut) => {
    for (const subject of ['p1', 'p2', 'p3']) await provided(there, subject);
    for (const skip of [0, 1, 2]) {
      server.faults.add({ commands: ['update', 'insert', 'delete'], cut, skip });
      await here.erase('seeyon', `p${skip + 1}`);
      server.faults.clear();
      expect(await keyOf(there, `p${skip + 1}`)).toBeNull();
    }
    // One whose answer was lost may be counted twice.
    expect(await there.destroyed()).toBeGreaterThanOrEqual(3);
  });

  it('A2: a process out of reach opens nothing, and goes on by itself when it is in reach again', async () => {
    const cached = await CachedKeys.open(there, { pollMs: 20, maxAgeMs: 200 });
    const key = await provided(cached);
    for (const [cut, heal] of [
      [() => ledger.mongo.proxy.cut(), () => ledger.mongo.proxy.heal()],
      [() => ledger.mongo.proxy.silence(), () => ledger.mongo.proxy.heal()],
      [() => server.stop(), () => server.start()],
    ] as const) {
      cut();
      await sleep(300);
      const refused = await keyOf(cached).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(StoreUnreadable);
      expect(isStoreFault(refused)).toBe(true);
      expect(inEnglish(cached.stopped()!)).toContain('has not answered');
      await heal();
      const since = performance.now();
      while ((await keyOf(cached).catch(() => undefined)) !== key)
        if (performance.now() - since > 5_000) throw new Error('not within 5 s');
    }
    await cached.close();
  });

  if (replicaSet !== null)
    it('A2: makes no key where the server is no primary any more, and makes it when there is one again', async () => {
      server.stepDown();
      await expect(here.provide('seeyon', ['p1'])).rejects.toBeInstanceOf(OutcomeUnknown);
      const waiting = provided(here);
      await sleep(100);
      server.stepUp();
      expect(await waiting).toBe(await keyOf(there));
    });

  it('a call has a time limit where the server is silent', async () => {
    server.faults.add({ commands: ['find'], silent: 'before', times: 100 });
    const began = performance.now();
    await expect(here.find('seeyon', ['p1'])).rejects.toBeInstanceOf(StoreUnreadable);
    expect(performance.now() - began).toBeLessThan(shortLimits.repeatMs + 2 * shortLimits.attemptMs);
    server.faults.clear();
    expect(await keyOf(here)).toBeUndefined();
  });

  it('A2: a copy in a file is refused with the way out', async () => {
    await expect(here.copyTo('/tmp/keys')).rejects.toThrow('back up the database');
  });
});
