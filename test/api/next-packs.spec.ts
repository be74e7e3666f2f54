import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { shippedPacks } from '../../src/policies/load-policy.js';
import { ApiClient } from '../support/api-client.js';
import { startApp, type TestApp } from '../support/app.js';
import { freshFolder } from '../support/folder.js';

const vendors = ['seeyon', 'huaruan'] as const;
const series = { seeyon: ['EKP', '4.11'], huaruan: ['HRHIS', '9.00'] } as const;

/** What the program before the packs' second version published. */
const firstPacks = (): string => {
  const folder = join(freshFolder(), 'packs');
  mkdirSync(folder, { recursive: true });
  for (const vendor of vendors) cpSync(join(shippedPacks, `${vendor}.yaml`), join(folder, `${vendor}.yaml`));
  return folder;
};

/** P2, P4: a ledger that an earlier version of the program wrote, opened by this one. */
describe("P4: the packs' next version", () => {
  let app: TestApp;
  const client = (vendor: string) => new ApiClient(app, vendor);
  const published = async (vendor: string) =>
    (await client(vendor).get('/policies')).items.map(
      ({ version, effectiveFrom }: { version: number; effectiveFrom: string }) => [version, effectiveFrom],
    );
  const head = async () => (await app.stores.ordinals.head()).position;
  const answer = async (vendor: string, query: Readonly<Record<string, string>>) =>
    (
      await app.http
        .get('/api/v1/entitlements/check')
        .query(query)
        .set({ authorization: `Bearer ${app.keys.everywhere}`, 'ledger-vendor': vendor, 'accept-language': 'zh-CN' })
    ).text;

  it('P4: is published once; what was asked before is answered with the same bytes', async () => {
    const home = freshFolder();
    app = await startApp({ home, policies: firstPacks(), now: '2026-11-20T02:00:00.000Z' });
    const questions: (readonly [vendor: string, query: Readonly<Record<string, string>>, text: string])[] = [];
    const contracts = new Map<string, string>();
    for (const vendor of vendors) {
      const [code, version] = series[vendor];
      const made = await client(vendor).post('/customers', { code: 'A', name: '甲方', level: 'key', region: 'city' });
      const { id } = await client(vendor).post('/contracts', {
        customerId: made.id,
        contractNo: 'A-1',
        licenceNo: 'L-1',
        purchasedOn: '2025-03-01',
        product: { series: code, name: code, version },
      });
      contracts.set(vendor, id);
      await client(vendor).post(`/contracts/${id}/renewals`, { signedOn: '2026-02-20', period: 'P1Y' });
      for (const at of ['2025-06-01', '2026-06-01'])
        for (const service of ['maintenance', 'onsite', 'media']) {
          const query = { customerId: made.id, service, at, knownPosition: String(await head()) };
          questions.push([vendor, query, await answer(vendor, query)]);
        }
    }
    const before = await head();
    expect([await published('seeyon'), await published('huaruan')]).toEqual(vendors.map(() => [[1, '2000-01-01']]));
    await app.close();

    for (const start of [1, 2]) {
      app = await startApp({ home, now: '2026-11-26T02:00:00.000Z' });
      for (const vendor of vendors)
        expect([start, await published(vendor)]).toEqual([
          start,
          [
            [1, '2000-01-01'],
            [2, '2026-01-01'],
          ],
        ]);
      expect(await head()).toBe(before + 2);
      for (const [vendor, query, text] of questions) expect(await answer(vendor, query)).toBe(text);
      expect((await app.http.get('/health/ready')).body.degraded).toBeUndefined();
      if (start === 1) await app.close();
    }
    // P2: the term that runs keeps its version, one that is signed now has the new one.
    for (const vendor of vendors) {
      const id = contracts.get(vendor)!;
      await client(vendor).post(`/contracts/${id}/renewals`, { signedOn: '2026-11-26', period: 'P1Y' });
      const { terms } = await client(vendor).get(`/contracts/${id}`);
      expect(terms.map(({ policyVersion }: { policyVersion: number }) => policyVersion)).toEqual([1, 1, 2]);
    }
    await app.close();
  });

  it('P4: leaves a vendor alone that has published versions of its own', async () => {
    const home = freshFolder();
    app = await startApp({ home, policies: firstPacks(), now: '2026-11-20T02:00:00.000Z' });
    const { policy } = await client('seeyon').get('/policies/seeyon/versions/1');
    const faulty = { ...policy, version: '2', colour: 'red', effectiveFrom: '20.11.2026' };
    const refused = await app.http
      .post('/api/v1/policies/seeyon/versions')
      .set({ authorization: `Bearer ${app.keys.admin}`, 'accept-language': 'zh-TW', 'ledger-vendor': 'seeyon' })
      .send(faulty);
    const { errors } = refused.body as { errors: readonly { readonly pointer: string; readonly detail: string }[] };
    expect([refused.status, errors.map(({ detail }) => detail.split('：').slice(1).join('：')).sort()]).toEqual([
      400,
      [
        expect.stringMatching(/^"2" 是文字；可用：整數/),
        expect.stringMatching(/^"20\.11\.2026" 的寫法不對；可用：日期/),
        expect.stringMatching(/^沒有「colour」這一項；此處可用 /),
      ],
    ]);
    await client('seeyon').post('/policies/seeyon/versions', { ...policy, version: 2, effectiveFrom: '2026-11-20' });
    const before = await head();
    await app.close();
    app = await startApp({ home, now: '2026-11-26T02:00:00.000Z' });
    expect([await published('seeyon'), await head()]).toEqual([
      [
        [1, '2000-01-01'],
        [2, '2026-11-20'],
      ],
      before + 1,
    ]);
    const ready = await app.http.get('/health/ready');
    expect([ready.status, ready.body.degraded]).toEqual([200, undefined]);
    await app.close();
  });
});
