import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CachedKeys } from '../../../src/platform/keys/cached-keys.js';
import { Sealer } from '../../../src/platform/keys/sealer.js';
import { Ledger } from '../../../src/platform/ledger/ledger.js';
import { keyStoreContract } from '../../contract/key-store.contract.js';
import { adding, guestList, now, post, subjectOf } from '../guest-list.js';
import { StrictEvents } from './strict-events.js';
import { type StrictKeys, StrictKeyServer } from './strict-keys.js';
import { StrictLedger } from './strict-ledger.js';

keyStoreContract('memory, strict', async () => {
  const server = new StrictKeyServer();
  return { open: async () => server.open(), another: async () => server.open() };
});

describe('A2: a process whose keys are destroyed elsewhere', () => {
  const polling = { pollMs: 20, maxAgeMs: 200 };
  let server: StrictKeyServer;
  let engine: StrictKeys;
  let keys: CachedKeys;
  beforeEach(async () => {
    server = new StrictKeyServer();
    engine = server.open();
    keys = await CachedKeys.open(engine, polling);
  });
  afterEach(() => keys.close());
  const keyOf = async (subject: string) => (await keys.find('seeyon', [subject])).get(subject);

  it('answers no cached key once it was cut off for too long', async () => {
    await keys.provide('seeyon', ['p1']);
    engine.cut = new Error('connection lost');
    expect(await keyOf('p1')).toBeDefined();
    await server.open().erase('seeyon', 'p1');
    await sleep(250);
    await expect(keyOf('p1')).rejects.toThrow('connection lost');
    engine.cut = undefined;
    expect(await keyOf('p1')).toBeNull();
  });

  it('does not cache a key that was read before the destruction became known', async () => {
    await server.open().provide('seeyon', ['p1']);
    const { find } = engine;
    engine.find = async (...asked) => {
      const found = await find.apply(engine, asked);
      await server.open().erase('seeyon', 'p1');
      await sleep(100);
      return found;
    };
    await keyOf('p1');
    engine.find = find;
    expect(await keyOf('p1')).toBeNull();
  });

  it('holds no opened name of the person in the states that it has folded', async () => {
    const secret = await keys.serverSecret('bodies');
    const ledger = new Ledger(new StrictEvents(new StrictLedger()), new Sealer(keys), secret, now);
    keys.onDestroyed(() => ledger.streams.forgetPersons());
    await ledger.handle(adding('names', { add: ['王小明', '李雷'] }, post('k1')));
    const guests = async () => (await ledger.load('seeyon', 'list', 'names', guestList)).state.guests;
    expect(await guests()).toEqual(['王小明', '李雷']);
    // No event of it is recorded: the state must not outlive the key all the same.
    await server.open().erase('seeyon', subjectOf('王小明'));
    const deadline = performance.now() + 5_000;
    while ((await guests())[0] !== 'erased' && performance.now() < deadline) await sleep(10);
    expect(await guests()).toEqual(['erased', '李雷']);
  });
});
