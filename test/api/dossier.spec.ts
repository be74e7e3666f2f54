import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { services } from '../../domain/kernel/vocabulary.js';
import { canonicalJson } from '../../src/platform/events/canonical.js';
import { prefersHtml } from '../../src/dossiers/dossiers.controller.js';
import { recomputedReceipt } from '../../src/entitlements/recomputed-receipt.js';
import { ApiClient } from '../support/api-client.js';
import { startApp, type TestApp } from '../support/app.js';
import { type ContractK, recordContractK } from '../support/contract-k.js';
import { describedBy } from '../support/described.js';
import { type OpenApi, operationsOf } from '../support/openapi.js';

/** Members of `GET /events` that are derived, not recorded: the page of auditors lists them. */
const derived = ['customerId', 'customerCode', 'mergedIntoId', 'mergedIntoCode', 'contractId', 'contractNo'];
const recorded = (event: object): object =>
  Object.fromEntries(Object.entries(event).filter(([member]) => !derived.includes(member)));

describe('dossiers', () => {
  let app: TestApp;
  let client: ApiClient;
  let k: ContractK;
  const get = (path: string, headers: Readonly<Record<string, string>> = {}, key = app.keys.auditor) =>
    app.http.get(`/api/v1${path}`).set({ authorization: `Bearer ${key}`, 'accept-language': 'en', ...headers });

  beforeAll(async () => {
    app = await startApp({ now: '2025-03-01T01:00:00.000Z' });
    client = new ApiClient(app, 'seeyon');
    k = await recordContractK(app, '<b>"K"</b>');
  });
  afterAll(() => app.close());

  it('has facts, life, events with hashes, policies and nine decisions whose receipts can be recomputed', async () => {
    const { status, body, headers } = await get(`/contracts/${k.contractId}/dossier?at=2026-03-20&knownAt=2026-05-01`);
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
    expect(headers['cache-control']).toBe('no-store');
    const [purchase, renewal] = k.positions;
    expect(body).toMatchObject({
      about: 'contract',
      id: k.contractId,
      title: '<b>"K"</b>',
      vendor: 'seeyon',
      language: 'en',
      zone: 'Asia/Shanghai',
      at: '2026-03-19T16:00:00.000Z',
      today: '2026-03-20',
      knownAt: '2026-04-30T16:00:00.000Z',
      knownPosition: renewal,
      customer: { name: 'Haidong Ltd', customerManager: 'Li Lei', contacts: [{ name: 'Han Mei' }] },
    });
    expect(body.contracts.map(({ contract }: { contract: { state: string } }) => contract.state)).toEqual(['gap']);
    expect(body.contracts[0].events.map(({ position }: { position: number }) => position)).toEqual([purchase, renewal]);
    const shown = (await get(`/events?stream=seeyon.contract-${k.contractId}`)).body.items;
    expect(body.contracts[0].events.map(({ sha256 }: { sha256: string }) => sha256)).toEqual(
      shown.slice(0, 2).map((event: object) =>
        createHash('sha256')
          .update(canonicalJson(recorded(event)))
          .digest('hex'),
      ),
    );
    // The purchase was signed under the first version, the renewal under the second.
    expect(body.policies).toEqual(
      [1, 2].map((version) => expect.objectContaining({ version, applies: true, sha256: expect.any(String) })),
    );
    expect(body.decisions.map(({ service }: { service: string }) => service)).toEqual([...services]);
    for (const { answer, question } of body.decisions)
      expect(recomputedReceipt(answer, question, 'seeyon')).toBe(answer.receipt);
    const { receipt } = await client.check({
      customerId: k.customerId,
      contractId: k.contractId,
      service: 'maintenance',
      at: '2026-03-20',
      knownPosition: String(renewal),
    });
    expect(body.decisions[0].answer.receipt).toBe(receipt);
  });

  it('both dossiers are as they are described', async () => {
    const document = (await app.http.get('/openapi.json')).body as OpenApi;
    for (const path of [`/contracts/${k.contractId}/dossier`, `/customers/${k.customerId}/dossier`]) {
      const name = path.replace(/(?:con|cus)_\w+/, '{id}');
      const operation = operationsOf(document).find((each) => each.name === `GET /api/v1${name}`)!;
      for (const accept of ['application/json', 'text/html']) {
        const answer = await get(path, { accept });
        const value: unknown = accept === 'text/html' ? answer.text : answer.body;
        expect(describedBy(document)(operation, 200, String(answer.headers['content-type']), value)).toBe('');
      }
    }
  });

  it('as a page it is escaped, runs nothing, fetches nothing, and its policy allows its own style alone', async () => {
    for (const language of ['en', 'zh-CN', 'zh-TW']) {
      const { text, headers } = await get(`/customers/${k.customerId}/dossier`, {
        accept: 'text/html',
        'accept-language': language,
      });
      expect(headers['content-type']).toBe('text/html; charset=utf-8');
      expect(text).toContain('&lt;b&gt;&quot;K&quot;&lt;/b&gt;');
      expect(text).not.toMatch(/<b>|<script|<img|<link|<iframe|javascript:|\bsrc=|\bhref=|url\(|@import|\son\w+=/i);
      expect(text).toMatch(new RegExp(`<html lang="${language}">`));
      const style = /<style>([\s\S]*?)<\/style>/.exec(text)![1]!;
      const hash = createHash('sha256').update(style).digest('base64');
      expect(headers['content-security-policy']).toBe(
        `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
      );
      expect(text).not.toMatch(/\bstyle="|undefined|\[object|…/);
      expect(text).toContain('@page { size: A4');
    }
  });

  it('Accept chooses the form', () => {
    const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
    expect(
      [undefined, '*/*', 'application/json', 'text/html;q=0.5, application/json', 'text/html;q=0'].map(prefersHtml),
    ).toEqual([false, false, false, false, false]);
    expect([browser, 'text/html', 'text/*', 'application/json;q=0.5, text/html;q=0.5'].map(prefersHtml)).toEqual([
      true,
      true,
      true,
      true,
    ]);
  });

  it('A2: erased persons are unreadable, also as known before the erasure', async () => {
    const path = `/customers/${k.customerId}/dossier`;
    const before = await get(path, { accept: 'text/html' });
    expect(before.text).toContain('Han Mei');
    const { contacts } = (await get(path)).body.customer;
    await client.post(`/customers/${k.customerId}/contacts/${contacts[0].contactId}/erase`, { reason: 'asked' });
    for (const query of ['', '?knownAt=2026-05-01'])
      for (const accept of ['text/html', 'application/json']) {
        const { status, text } = await get(`${path}${query}`, { accept });
        expect([status, text.includes('Han Mei'), text.includes('13800000000')]).toEqual([200, false, false]);
        expect(text).toMatch(accept === 'text/html' ? /Personal data erased/ : /"erased":true/);
      }
  });

  it('A1: roles that read no persons, and other vendors, get none', async () => {
    for (const key of ['support', 'engineer', 'system', 'customer'] as const)
      expect((await get(`/contracts/${k.contractId}/dossier`, {}, app.keys[key])).status).toBe(403);
    expect((await get(`/contracts/${k.contractId}/dossier`, {}, app.keys.other)).body.code).toBe('not-found');
    expect((await get(`/customers/${k.customerId}/dossier`, {}, app.keys.other)).body.code).toBe('not-found');
  });
});
