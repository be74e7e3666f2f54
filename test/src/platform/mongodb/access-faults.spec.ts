import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Access } from '../../../../src/platform/auth/access.js';
import { byStart } from '../../../../src/platform/auth/api-key.js';
import { ApiKeys } from '../../../../src/platform/auth/api-keys.js';
import { OutcomeUnknown, StoreUnreadable, StoreUnusable } from '../../../../src/platform/events/event-store.js';
import { openMongoAccess } from '../../../../src/platform/mongodb/open-stores.js';
import { LedgerOnMongo, shortLimits } from '../../../support/mongodb/ledger-on-mongo.js';
import type { MongoServer } from '../../../support/mongodb/server.js';
import { madeAt as at, storedKey } from '../../../support/stored-key.js';

describe.each([
  ['a replica set', 'rs0'],
  ['a server whose driver repeats no write', null],
])('access in MongoDB on %s', (_, replicaSet) => {
  let ledger: LedgerOnMongo;
  let server: MongoServer;
  let here: Access;
  let there: Access;
  beforeEach(async () => {
    ledger = await LedgerOnMongo.start(undefined, { replicaSet });
    server = ledger.mongo.server!;
    here = await openMongoAccess(ledger.connect(), shortLimits);
    there = await openMongoAccess(ledger.connect(), shortLimits);
  });
  afterEach(async () => {
    await here.close();
    await there.close();
    await ledger.close();
  });
  const facts = async (access: Access): Promise<readonly string[]> =>
    (await access.unrecorded()).map(({ keyId, fact }) => `${keyId} ${fact}`);

  it('A1: changes of many processes at once are all there, with revisions and notes without gaps', async () => {
    const processes = [here, there, await openMongoAccess(ledger.connect(), shortLimits)];
    await Promise.all(
      Array.from({ length: 30 }, (_, n) => processes[n % 3]!.addKey(storedKey(`key-${n}`), byStart, [])),
    );
    const { revision, keys } = await there.keysAfter(0);
    expect([revision, keys.length]).toEqual([30, 30]);
    const notes = await Promise.all(processes.map((access) => access.unrecorded()));
    expect(notes[0]!.map(({ number }) => number)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
    expect(notes[1]).toEqual(notes[0]);
    expect(notes[2]).toEqual(notes[0]);
  });

  it.each(['before', 'after'] as const)(
    'A1: a change whose connection is cut %s it is stored is stored once, whole',
    async (cut) => {
      await here.addKey(storedKey('a'), byStart, []);
      server.faults.add({ commands: ['insert'], cut });
      await here.addKey(storedKey('b'), byStart, ['a']);
      const keys = (await there.keysAfter(0)).keys.map(({ key }) => [key.id, key.revokedAt]);
      expect(keys.sort()).toEqual([
        ['a', at],
        ['b', null],
      ]);
      expect(await facts(there)).toEqual(['a created', 'b created', 'a revoked']);
    },
  );

  it('A1: a change that never had an answer is there whole or not at all, and can be repeated', async () => {
    await here.addKey(storedKey('a'), byStart, []);
    for (const [id, fault] of [
      ['b', { silent: 'before' }],
      ['c', { silent: 'after' }],
      ['d', { writeConcernError: { code: 64, errmsg: 'waiting' } }],
    ] as const) {
      server.faults.add({ commands: ['insert'], times: 1_000, ...fault });
      await expect(here.addKey(storedKey(id), byStart, [])).rejects.toBeInstanceOf(OutcomeUnknown);
      server.faults.clear();
      expect((await here.addKey(storedKey(id), byStart, [])).key.id).toBe(id);
      expect((await facts(there)).filter((fact) => fact === `${id} created`)).toHaveLength(1);
    }
    expect((await there.keysAfter(0)).revision).toBe(4);
  });

  it('A1: a process that is cut off admits nobody after a while, and learns of revocations when it is back', async () => {
    const keys = await ApiKeys.open(there, Date.now, { pollMs: 20, maxAgeMs: 200 });
    const { key, token } = await keys.create({ vendor: 'seeyon', role: 'sales', name: 'CRM' });
    await keys.authenticate(token);
    // The other process is beside the proxy.
    const direct = await openMongoAccess(ledger.connect({ direct: true }), shortLimits);
    ledger.mongo.proxy.silence();
    await direct.revokeKey(key.id, at, byStart);
    await sleep(250);
    await expect(keys.authenticate(token)).rejects.toBeInstanceOf(StoreUnreadable);
    ledger.mongo.proxy.heal();
    const since = performance.now();
    while ((await Promise.resolve(keys.authenticate(token)).catch(() => key)) !== undefined)
      if (performance.now() - since > 5_000) throw new Error('not within 5 s');
    await keys.close();
  });

  it('asks with a read that the server confirms with a majority', async () => {
    server.forgetCommands();
    await here.keysAfter(0);
    const level = replicaSet === null ? 'majority' : 'linearizable';
    expect(server.commands('find').map(({ readConcern }) => readConcern)).toEqual([{ level }]);
  });

  it('a change that is missing is an error with the way out', async () => {
    for (const id of ['a', 'b', 'c']) await here.addKey(storedKey(id), byStart, []);
    await ledger.connect().call('access', (db) => db.collection<{ _id: number }>('changes').deleteOne({ _id: 2 }));
    const late = await openMongoAccess(ledger.connect(), shortLimits);
    await expect(late.keysAfter(0)).rejects.toThrow('change 2 of the API keys is missing');
    await expect(late.keysAfter(0)).rejects.toBeInstanceOf(StoreUnusable);
  });
});
