import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { enginesOf } from '../../../src/app.js';
import { backupWithKeys } from '../../../src/cli/backup-with-keys.js';
import { knownEvents } from '../../../src/event-types.js';
import { eventCheckOf } from '../../../src/platform/ledger/event-check.js';
import { restoreLedgerAt } from '../../../src/platform/moving/restore-ledger-at.js';
import { verifyLedger } from '../../../src/cli/verify-ledger.js';
import { systemClock } from '../../../src/platform/clock.js';
import { type Config, readConfig } from '../../../src/platform/config/settings.js';
import type { OpenEngines } from '../../../src/platform/engines.js';
import { SqliteKeyStore } from '../../../src/platform/keys/sqlite-key-store.js';
import { moveFiles, moveKeys, moveLedger } from '../../../src/platform/moving/move.js';
import { ApiClient } from '../../support/api-client.js';
import { startApp, type TestApp } from '../../support/app.js';
import { distributedAt, loseDatabases, serversAt } from '../../support/distributed/distributed-at.js';
import { startServer } from '../../support/eventstoredb/fixture.js';
import { freshFolder } from '../../support/folder.js';

const now = '2026-05-01T02:00:00.000Z';
const person = '欧阳不可见';
const silent = { at: () => undefined, end: () => undefined };
const options = {
  clock: systemClock.ms,
  check: eventCheckOf(knownEvents, systemClock),
  onInspected: () => undefined,
};

const inFolder: OpenEngines = (config, clock, logger, duties) => enginesOf(clock)(config, clock, logger, duties);

/** What an operator sets for the servers of a folder. */
const configOf = async (home: string): Promise<Config> => {
  const { urls } = await serversAt(home);
  const { eventsUrl: EVENTS_URL, viewsUrl: VIEWS_URL } = urls;
  return readConfig({ LEDGER_HOME: home, EVENTS_URL, VIEWS_URL, FILES_URL: 'gridfs:' });
};

