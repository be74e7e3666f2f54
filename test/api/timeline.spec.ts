import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiClient } from '../support/api-client.js';
import { startApp, type TestApp } from '../support/app.js';
import { faultsOf } from '../support/sentences.js';
import { nextPolicy } from '../support/next-policy.js';

const languages = ['zh-CN', 'zh-TW', 'en'] as const;

describe('timelines and events', () => {
  let app: TestApp;
  let sales: ApiClient;
  let [customerId, contractId] = ['', ''];
  const get = (path: string, language = 'zh-CN', key = app.keys.sales, query: Readonly<Record<string, string>> = {}) =>
    app.http
      .get(`/api/v1${path}`)
      .query(query)
      .set({ authorization: `Bearer ${key}`, 'accept-language': language });
  const last = async (path: string, language = 'zh-CN', key?: string) =>
    (await get(`${path}/timeline`, language, key)).body.items.at(-1);
  const onBehalf = { 'ledger-on-behalf-of': encodeURIComponent('张  三') };

  beforeAll(async () => {
    app = await startApp({ now: '2026-03-10T02:00:00.000Z' });
    sales = new ApiClient(app, 'seeyon', app.keys.sales);
    const body = { code: 'KH1', name: 'Haidong', level: 'standard', region: 'city' };
    customerId = (await sales.post('/customers', body)).id;
    const product = { series: 'EKP', name: 'EKP', version: '4.11' };
    const bought = { customerId, contractNo: 'XS-1', licenceNo: 'L-1', purchasedOn: '2026-03-01', product };
    contractId = (await sales.post('/contracts', bought)).id;
  });
  afterAll(() => app.close());

  it('A3: an item names who recorded it, in which role, for whom, and what it changed', async () => {
    const { terms } = await sales.post(
      `/contracts/${contractId}/renewals`,
      { signedOn: '2026-03-10', period: 'P1Y' },
      onBehalf,
    );
    expect(terms).toHaveLength(2);
    const { event, ...item } = await last(`/contracts/${contractId}`);
    const happened = '续费，2026年3月10日（周二）签订，服务期从 2027年3月2日（周二）到 2028年3月1日（周三）';
    expect(item).toEqual({
      sentence: `合同 XS-1 ${happened}。test sales（销售）代张 三登记。`,
      parts: [
        { text: '合同 ' },
        { kind: 'contract', id: contractId, text: 'XS-1' },
        { text: ` ${happened}。test sales（销售）代张 三登记。` },
      ],
      recordedAt: '2026-03-10T02:00:00.000Z',
      effectiveDay: '2027-03-02',
      by: { name: 'test sales', role: 'sales', onBehalfOf: '张 三' },
      reason: null,
      changed: [
        { what: '付费期', from: null, to: '2027年3月2日（周二）到 2028年3月1日（周三）' },
        { what: '本期服务费', from: null, to: '已付' },
      ],
    });
    expect([event.meta.actorName, event.meta.onBehalfOf]).toEqual([
      'test sales',
      { subject: `${contractId}.behalf`, plain: '张 三' },
    ]);
  });

  it('C9: a correction states from what to what, in three languages', async () => {
    const admin = new ApiClient(app, 'seeyon', app.keys.admin);
    await admin.post(`/contracts/${contractId}/corrections`, { reason: 'Q7', purchasedOn: '2026-02-20' });
    const sentences = await Promise.all(languages.map((language) => last(`/contracts/${contractId}`, language)));
    for (const [index, { sentence }] of sentences.entries())
      expect(faultsOf(sentence.replace('test admin', 'CRM'), languages[index]!)).toEqual([]);
    expect(sentences.map(({ changed }) => changed[0])).toEqual([
      { what: '购买日', from: '2026年3月1日（周日）', to: '2026年2月20日（周五）' },
      { what: '購買日', from: '2026年3月1日（週日）', to: '2026年2月20日（週五）' },
      { what: 'day of purchase', from: 'Sun 1 Mar 2026', to: 'Fri 20 Feb 2026' },
    ]);
    expect(sentences[2].sentence).toMatch(
      /^Contract XS-1 was corrected; day of purchase: Sun 1 Mar 2026 became Fri 20 Feb 2026; .*: Q7\. Recorded by test admin \(admin\)\.$/,
    );
  });

  it('pages with a cursor: the pages together are the whole', async () => {
    const path = `/customers/${customerId}/timeline`;
    const whole = (await get(path)).body.items;
    const paged: unknown[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const query = { limit: '1', ...(cursor !== undefined && { cursor }) };
      const { items, nextCursor } = (await get(path, 'zh-CN', app.keys.sales, query)).body;
      paged.push(...items);
      cursor = nextCursor;
    }
    expect(paged).toEqual(whole);
  });

  it('A2: who is named is sealed in raw events, and gone once the names of the contract are erased', async () => {
    const raw = async () =>
      (await get('/events', 'en', app.keys.auditor, { contractId, type: 'ContractRenewed' })).body.items[0].meta;
    const subject = `${contractId}.behalf`;
    expect((await raw()).onBehalfOf).toEqual({ subject, sealed: expect.any(String) });
    expect(JSON.stringify(await raw())).not.toContain('张');
    const other = { code: 'KH2', name: 'Linhai', level: 'standard', region: 'city' };
    const { id: stranger } = await sales.post('/customers', other);
    const erase = (of: string) =>
      app.http
        .post(`/api/v1/customers/${of}/contacts/${subject}/erase`)
        .set({ authorization: `Bearer ${app.keys.admin}` })
        .send({ reason: 'Q8' });
    expect([(await erase(stranger)).status, (await erase(customerId)).status]).toEqual([404, 200]);
    const { items } = (await get(`/contracts/${contractId}/timeline`, 'en')).body;
    const renewed = items.find((item: { event: { type: string } }) => item.event.type === 'ContractRenewed');
    expect([renewed.by, renewed.event.meta.onBehalfOf]).toEqual([
      { name: 'test sales', role: 'sales', onBehalfOf: null },
      { subject, erased: true },
    ]);
    expect(renewed.sentence).toMatch(/on behalf of a person whose data was erased\.$/);
    // Later ones are not stored any more: no key is made again.
    await sales.post(
      `/contracts/${contractId}/renewals`,
      { signedOn: '2026-03-10', period: 'P1Y', repeat: true },
      onBehalf,
    );
    expect((await last(`/contracts/${contractId}`)).event.meta.onBehalfOf).toEqual({ subject, erased: true });
  });

  it('refuses a person that is none, naming the header', async () => {
    for (const header of ['', ' ', '%', '%00', 'x'.repeat(201)]) {
      const { status, body } = await app.http
        .post('/api/v1/customers')
        .set({ authorization: `Bearer ${app.keys.sales}`, 'ledger-on-behalf-of': header })
        .send({ code: 'KH3', name: 'Nobody', level: 'standard', region: 'city' });
      expect([header, status, body.code]).toEqual([header, 400, 'header-invalid']);
    }
  });

  it('A3: a key is made and revoked on behalf of a person, and names its maker', async () => {
    const admin = new ApiClient(app, 'seeyon', app.keys.admin);
    const { id } = await admin.post('/keys', { name: 'help desk', role: 'support' }, onBehalf);
    await admin.post(`/keys/${id}/revoke`, {}, onBehalf);
    const { items } = (await get('/events', 'en', app.keys.auditor, { stream: `seeyon.api-key-${id}` })).body;
    expect(
      items.map(({ type, meta }: { type: string; meta: Record<string, unknown> }) => [
        type,
        meta['actorName'],
        meta['onBehalfOf'],
      ]),
    ).toEqual(
      ['ApiKeyCreated', 'ApiKeyRevoked'].map((type) => [
        type,
        'test admin',
        { subject: `${id}.behalf`, sealed: expect.any(String) },
      ]),
    );
  });

  it('A3: every kind of write names the person, sealed under the object of its stream', async () => {
    const admin = new ApiClient(app, 'seeyon', app.keys.admin);
    await admin.post('/releases', { series: 'EKP', version: '4.20', publishedAt: '2026-03-01' }, onBehalf);
    await admin.post('/webhooks', { url: 'https://example.org/hook', types: ['ContractRenewed'] }, onBehalf);
    await admin.patch(`/customers/${customerId}`, { level: 'vip' }, onBehalf);
    const policy = await nextPolicy((path) => admin.get(path));
    await admin.post('/policies/seeyon/versions', { ...policy, effectiveFrom: '2026-04-01' }, onBehalf);
    const imported = await app.http
      .post('/api/v1/imports')
      .set({ authorization: `Bearer ${app.keys.admin}`, ...onBehalf })
      .attach('file', Buffer.from('合同号\n'), 'none.csv');
    expect(imported.status).toBeLessThan(300);
    const named = async (type: string) => {
      const { items } = (await get('/events', 'en', app.keys.auditor, { type })).body;
      const { stream, meta } = items.at(-1);
      return [stream.endsWith(`-${meta.onBehalfOf.subject.replace(/\.behalf$/, '')}`), meta.actorName];
    };
    for (const type of [
      'ReleasePublished',
      'WebhookSubscribed',
      'CustomerLevelChanged',
      'PolicyPublished',
      'ImportStarted',
    ])
      expect([type, ...(await named(type))]).toEqual([type, true, 'test admin']);
  });

  it('events are found by contract, actor, position and time of effect', async () => {
    const find = async (
      query: Readonly<Record<string, string>>,
      key = app.keys.auditor,
    ): Promise<readonly string[]> => {
      const { status, body } = await get('/events', 'en', key, { limit: '100', ...query });
      expect([status, body.nextCursor]).toEqual([200, null]);
      return body.items.map(({ type }: { type: string }) => type);
    };
    const all = await find({ contractNo: 'XS-1' });
    expect(all).toEqual(['ContractPurchased', 'ContractRenewed', 'ContractCorrected', 'ContractRenewed']);
    expect(await find({ contractId })).toEqual(all);
    expect(await find({ contractId, customerId })).toEqual(all);
    const { items } = (await get('/events', 'en', app.keys.auditor, { contractId })).body;
    expect(await find({ contractId, actor: items[2].meta.actor })).toEqual(['ContractCorrected']);
    expect(await find({ position: String(items[1].position) })).toEqual(['ContractRenewed']);
    expect(await find({ contractId, effectiveFrom: '2028-01-01' })).toEqual(['ContractRenewed']);
    expect(await find({ contractId, effectiveTo: '2026-03-02' })).toEqual(['ContractPurchased']);
    const types = new Set(await find({ limit: '500' }));
    expect([types.has('ApiKeyCreated'), types.has('Reserved')]).toEqual([true, true]);
    for (const key of [app.keys.support, app.keys.sales, app.keys.engineer]) {
      const seen = new Set(await find({ limit: '500' }, key));
      expect([seen.has('ContractRenewed'), seen.has('ApiKeyCreated'), seen.has('Reserved')]).toEqual([
        true,
        false,
        false,
      ]);
    }
    expect((await get('/events', 'en', app.keys.auditor, { position: 'x' })).status).toBe(400);
  });
});
