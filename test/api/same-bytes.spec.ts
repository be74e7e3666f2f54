import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { backupLedger, restoreLedger } from '../../src/platform/backup/backup.js';
import { onEmbedded, startApp, type TestApp } from '../support/app.js';
import { ApiClient } from '../support/api-client.js';
import { freshFolder } from '../support/folder.js';
import { nextPolicy } from '../support/next-policy.js';

/**
 * D7: asked again with the same `at` and the same `knownPosition` (or `knownAt`), an answer is the same bytes, whatever
 * was recorded since and whatever was rebuilt, restored, restarted or erased.
 */
describe('D7, T5: an answer is for ever', () => {
  let app: TestApp;
  let client: ApiClient;
  let customerId: string;
  let contactId: string;
  let contract: { id: string; terms: { termId: string }[] };
  const person = '欧阳不可见';
  const first = new Map<string, string>();

  const ask = async (query: Record<string, string>, language: string) => {
    const answer = await app.http
      .get('/api/v1/entitlements/check')
      .query(query)
      .set({ authorization: `Bearer ${app.keys.system}`, 'accept-language': language });
    expect(answer.status).toBe(200);
    return answer.text;
  };
  const questions = (): [string, Record<string, string>][] =>
    ['maintenance', 'upgrade', 'onsite', 'training', 'health-check', 'care', 'requirement'].flatMap((service) =>
      ['2025-12-01T08:00:00Z', '2026-03-20', '2026-04-20T01:00:00Z', '2027-06-01'].flatMap((at) =>
        [{ knownPosition: first.get('position')! }, { knownAt: '2026-04-15T00:00:00.000Z' }].map(
          (known): [string, Record<string, string>] => [
            `${service} ${at} ${Object.keys(known)[0]}`,
            {
              customerId,
              service,
              at,
              urgency: 'high',
              ...known,
              ...(service === 'upgrade' && { targetVersion: '4.20' }),
            } as unknown as Record<string, string>,
          ],
        ),
      ),
    );
  const expectSame = async () => {
    for (const language of ['zh-CN', 'zh-TW', 'en'])
      for (const [name, query] of questions()) {
        const text = await ask(query, language);
        const key = `${language} ${name}`;
        if (!first.has(key)) first.set(key, text);
        expect(text).toBe(first.get(key));
      }
  };
  const reopen = async (home: string) => {
    await app.close();
    const now = app.clock.now();
    app = await startApp({ now, home });
    client = new ApiClient(app, 'seeyon');
  };

  beforeAll(async () => {
    app = await startApp({ now: '2025-03-01T02:00:00.000Z' });
    client = new ApiClient(app, 'seeyon');
    const customer = await client.post('/customers', {
      code: 'KH1',
      name: '甲方',
      level: 'key',
      region: 'city',
      contacts: [{ name: person, email: 'unseen-9271@example.com' }],
    });
    customerId = customer.id;
    contactId = customer.contacts[0].contactId;
    const product = { series: 'EKP', name: 'EKP', version: '4.11' };
    contract = await client.post('/contracts', {
      customerId,
      contractNo: 'XS-1',
      licenceNo: 'L-1',
      purchasedOn: '2025-03-01',
      product,
    });
    await client.post('/releases', { series: 'EKP', version: '4.20', publishedAt: '2025-06-01' });
    app.clock.set('2026-04-10T02:00:00.000Z');
    contract = await client.post(`/contracts/${contract.id}/renewals`, { signedOn: '2026-04-10', period: 'P1Y' });
    app.clock.set('2026-05-01T02:00:00.000Z');
    const { position } = await app.stores.ordinals.head();
    first.set('position', String(position));
    await expectSame();
  });
  afterAll(() => app.close());

  it('after more events', async () => {
    app.clock.set('2026-06-01T02:00:00.000Z');
    await client.post(`/contracts/${contract.id}/corrections`, {
      reason: '首日录错',
      terms: [{ termId: contract.terms[1]!.termId, firstDay: '2026-03-02' }],
    });
    await client.post(`/contracts/${contract.id}/upgrades`, { targetVersion: '4.20', performedOn: '2026-05-20' });
    await client.post(`/contracts/${contract.id}/suspend`, {
      from: '2026-06-10',
      to: '2026-06-20',
      reason: '搬迁',
      extend: true,
    });
    await client.post(`/contracts/${contract.id}/licence/revoke`, { reason: '转售' });
    await client.patch(`/customers/${customerId}`, { level: 'vip', region: 'outside' });
    const other = await client.post('/customers', { code: 'KH2', name: '乙方', level: 'standard', region: 'city' });
    await client.post(`/contracts/${contract.id}/transfer`, { toCustomerId: other.id, from: '2026-06-05' });
    await client.post('/releases/reschedule', {
      series: 'EKP',
      version: '4.20',
      publishedAt: '2026-01-01',
      reason: '更正',
    });
    const policy = await nextPolicy((path) => client.get(path));
    await client.post('/policies/seeyon/versions', {
      ...policy,
      effectiveFrom: '2026-06-01',
      services: { ...policy.services, training: { ...policy.services.training, travelCostOnCustomer: false } },
    });
    await expectSame();
  });

  it('after a rebuild of every view', async () => {
    await app.stores.views.rebuild();
    await expectSame();
  });

  onEmbedded('A2: after a person was erased, who is then nowhere to be found', async () => {
    await client.post(`/customers/${customerId}/contacts/${contactId}/erase`, { reason: '本人要求' });
    await expectSame();
    expect((await client.get(`/customers/${customerId}`)).contacts).toEqual([{ contactId, erased: true }]);
    expect((await client.get(`/customers/${customerId}/contacts/${contactId}/export`)).events[0].data).toEqual({
      contactId,
      erased: true,
    });
    const backup = join(freshFolder(), 'ledger.backup');
    backupLedger(app.home, backup);
    const files = [
      backup,
      ...readdirSync(app.home, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && !entry.name.endsWith('.lock'))
        .map((entry) => join(entry.parentPath, entry.name)),
    ];
    for (const file of files)
      for (const trace of [person, 'unseen-9271'])
        expect([file, readFileSync(file).includes(trace)]).toEqual([file, false]);
    expect(app.log.join('')).not.toContain(person);
  });

  it('after a restart', async () => {
    await reopen(app.home);
    await expectSame();
  });

  onEmbedded('after the views were lost', async () => {
    const { home } = app;
    await app.close();
    for (const name of readdirSync(home).filter((file) => file.startsWith('views.'))) rmSync(join(home, name));
    app = await startApp({ now: '2026-06-02T02:00:00.000Z', home });
    client = new ApiClient(app, 'seeyon');
    await expectSame();
  });

  onEmbedded('after a backup and a restore, without the keys of persons', async () => {
    const [backup, home] = [join(freshFolder(), 'ledger.backup'), freshFolder()];
    backupLedger(app.home, backup);
    await restoreLedger(backup, home);
    await reopen(home);
    await expectSame();
  });
});
