import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Access } from '../../src/platform/auth/access.js';
import type { ApiKey, ChangedBy } from '../../src/platform/auth/api-key.js';
import { ApiKeys } from '../../src/platform/auth/api-keys.js';
import { madeAt as at, storedKey } from '../support/stored-key.js';

/** One store of access, used by several processes and opened again. */
export interface AccessServer {
  /** The store as a process has it; an embedded one has one process, whose engine all of them share. */
  open(): Promise<Access>;
  /** Closes all that was opened, as at the end of the processes. */
  close(): Promise<void>;
  /** What an engine has open besides; called when the test has ended. */
  remove?(): Promise<void>;
}

const start = Date.parse('2026-03-01T10:20:30.000Z');
const by: ChangedBy = { id: 'key_admin', role: 'admin', channel: 'http' };
/** Every promise of the port, for any engine. */
export function accessContract(engine: string, make: () => Promise<AccessServer>): void {
  describe(`access port on ${engine}`, () => {
    let server: AccessServer;
    let access: Access;
    const keys = async (): Promise<readonly ApiKey[]> => (await access.keysAfter(0)).keys.map(({ key }) => key);
    const facts = async (): Promise<readonly string[]> =>
      (await access.unrecorded()).map(({ keyId, fact }) => `${keyId} ${fact}`);
    const reopen = async (): Promise<void> => {
      await server.close();
      access = await server.open();
    };

    beforeEach(async () => {
      server = await make();
      access = await server.open();
    });
    afterEach(async () => {
      await server.close();
      await server.remove?.();
    });

    it('A1: keeps a key as it was made, by the hash of its text, over a restart', async () => {
      const whole = storedKey('a', { role: 'customer', customerId: 'cus_1', limitPerMinute: 60 });
      expect(await access.addKey(whole, by, [])).toEqual(whole);
      await reopen();
      expect((await access.keysAfter(0)).keys).toEqual([whole]);
      expect(await facts()).toEqual(['a created']);
    });

    it('A1: an id and a hash belong to one key, of many that are added at once too', async () => {
      const added = await Promise.all([0, 1, 2].map((n) => access.addKey(storedKey('a', {}, `text ${n}`), by, [])));
      expect(new Set(added.map((each) => each.hash)).size).toBe(1);
      const same = await access.addKey(storedKey('b', {}, 'text 0'), by, []);
      expect([same.key.id, (await keys()).length, await facts()]).toEqual(['a', 1, ['a created']]);
    });

    it('A1: a revoked key stays revoked, with its first instant, over a restart', async () => {
      await access.addKey(storedKey('a'), by, []);
      expect(await access.revokeKey('a', at, by)).toBe(true);
      expect(await access.revokeKey('a', '2026-03-02T00:00:00.000Z', by)).toBe(true);
      expect(await access.revokeKey('nobody', at, by)).toBe(false);
      await reopen();
      expect(await keys()).toMatchObject([{ id: 'a', revokedAt: at }]);
      expect(await facts()).toEqual(['a created', 'a revoked']);
    });

    it('A1: a key that replaces others revokes them in the same change', async () => {
      for (const id of ['a', 'b']) await access.addKey(storedKey(id), by, []);
      await access.addKey(storedKey('c', { origin: 'environment' }), by, ['a']);
      await access.replaceKeys('b', ['c', 'a'], at, by);
      const found = (await keys()).map(({ id, origin, revokedAt }) => [id, origin, revokedAt]);
      expect(found.sort()).toEqual([
        ['a', 'made', at],
        ['b', 'environment', null],
        ['c', 'environment', at],
      ]);
      const notes = await access.unrecorded();
      expect(notes.filter(({ fact }) => fact === 'revoked').map((note) => [note.keyId, note.replacedBy])).toEqual([
        ['a', 'c'],
        ['c', 'b'],
      ]);
    });

    it('A3: notes the first use of a key once, with its instant, and stores uses to the hour', async () => {
      for (const id of ['a', 'b']) await access.addKey(storedKey(id), by, []);
      await access.noteUses(new Map([['a', at]]));
      const [first] = (await access.unrecorded('a')).filter(({ fact }) => fact === 'first-used');
      expect(first).toMatchObject({ at, by: { id: 'a', role: 'sales', channel: 'http' } });
      await access.recorded(first!.number);
      await access.noteUses(
        new Map([
          ['a', '2026-03-01T12:59:59.000Z'],
          ['b', at],
        ]),
      );
      await reopen();
      const uses = (await keys()).map(({ id, lastUsedAt }) => [id, lastUsedAt]).sort();
      expect(uses).toEqual([
        ['a', '2026-03-01T12:00:00.000Z'],
        ['b', '2026-03-01T10:00:00.000Z'],
      ]);
      expect(await facts()).toEqual(['a created', 'b created', 'b first-used']);
    });

    it('A3: a note stays until it is recorded, over a restart', async () => {
      for (const id of ['a', 'b']) await access.addKey(storedKey(id), by, []);
      const [first] = await access.unrecorded();
      expect(first).toMatchObject({ keyId: 'a', fact: 'created', at, by, replacedBy: null });
      await access.recorded(first!.number);
      await access.recorded(first!.number);
      await reopen();
      expect(await facts()).toEqual(['b created']);
    });

    it('answers with what changed after a revision, and with all where it does not know that revision', async () => {
      for (const id of ['a', 'b']) await access.addKey(storedKey(id), by, []);
      const { revision } = await access.keysAfter(0);
      expect(await access.keysAfter(revision)).toEqual({ revision, keys: [] });
      await access.revokeKey('b', at, by);
      const after = await access.keysAfter(revision);
      expect(after.revision).toBeGreaterThan(revision);
      expect(after.keys.map(({ key }) => key.id)).toEqual(['b']);
      expect((await access.keysAfter(after.revision + 100)).keys.length).toBe(2);
    });

    describe('in two processes', () => {
      let here: ApiKeys;
      let there: ApiKeys;
      beforeEach(async () => {
        here = await ApiKeys.open(access, () => start);
        there = await ApiKeys.open(await server.open(), () => start);
      });
      afterEach(async () => {
        await here.close();
        await there.close();
      });
      const within5s = async (holds: () => Promise<boolean>): Promise<void> => {
        const deadline = performance.now() + 5_000;
        while (!(await holds())) {
          if (performance.now() > deadline) throw new Error('not within 5 s');
          await sleep(10);
        }
      };

      it('A1: a key that one made or revoked is so in the other within 5 s, without being asked', async () => {
        const { key, token } = await here.create({ vendor: 'seeyon', role: 'sales', name: 'CRM' });
        expect(here.authenticate(token)).toMatchObject({ id: key.id });
        await within5s(async () => (await there.authenticate(token)) !== undefined);
        await there.revoke(key.id);
        expect(there.authenticate(token)).toBeUndefined();
        await within5s(async () => (await here.authenticate(token)) === undefined);
      });

      it('A3: a key that both used first is noted once', async () => {
        const { key, token } = await here.create({ vendor: 'seeyon', role: 'sales', name: 'CRM' });
        await there.list();
        for (const process of [here, there]) expect(process.authenticate(token)).toMatchObject({ id: key.id });
        await within5s(async () => (await facts()).length === 2);
        await Promise.all([here.close(), there.close()]);
        expect(await facts()).toEqual([`${key.id} created`, `${key.id} first-used`]);
      });

      it('C11: a key with an id is made by one of them, and its text known there alone', async () => {
        const requested = { id: 'key_1', vendor: 'seeyon', role: 'sales', name: 'CRM' } as const;
        const made = await Promise.all([here, there, here].map((process) => process.create(requested)));
        expect(made.map(({ key }) => key.id)).toEqual(['key_1', 'key_1', 'key_1']);
        expect(made.filter(({ token }) => token !== null).length).toBe(1);
      });

      it('A1: the first admin key is made by one of those that start at once, and its text known there', async () => {
        const third = await ApiKeys.open(await server.open(), () => start);
        const made = await Promise.all([here, there, third].map((process) => process.ensureAdmin(undefined)));
        await third.close();
        expect(made.filter((token) => token !== undefined).length).toBe(1);
        expect((await there.list()).map(({ vendor, role, name }) => [vendor, role, name])).toEqual([
          ['*', 'admin', 'first start'],
        ]);
        expect(here.authenticate(made.find((token) => token !== undefined)!)).toMatchObject({ role: 'admin' });
        expect((await facts()).filter((fact) => fact.endsWith(' created')).length).toBe(1);
      });

      it('A1: where every admin key was revoked, the next start makes one', async () => {
        await here.ensureAdmin(undefined);
        const [first] = await here.list();
        await here.revoke(first!.id);
        expect(await there.ensureAdmin(undefined)).toEqual(expect.any(String));
        expect(await there.ensureAdmin(undefined)).toBeUndefined();
      });

      it('A1: an admin key that both were started with is one key', async () => {
        const given = 'k'.repeat(40);
        await Promise.all([here.ensureAdmin(given), there.ensureAdmin(given)]);
        expect((await here.list()).map(({ vendor, role }) => [vendor, role])).toEqual([['*', 'admin']]);
      });
    });
  });
}
