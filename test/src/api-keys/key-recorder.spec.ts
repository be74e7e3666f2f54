import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { KeyRecorder } from '../../../src/api-keys/key-recorder.js';
import { ApiKeys } from '../../../src/platform/auth/api-keys.js';
import { Sealer } from '../../../src/platform/keys/sealer.js';
import { Ledger } from '../../../src/platform/ledger/ledger.js';
import { now } from '../../support/guest-list.js';
import { type StrictAccess, StrictAccessServer } from '../../support/strict/strict-access.js';
import { StrictEvents } from '../../support/strict/strict-events.js';
import { StrictKeyServer } from '../../support/strict/strict-keys.js';
import { StrictLedger } from '../../support/strict/strict-ledger.js';

interface Process {
  readonly access: StrictAccess;
  readonly keys: ApiKeys;
  readonly recorder: KeyRecorder;
  readonly faults: unknown[];
}

describe('A3: what happens to API keys in several processes', () => {
  let server: StrictAccessServer;
  let personServer: StrictKeyServer;
  let events: StrictLedger;
  let processes: Process[];
  const open = async (): Promise<Process> => {
    const access = server.open();
    const keys = await ApiKeys.open(access, () => Date.parse(now()));
    const persons = personServer.open();
    const ledger = new Ledger(new StrictEvents(events), new Sealer(persons), await persons.serverSecret('bodies'), now);
    const faults: unknown[] = [];
    const recorder = new KeyRecorder(
      keys,
      ledger,
      async () => ['seeyon'],
      (error) => faults.push(error),
    );
    const opened = { access, keys, recorder, faults };
    processes.push(opened);
    return opened;
  };
  beforeEach(() => {
    server = new StrictAccessServer();
    personServer = new StrictKeyServer();
    events = new StrictLedger();
    processes = [];
  });
  afterEach(async () => {
    for (const { access, recorder, keys } of processes) {
      access.cut = undefined;
      await recorder.close();
      await keys.close();
    }
  });
  const recorded = () => events.readAll(null, 100).map(({ event }) => `${event.stream} ${event.type}`);
  const settled = async (): Promise<void> => {
    const deadline = performance.now() + 5_000;
    while (server.notes.size > 0 && performance.now() < deadline) await sleep(10);
    expect(server.notes.size).toBe(0);
  };

  it('is recorded once, by whichever process finds the note first', async () => {
    const [one, other] = [await open(), await open()];
    await one.recorder.start();
    await other.recorder.start();
    const { key } = await one.keys.create({ vendor: 'seeyon', role: 'sales', name: 'CRM' });
    await Promise.all([one, other].map(({ recorder }) => recorder.record(key.id)));
    await other.keys.revoke(key.id);
    await settled();
    const stream = `seeyon.api-key-${key.id}`;
    expect(recorded()).toEqual([`${stream} ApiKeyCreated`, `${stream} ApiKeyRevoked`]);
    expect([one.faults, other.faults]).toEqual([[], []]);
  });

  it('is recorded by another process where the one that changed the key ended', async () => {
    const ended = await open();
    const { key } = await ended.keys.create({ vendor: 'seeyon', role: 'sales', name: 'CRM' });
    ended.access.cut = new Error('ended');
    await (await open()).recorder.start();
    await settled();
    expect(recorded()).toEqual([`seeyon.api-key-${key.id} ApiKeyCreated`]);
  });

  it('is recorded once the store answers again, after a fault that is reported once', async () => {
    const one = await open();
    await one.recorder.start();
    const elsewhere = await open();
    one.access.cut = new Error('connection lost');
    const { key } = await elsewhere.keys.create({ vendor: 'seeyon', role: 'sales', name: 'CRM' });
    await sleep(2_200);
    expect([recorded(), one.faults.map(String)]).toEqual([[], ['Error: connection lost']]);
    one.access.cut = undefined;
    await settled();
    expect(recorded()).toEqual([`seeyon.api-key-${key.id} ApiKeyCreated`]);
  });
});
