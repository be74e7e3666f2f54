import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { embedded } from '../../../src/app.js';
import { backupWithKeys } from '../../../src/cli/backup-with-keys.js';
import { restoreFrom } from '../../../src/cli/restore-from.js';
import { verifyLedger } from '../../../src/cli/verify-ledger.js';
import { systemClock } from '../../../src/platform/clock.js';
import { type Config, readConfig } from '../../../src/platform/config/settings.js';
import { enginesAround } from '../../../src/platform/embedded/embedded-engines.js';
import type { OpenEngines } from '../../../src/platform/engines.js';
import { openLedger } from '../../../src/platform/eventstoredb/open-ledger.js';
import { moveFiles, moveKeys, moveLedger } from '../../../src/platform/moving/move.js';
import { projected } from '../../../src/projections.js';
import { ApiClient } from '../../support/api-client.js';
import { startApp, type TestApp } from '../../support/app.js';
import { startServer } from '../../support/eventstoredb/fixture.js';
import type { EventStoreServer } from '../../support/eventstoredb/server.js';
import { freshFolder } from '../../support/folder.js';

const now = '2026-05-01T02:00:00.000Z';
const person = '欧阳不可见';
const silent = { at: () => undefined, end: () => undefined };

const inFolder: OpenEngines = (config, clock, logger) => embedded(clock)(config, clock, logger);

/** The ledger on a server, whose clock stays where it is; everything else in the folder. */
const onServer =
  (url: string): OpenEngines =>
  (config, clock, logger) =>
    enginesAround(openLedger(projected, -1), false)({ ...config, eventsUrl: url }, clock, logger);

/** D7: the moved ledger answers old questions with the same bytes, persons included. */
describe('a ledger that moves to a server and back', () => {
  const homes = { first: freshFolder(), onServer: freshFolder(), back: freshFolder(), restored: freshFolder() };
  const servers: EventStoreServer[] = [];
  const urlOf = (server: EventStoreServer): string => `esdb://127.0.0.1:${server.port}?tls=false`;
  const configOf = (home: string, server: EventStoreServer): Config => ({
    ...readConfig({ LEDGER_HOME: home }),
    eventsUrl: urlOf(server),
  });
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
    servers.push(await startServer(), await startServer());
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
  afterAll(() => servers.forEach((server) => server.stop()));

  it('answers with the same bytes on the server, with the keys in another folder', async () => {
    const [server] = servers;
    const files = { from: `files:${join(homes.first, 'files')}`, to: `files:${join(homes.onServer, 'files')}` };
    await moveKeys({ from: `sqlite:${homes.first}`, to: `sqlite:${homes.onServer}` }, homes.first);
    await moveFiles(files, homes.first, systemClock.ms);
    const way = { from: `sqlite:${homes.first}`, to: urlOf(server!) };
    expect(await moveLedger(way, homes.first, { clock: systemClock.ms })).toMatchObject({ raised: 0 });
    const app = await start(homes.onServer, onServer(urlOf(server!)));
    expect(await ask(app)).toEqual(first);
    const client = new ApiClient(app, 'seeyon');
    await client.post('/customers', { code: 'KH3', name: '丙方', level: 'key', region: 'city' });
    await app.close();
  });

  it('is verified through the ports, its views too, and names what lets the server remove events', async () => {
    const [server] = servers;
    const verified = () =>
      verifyLedger(configOf(homes.onServer, server!), systemClock, { reading: silent, computing: silent });
    expect(await verified()).toMatchObject({ clean: true, events: [], views: [], notBuilt: [] });
    server!.log.setMetadata(`ledger.seeyon.customer-${customerId}`, { $maxAge: 86_400n });
    expect(await verified()).toMatchObject({ clean: false, events: [expect.stringContaining('$maxAge')], views: [] });
    // Health reads it at the start, too.
    const app = await start(homes.onServer, onServer(urlOf(server!)));
    const ready = async () => (await app.http.get('/health/ready')).body as { store: { detail?: string } };
    for (let text = ''; !text.includes('$maxAge');) text = JSON.stringify(await ready());
    await app.close();
    server!.log.setMetadata(`ledger.seeyon.customer-${customerId}`, {});
    expect(await verified()).toMatchObject({ clean: true });
  });

  it('is saved from one server and restored to another, keys too, and answers with the same bytes', async () => {
    const [server, other] = servers;
    const [file, keys] = [join(freshFolder(), 'ledger.backup'), join(freshFolder(), 'keys.copy')];
    const made = await backupWithKeys(configOf(homes.onServer, server!), systemClock, file, keys);
    const restored = () =>
      restoreFrom(configOf(homes.restored, other!), systemClock, { file, keys }, () => undefined);
    expect((await restored()).events).toBe(made.events);
    // A repeat after a break finds everything there.
    expect((await restored()).events).toBe(made.events);
    const app = await start(homes.restored, onServer(urlOf(other!)));
    // API keys are not in a backup.
    const { system, admin } = tokens;
    tokens = { system: app.keys.system, admin: app.keys.admin };
    expect(await ask(app)).toEqual(first);
    tokens = { system, admin };
    await app.close();
    await expect(backupWithKeys(configOf(homes.onServer, server!), systemClock, file, undefined)).rejects.toThrow(
      /there already|exists/,
    );
    const foreign = await startServer();
    servers.push(foreign);
    foreign.log.append('ledger.seeyon.customer-x', 'no_stream', other!.log.records.slice(1, 2));
    await expect(
      restoreFrom(configOf(freshFolder(), foreign), systemClock, { file }, () => undefined),
    ).rejects.toMatchObject({ code: 'target-differs' });
  });

  it('answers with the same bytes back in a folder', async () => {
    const [server] = servers;
    await moveKeys({ from: `sqlite:${homes.onServer}`, to: `sqlite:${homes.back}` }, homes.back);
    await moveLedger({ from: urlOf(server!), to: 'sqlite:' }, homes.back, { clock: systemClock.ms });
    const app = await start(homes.back, inFolder);
    expect(await ask(app)).toEqual(first);
    await app.close();
    const config = readConfig({ LEDGER_HOME: homes.back });
    const verified = await verifyLedger(config, systemClock, { reading: silent, computing: silent });
    expect(verified).toMatchObject({ clean: true });
  });
});
