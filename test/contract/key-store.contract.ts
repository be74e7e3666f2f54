import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { KeyObject } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { CachedKeys } from '../../src/platform/keys/cached-keys.js';
import type { KeyStore } from '../../src/platform/keys/key-store.js';

/** One store of keys that can be closed and opened again. */
export interface KeyRing {
  open(): Promise<KeyStore>;
  /** The store as another process has it; an embedded one has one process, whose engine the other shares. */
  another(keys: KeyStore): Promise<KeyStore>;
  /** What an engine has open besides; called when the test has ended. */
  remove?(): Promise<void>;
}

const bytes = (key: KeyObject | null | undefined): string | null | undefined =>
  key ? key.export().toString('hex') : key;

/** Every promise of the port, for any engine. */
export function keyStoreContract(engine: string, make: () => Promise<KeyRing>): void {
  describe(`keys port on ${engine}`, () => {
    let ring: KeyRing;
    let keys: KeyStore;
    const one = async (subject: string, vendor = 'seeyon'): Promise<string | null | undefined> =>
      bytes((await keys.find(vendor, [subject])).get(subject));
    const provided = async (subject: string, vendor = 'seeyon'): Promise<string | null | undefined> =>
      bytes((await keys.provide(vendor, [subject])).get(subject));
    const reopen = async (): Promise<void> => {
      await keys.close();
      keys = await ring.open();
    };

    beforeEach(async () => {
      ring = await make();
      keys = await ring.open();
    });
    afterEach(async () => {
      await keys.close();
      await ring.remove?.();
    });

    it('A2: makes a key of 256 bits for each person once, durably', async () => {
      const made = await keys.provide('seeyon', ['p1', 'p2', 'p1']);
      expect([...made.keys()].sort()).toEqual(['p1', 'p2']);
      expect(made.get('p1')?.symmetricKeySize).toBe(32);
      expect(bytes(made.get('p1'))).not.toBe(bytes(made.get('p2')));
      await reopen();
      expect(await provided('p1')).toBe(bytes(made.get('p1')));
      expect(await one('p2')).toBe(bytes(made.get('p2')));
    });

    it('A2: many who ask at the same time get the same key', async () => {
      const answers = await Promise.all(Array.from({ length: 50 }, () => keys.provide('seeyon', ['p1', 'p2'])));
      expect(new Set(answers.map((made) => bytes(made.get('p1')))).size).toBe(1);
      expect(new Set(answers.map((made) => bytes(made.get('p2')))).size).toBe(1);
    });

    it('A2: the same name at two vendors is two persons', async () => {
      expect(await provided('p1')).not.toBe(await provided('p1', 'huaruan'));
      await keys.erase('seeyon', 'p1');
      expect(await one('p1', 'huaruan')).toEqual(expect.any(String));
    });

    it('A2: keeps up to which event erasures were carried out', async () => {
      expect(await keys.carriedOut()).toBeNull();
      await keys.noteCarriedOut({ position: 7, eventId: 'first' });
      await keys.noteCarriedOut({ position: 9, eventId: 'second' });
      await reopen();
      expect(await keys.carriedOut()).toEqual({ position: 9, eventId: 'second' });
    });

    it('A2: has no copy to revise where none was made', async () => {
      await keys.provide('seeyon', ['p1']);
      await keys.erase('seeyon', 'p1');
      expect(await keys.reviseCopy()).toBe(false);
    });

    it('looking makes nothing', async () => {
      expect(await one('p1')).toBeUndefined();
      expect((await keys.find('seeyon', ['p1'])).size).toBe(0);
    });

    it('A2: an erased person has no key, and none is ever made again', async () => {
      await provided('p1');
      await keys.erase('seeyon', 'p1');
      expect(await one('p1')).toBeNull();
      expect(await provided('p1')).toBeNull();
      await keys.erase('seeyon', 'p1');
      await reopen();
      expect(await one('p1')).toBeNull();
      expect(await provided('p1')).toBeNull();
    });

    it('A2: an erasure that was begun is known until it is carried out or dropped, restarts included', async () => {
      const begun = (subject: string) => ({ vendor: 'seeyon', subject, stream: 'seeyon.customer-c1' });
      await provided('p1');
      for (const subject of ['p1', 'p2', 'p1']) await keys.beginErasure(begun(subject));
      await reopen();
      expect(await keys.begunErasures()).toEqual([begun('p1'), begun('p2')]);
      expect(await one('p1')).toEqual(expect.any(String));
      await keys.erase('seeyon', 'p1');
      await keys.dropErasure('seeyon', 'p2');
      await reopen();
      expect(await keys.begunErasures()).toEqual([]);
    });

    it('A2: one who was erased before having a key gets none either', async () => {
      await keys.erase('seeyon', 'p1');
      expect(await provided('p1')).toBeNull();
    });

    it('A2: an erasure wins over those who ask at the same time', async () => {
      const asking = keys.provide('seeyon', ['p1']);
      await keys.erase('seeyon', 'p1');
      await asking;
      expect(await one('p1')).toBeNull();
    });

    it('A2: counts each key that was destroyed, over a restart', async () => {
      await keys.provide('seeyon', ['p1', 'p2']);
      const before = await keys.destroyed();
      for (const subject of ['p1', 'p1', 'never-had-one']) await keys.erase('seeyon', subject);
      expect(await keys.destroyed()).toBe(before + 2);
      await reopen();
      expect(await keys.destroyed()).toBe(before + 2);
    });

    describe('in two processes', () => {
      let here: CachedKeys;
      let there: CachedKeys;
      beforeEach(async () => {
        here = await CachedKeys.open(keys);
        there = await CachedKeys.open(await ring.another(keys));
      });
      afterEach(async () => {
        await here.close();
        await there.close();
      });
      const found = async (process: KeyStore, subject: string): Promise<string | null | undefined> =>
        bytes((await process.find('seeyon', [subject])).get(subject));

      it('A2: both have the same key of a person and the same secret, also where both ask first', async () => {
        const [one, other] = await Promise.all([here, there].map((process) => process.provide('seeyon', ['p1', 'p2'])));
        expect(bytes(one!.get('p1'))).toBe(bytes(other!.get('p1')));
        expect(await found(there, 'p2')).toBe(await found(here, 'p2'));
        const secrets = await Promise.all([here, there].map((process) => process.serverSecret('bodies')));
        expect(bytes(secrets[0])).toBe(bytes(secrets[1]));
      });

      it('A2: a key that one destroyed is found by neither: here at once, in the other within 5 s', async () => {
        await here.provide('seeyon', ['p1', 'p2']);
        await found(there, 'p1');
        let forgotten = 0;
        there.onDestroyed(() => (forgotten += 1));
        await here.erase('seeyon', 'p1');
        expect(await found(here, 'p1')).toBeNull();
        const deadline = performance.now() + 5_000;
        while (forgotten === 0 && performance.now() < deadline) await sleep(10);
        // Whoever holds opened persons is called, without a question about the person.
        expect(forgotten).toBe(1);
        expect(await found(there, 'p1')).toBeNull();
        expect(bytes((await there.provide('seeyon', ['p1'])).get('p1'))).toBeNull();
        expect(await found(there, 'p2')).toEqual(expect.any(String));
      });
    });

    it('makes the secret of a name once', async () => {
      const first = await keys.serverSecret('bodies');
      expect(first.symmetricKeySize).toBe(32);
      expect(bytes(await keys.serverSecret('searches'))).not.toBe(bytes(first));
      await reopen();
      expect(bytes(await keys.serverSecret('bodies'))).toBe(bytes(first));
    });

    it('finishes what it accepted when it is closed, then takes nothing more', async () => {
      const accepted = keys.provide('seeyon', ['p1']);
      await keys.close();
      const made = bytes((await accepted).get('p1'));
      await expect(keys.provide('seeyon', ['p2'])).rejects.toThrow('closed');
      keys = await ring.open();
      expect(await one('p1')).toBe(made);
    });
  });
}
