import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import openapiTypescript, { astToString } from 'openapi-typescript';
import {
  answered,
  type Connection,
  connect,
  Entitlements,
  LedgerProblem,
  pages,
  rateLimitOf,
  receiveEvent,
} from '../../clients/typescript/src/index.js';
import { signedHeaders } from '../../src/webhooks/signature.js';
import { startApp, type TestApp } from '../support/app.js';

const day = '2026-03-01';
const customer = { code: 'KH-1', name: '远山科技', level: 'standard', region: 'city' } as const;
const purchase = (customerId: string, n: number) => ({
  customerId,
  contractNo: `XS-${n}`,
  licenceNo: `LIC-${n}`,
  product: { series: 'EKP', version: '4.20', name: 'EKP', modules: [] },
  purchasedOn: day,
});

describe('the TypeScript client', () => {
  let app: TestApp;
  let url: string;
  const waits: number[] = [];
  const connected = (more: Partial<Connection> = {}) =>
    connect({
      url,
      key: app.keys.admin,
      language: 'en',
      wait: (ms) => Promise.resolve(void waits.push(ms)),
      ...more,
    });
  beforeAll(async () => {
    app = await startApp({ now: `${day}T02:00:00.000Z` });
    await app.app.listen(0, '127.0.0.1');
    url = (await app.app.getUrl()).replace('[::1]', '127.0.0.1');
  });
  afterAll(() => app.close());

  it('has the types of the published description', async () => {
    const types = astToString(await openapiTypescript(new URL('../../docs/openapi.json', import.meta.url)));
    expect(readFileSync('clients/typescript/src/api.ts', 'utf8').endsWith(types)).toBe(true);
  });

  it('reads what it wrote, page by page', async () => {
    const ledger = connected();
    const { id } = await answered(ledger.POST('/api/v1/customers', { body: customer }));
    for (let n = 1; n <= 5; n += 1) await answered(ledger.POST('/api/v1/contracts', { body: purchase(id, n) }));
    const found: string[] = [];
    for await (const { contractNo } of pages((cursor) =>
      answered(ledger.GET('/api/v1/contracts', { params: { query: { limit: 2, ...(cursor && { cursor }) } } })),
    ))
      found.push(contractNo);
    expect(found.sort()).toEqual(['XS-1', 'XS-2', 'XS-3', 'XS-4', 'XS-5']);
  });

  it('records a write once, although its answer was lost', async () => {
    let lost = 0;
    const ledger = connected({
      async fetch(request) {
        const answer = await fetch(request);
        if (lost++ > 0) return answer;
        throw new TypeError('connection reset');
      },
    });
    const made = await ledger.POST('/api/v1/customers', { body: { ...customer, code: 'KH-2' } });
    expect(made.response.headers.get('idempotent-replay')).toBe('true');
    const { items } = await answered(ledger.GET('/api/v1/customers', { params: { query: { code: 'KH-2' } } }));
    expect(items.map(({ id }) => id)).toEqual([made.data!.id]);
  });

  it('waits as long as an answer asks for, and gives the last one when it has tried often enough', async () => {
    let sent = 0;
    const busy = createServer((_request, response) => {
      sent += 1;
      response.writeHead(429, { 'retry-after': '7', 'content-type': 'application/problem+json' });
      response.end(JSON.stringify({ code: 'too-many-requests', detail: 'Wait 7 s.' }));
    });
    await new Promise<void>((resolve) => busy.listen(0, '127.0.0.1', resolve));
    waits.length = 0;
    const ledger = connected({ url: `http://127.0.0.1:${(busy.address() as AddressInfo).port}`, attempts: 3 });
    await expect(answered(ledger.GET('/api/v1/releases'))).rejects.toThrow('Wait 7 s.');
    busy.close();
    expect([sent, ...waits]).toEqual([3, 7000, 7000]);
  });

  it('shows what is left of the limit of its key, and waits for a new minute', async () => {
    const { token } = await app.stores.apiKeys.create({
      vendor: 'seeyon',
      role: 'sales',
      name: 'limited',
      limitPerMinute: 2,
    });
    expect(rateLimitOf((await connected().GET('/api/v1/releases')).response)).toBeNull();
    waits.length = 0;
    const ledger = connected({ key: token, attempts: 2 });
    const states = [];
    for (let n = 0; n < 3; n += 1) states.push(rateLimitOf((await ledger.GET('/api/v1/releases')).response)!);
    expect(states.map(({ limit, windowSeconds, remaining }) => [limit, windowSeconds, remaining])).toEqual([
      [2, 60, 1],
      [2, 60, 0],
      [2, 60, 0],
    ]);
    expect(states.every(({ resetSeconds }) => resetSeconds > 50 && resetSeconds <= 60)).toBe(true);
    expect([waits.length, waits[0]! > 50_000]).toEqual([1, true]);
  });

  it('throws a refusal with its code and its sentence', async () => {
    const refused = answered(connected().POST('/api/v1/contracts', { body: purchase('cus_nobody', 9) }));
    await expect(refused).rejects.toThrow(LedgerProblem);
    await expect(refused).rejects.toMatchObject({ status: 404, problem: { code: 'not-found' } });
  });

  it('caches an entitlement until time or an event may change it', async () => {
    let asked = 0;
    const ledger = connected({
      fetch(request) {
        asked += (request as Request).url.includes('/check') ? 1 : 0;
        return fetch(request);
      },
    });
    const cached = new Entitlements(ledger, () => app.clock.ms());
    const { id } = await answered(ledger.POST('/api/v1/customers', { body: { ...customer, code: 'KH-3' } }));
    const { id: contractId } = await answered(ledger.POST('/api/v1/contracts', { body: purchase(id, 30) }));
    const question = { customerId: id, service: 'maintenance' } as const;
    const outcome = async () => (await cached.check(question)).outcome;

    expect([await outcome(), await outcome(), asked]).toEqual([
      'granted-with-conditions',
      'granted-with-conditions',
      1,
    ]);
    const terminated = { from: day, reason: 'returned' };
    await answered(
      ledger.POST('/api/v1/contracts/{id}/terminate', { params: { path: { id: contractId } }, body: terminated }),
    );
    expect([await outcome(), asked]).toEqual(['granted-with-conditions', 1]);
    const sequence = String(app.stores.views.position());
    const about = (customerId: string) => ({
      type: 'service-ledger.entitlement.changed',
      sequence,
      data: { scope: 'customer', customers: [{ customerId, customerCode: null }] },
    });
    cached.changed({ ...about(id), type: 'service-ledger.ImportFinished' });
    cached.changed(about('cus_another'));
    expect([await outcome(), asked]).toEqual(['granted-with-conditions', 1]);
    cached.changed(about(id));
    expect([await outcome(), asked]).toEqual(['denied', 2]);
    // Delivered again, later or out of order: what was answered since knows it.
    cached.changed(about(id));
    expect([await outcome(), asked]).toEqual(['denied', 2]);
    cached.changed({ type: 'service-ledger.entitlement.changed', sequence: '999999', data: { scope: 'vendor' } });
    // An answer that is older than what was announced is used once, and never again.
    expect([await outcome(), await outcome(), asked]).toEqual(['denied', 'denied', 4]);
  });

  it('asks again from validUntil on', async () => {
    const ledger = connected();
    const cached = new Entitlements(ledger, () => app.clock.ms());
    const { id } = await answered(ledger.POST('/api/v1/customers', { body: { ...customer, code: 'KH-4' } }));
    await answered(ledger.POST('/api/v1/contracts', { body: purchase(id, 40) }));
    const first = await cached.check({ customerId: id, service: 'maintenance' });
    app.clock.set(new Date(Date.parse(first.validUntil!) - 1).toISOString());
    expect(await cached.check({ customerId: id, service: 'maintenance' })).toBe(first);
    app.clock.set(first.validUntil!);
    expect((await cached.check({ customerId: id, service: 'maintenance' })).at).toBe(first.validUntil);
  });

  it('takes the event of a delivery that is signed, and no other', () => {
    const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
    const body = JSON.stringify({ type: 'service-ledger.ContractRenewed', subject: 'seeyon.contract-con_1' });
    const headers = signedHeaders('evt_1', Date.now(), body, [secret]);
    expect(receiveEvent(secret, body, headers).type).toBe('service-ledger.ContractRenewed');
    expect(() => receiveEvent(secret, body.replace('con_1', 'con_2'), headers)).toThrow('No matching signature');
  });
});
