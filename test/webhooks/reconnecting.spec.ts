import { describe, expect, it } from '@jest/globals';
import { personal } from '../../domain/kernel/personal.js';
import { clockOf } from '../../src/platform/clock.js';
import { Runners } from '../../src/platform/health/runners.js';
import { Sealer } from '../../src/platform/keys/sealer.js';
import { SqliteKeyStore } from '../../src/platform/keys/sqlite-key-store.js';
import { openLog } from '../../src/platform/logging/logger.js';
import { ConcernedCustomers } from '../../src/changes/changes.port.js';
import { Deliverer } from '../../src/webhooks/deliverer.js';
import { freshFolder } from '../support/folder.js';
import { sampleEvents } from '../support/sample-events.js';
import { StrictEvents } from '../support/strict/strict-events.js';
import { StrictJobServer } from '../support/strict/strict-jobs.js';
import { StrictLedger } from '../support/strict/strict-ledger.js';
import { StrictOrdinals } from '../support/strict/strict-ordinals.js';

const webhook = {
  vendor: 'seeyon',
  webhookId: 'whk_1',
  url: 'https://crm.example.com/',
  types: ['SampleNoted'],
  includePersonal: false,
  from: 0,
  paused: null,
  secret: personal('whk_1.secret', 'whsec_c2VjcmV0'),
  former: null,
};

describe('webhooks over a ledger that is cut and back again', () => {
  it('C10: are delivered each event once and in order, and health reports the cut until it ends', async () => {
    const ledger = new StrictLedger();
    const events = new StrictEvents(ledger);
    const ordinals = new StrictOrdinals(events, ledger, { delayMs: 2 });
    const keys = SqliteKeyStore.open(freshFolder());
    const runners = new Runners(() => '2026-03-01T02:00:00.000Z');
    const jobs = new StrictJobServer().open(Date.now);
    const delivered: number[] = [];
    const deliverer = new Deliverer({
      ordinals,
      concerned: new ConcernedCustomers(ordinals),
      sealer: new Sealer(keys),
      jobs,
      subscriptions: { all: async () => [webhook], of: async () => [webhook], pause: async () => undefined },
      send: async (_url, _headers, body) => {
        delivered.push(Number((JSON.parse(body) as { sequence: string }).sequence));
        return { status: 200, fault: null };
      },
      clock: clockOf(Date.now),
      logger: openLog('silent'),
      runner: runners.add('webhooks', () => 0),
    });
    const state = () => runners.statuses()[0]!.state;
    const until = async (holds: () => boolean): Promise<void> => {
      while (!holds()) await new Promise(setImmediate);
    };
    await deliverer.start();
    await events.append('seeyon.sample-1', -1, sampleEvents(3));
    await until(() => delivered.length === 3);
    ledger.cut();
    await until(() => state() === 'failed');
    ledger.heal();
    await until(() => state() === 'running');
    await events.append('seeyon.sample-1', 2, sampleEvents(2));
    await until(() => delivered.length === 5);
    expect(delivered).toEqual([1, 2, 3, 4, 5]);
    await deliverer.close();
    await jobs.close();
    await ordinals.close();
    await events.close();
    await keys.close();
  });
});