/** D7: the moved ledger answers old questions with the same bytes, persons included. */
describe('a ledger that moves to servers and back', () => {
  const homes = { first: freshFolder(), onServer: freshFolder(), back: freshFolder(), restored: freshFolder() };
  let [position, customerId, erasedId] = ['', '', ''];
  let tokens: { readonly system: string; readonly admin: string };
  let first: readonly string[];

  const start = (home: string, engines: OpenEngines): Promise<TestApp> => startApp({ home, now, engines });
  /** With the keys of the first process: they moved too. */
  const ask = async (app: TestApp): Promise<readonly string[]> => {
    const answers: string[] = [];
    const get = async (path: string, query: object, key: string, language: string): Promise<void> => {
      const { status, text } = await app.http
        .get(`/api/v1${path}`)
        .query(query)
        .set({ authorization: `Bearer ${key}`, 'accept-language': language, 'ledger-vendor': 'seeyon' });
      expect([path, status, status === 200 ? '' : text]).toEqual([path, 200, '']);
      answers.push(text);
    };
    for (const language of ['zh-CN', 'zh-TW', 'en'])
      for (const service of ['maintenance', 'upgrade', 'onsite', 'training'])
        for (const at of ['2025-12-01T08:00:00Z', '2026-03-20', '2027-06-01'])
          for (const known of [{ knownPosition: position }, { knownAt: '2026-04-15T00:00:00.000Z' }]) {
            const target = service === 'upgrade' ? { targetVersion: '4.20' } : {};
            const query = { customerId, service, at, urgency: 'high', ...known, ...target };
            await get('/entitlements/check', query, tokens.system, language);
          }
    await get(`/customers/${customerId}`, {}, tokens.admin, 'en');
    await get(`/customers/${erasedId}`, {}, tokens.admin, 'en');
    await get(`/customers/${customerId}/timeline`, {}, tokens.admin, 'zh-CN');
    return answers;
  };

  beforeAll(async () => {
    const app = await startApp({ home: homes.first, now: '2025-03-01T02:00:00.000Z', engines: inFolder });
    const client = new ApiClient(app, 'seeyon');
    const customer = { level: 'key', region: 'city', contacts: [{ name: person, email: 'unseen-9271@example.com' }] };
    ({ id: customerId } = await client.post('/customers', { code: 'KH1', name: '甲方', ...customer }));
    const erased = await client.post('/customers', { code: 'KH2', name: '乙方', ...customer });
    erasedId = erased.id;
    const contract = await client.post('/contracts', {
      customerId,
      contractNo: 'XS-1',
      licenceNo: 'L-1',
      purchasedOn: '2025-03-01',
      product: { series: 'EKP', name: 'EKP', version: '4.11' },
    });
    await client.post('/releases', { series: 'EKP', version: '4.20', publishedAt: '2025-06-01' });
    app.clock.set('2026-04-10T02:00:00.000Z');
    await client.post(`/contracts/${contract.id}/renewals`, { signedOn: '2026-04-10', period: 'P1Y' });
    await client.post(`/customers/${erasedId}/contacts/${erased.contacts[0].contactId}/erase`, { reason: '本人要求' });
    app.clock.set(now);
    position = String((await app.stores.ordinals.head()).position);
    tokens = { system: app.keys.system, admin: app.keys.admin };
    first = await ask(app);
    expect(first.join('')).toContain(person);
    await app.close();
  });

  it('answers with the same bytes on the servers', async () => {
    const { eventsUrl, viewsUrl } = await configOf(homes.onServer);
    const files = { from: `files:${join(homes.first, 'files')}`, to: viewsUrl };
    await moveKeys({ from: `sqlite:${homes.first}`, to: viewsUrl }, homes.first);
    await moveFiles(files, homes.first, systemClock.ms);
    const way = { from: `sqlite:${homes.first}`, to: eventsUrl };
    expect(await moveLedger(way, homes.first, { clock: systemClock.ms })).toMatchObject({ raised: 0 });
    const app = await start(homes.onServer, distributedAt(homes.onServer));
    expect(await ask(app)).toEqual(first);
    const client = new ApiClient(app, 'seeyon');
    await client.post('/customers', { code: 'KH3', name: '丙方', level: 'key', region: 'city' });
    await app.close();
  });

  it('is verified through the ports, its views too, and names what lets the server remove events', async () => {
    const { events: server } = await serversAt(homes.onServer);
    const config = await configOf(homes.onServer);
    const verified = () => verifyLedger(config, systemClock, { reading: silent, computing: silent });
    expect(await verified()).toMatchObject({ clean: true, events: [], views: [], notBuilt: [] });
    server.log.setMetadata(`ledger.seeyon.customer-${customerId}`, { $maxAge: 86_400n });
    expect(await verified()).toMatchObject({ clean: false, events: [expect.stringContaining('$maxAge')], views: [] });
    // Health reads it at the start, too.
    const app = await start(homes.onServer, distributedAt(homes.onServer));
    const ready = async () => (await app.http.get('/health/ready')).body as object;
    for (let text = ''; !text.includes('$maxAge');) text = JSON.stringify(await ready());
    await app.close();
    server.log.setMetadata(`ledger.seeyon.customer-${customerId}`, {});
    expect(await verified()).toMatchObject({ clean: true });
    await loseDatabases(homes.onServer, ['views']);
    expect(await verified()).toMatchObject({ clean: true, notBuilt: expect.arrayContaining(['customer-sheet']) });
  });

  it('is saved from one server and restored to another, and answers with the same bytes', async () => {
    const [config, other] = [await configOf(homes.onServer), await configOf(homes.restored)];
    const [file, keys] = [join(freshFolder(), 'ledger.backup'), join(freshFolder(), 'keys.copy')];
    // Keys in MongoDB are saved by its own tools: nothing is written.
    await expect(backupWithKeys(config, systemClock, file, keys)).rejects.toMatchObject({ code: 'keys-stay' });
    expect([existsSync(file), existsSync(keys)]).toEqual([false, false]);
    const { events } = await backupWithKeys(config, systemClock, file, undefined);
    await expect(backupWithKeys(config, systemClock, file, undefined)).rejects.toThrow(/there already|exists/);
    expect(readdirSync(dirname(file))).toEqual(['ledger.backup']);

    // The keys of the folder fit: nobody new was recorded since.
    const store = SqliteKeyStore.open(homes.first);
    await store.copyTo(keys);
    await store.close();
    const restored = () => restoreLedgerAt(other, { file, keys }, options);
    expect((await restored()).events).toBe(events);
    // A repeat after a break finds everything there.
    expect((await restored()).events).toBe(events);
    const app = await start(homes.restored, distributedAt(homes.restored));
    // API keys are not in a backup.
    const { system, admin } = tokens;
    tokens = { system: app.keys.system, admin: app.keys.admin };
    expect(await ask(app)).toEqual(first);
    tokens = { system, admin };
    await app.close();

    const { events: server } = await serversAt(homes.restored);
    const foreign = await startServer();
    const [recorded] = server.log.records.filter(({ stream }) => stream.startsWith('ledger.'));
    foreign.log.append('ledger.seeyon.customer-x', 'no_stream', [recorded!]);
    const onForeign = { ...other, eventsUrl: `esdb://127.0.0.1:${foreign.port}?tls=false` };
    const restoring = restoreLedgerAt(onForeign, { file }, options);
    await expect(restoring).rejects.toMatchObject({ code: 'target-differs' });
    foreign.stop();
  });

  it('answers with the same bytes back in a folder', async () => {
    const { eventsUrl, viewsUrl } = await configOf(homes.onServer);
    await moveKeys({ from: viewsUrl, to: 'sqlite:' }, homes.back);
    await moveLedger({ from: eventsUrl, to: 'sqlite:' }, homes.back, { clock: systemClock.ms });
    const app = await start(homes.back, inFolder);
    expect(await ask(app)).toEqual(first);
    await app.close();
    const config = readConfig({ LEDGER_HOME: homes.back });
    const verified = await verifyLedger(config, systemClock, { reading: silent, computing: silent });
    expect(verified).toMatchObject({ clean: true });
  });
});
