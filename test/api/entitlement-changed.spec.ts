import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Webhook as Verifier } from 'standardwebhooks';
import { Deliverer } from '../../src/webhooks/deliverer.js';
import { ApiClient } from '../support/api-client.js';
import { caughtUp, startApp, type TestApp } from '../support/app.js';
import { verifiedAt, webhookReceiver } from '../support/webhook-receiver.js';

const purchased = '2026-02-01';
const changedType = 'service-ledger.entitlement.changed';

describe('webhooks about customers and their entitlements', () => {
  let app: TestApp;
  let client: ApiClient;
  let receiver: Awaited<ReturnType<typeof webhookReceiver>>;
  const deliverer = () => app.app.get(Deliverer, { strict: false });
  const post = (path: string, body: object) =>
    app.http
      .post(`/api/v1${path}`)
      .set({ authorization: `Bearer ${app.keys.admin}`, 'accept-language': 'en' })
      .send(body);
  const subscribe = async (types: readonly string[]) => {
    const { body } = await post('/webhooks', { url: receiver.url, types });
    return body as { id: string; secret: string };
  };
  const customer = async (code: string) =>
    (await client.post('/customers', { code, name: `客户${code}`, level: 'standard', region: 'city' })).id as string;
  const contract = async (customerId: string, no: string) =>
    (
      await client.post('/contracts', {
        customerId,
        contractNo: no,
        licenceNo: `L-${no}`,
        purchasedOn: purchased,
        product: { series: 'EKP', name: 'EKP', version: '4.11' },
      })
    ).id as string;
  const delivered = async () => {
    await caughtUp(app);
    await deliverer().refresh();
    await deliverer().idle();
    return receiver.received.map(({ event }) => event);
  };

  beforeEach(async () => {
    receiver = await webhookReceiver();
    app = await startApp({ now: '2026-03-01T02:00:00.000Z', env: { WEBHOOK_HOSTS: receiver.host } });
    client = new ApiClient(app, 'seeyon');
    await deliverer().start();
  });
  afterEach(async () => {
    await app.close();
    await receiver.close();
  });

  it('each event of a contract names its customer and its number, as of its position', async () => {
    const [a, b] = [await customer('KH-A'), await customer('KH-B')];
    await subscribe(['ContractPurchased', 'LicenceRevoked', 'ContractTransferred', 'CustomerRenamed']);
    const id = await contract(a, 'XS-1');
    await client.post(`/contracts/${id}/transfer`, { toCustomerId: b, from: '2026-03-01' });
    await client.post(`/contracts/${id}/licence/revoke`, { reason: 'returned' });
    await client.patch(`/customers/${a}`, { name: '新名' });
    const named = (await delivered()).map(({ type, customerid, customercode, contractid, contractno }) => [
      type.slice('service-ledger.'.length),
      customerid,
      customercode,
      contractid,
      contractno,
    ]);
    expect(named.sort()).toEqual(
      [
        ['ContractPurchased', a, 'KH-A', id, 'XS-1'],
        ['ContractTransferred', b, 'KH-B', id, 'XS-1'],
        ['LicenceRevoked', b, 'KH-B', id, 'XS-1'],
        ['CustomerRenamed', a, 'KH-A', undefined, undefined],
      ].sort(),
    );
    const { items } = await client.get('/events', { stream: `seeyon.contract-${id}` });
    expect(
      (items as { customerCode: string; contractNo: string }[]).map(({ customerCode, contractNo }) => [
        customerCode,
        contractNo,
      ]),
    ).toEqual([
      ['KH-A', 'XS-1'],
      ['KH-B', 'XS-1'],
      ['KH-B', 'XS-1'],
    ]);
  });

  it('entitlement.changed names each customer whose answers may change, and nobody for what changes none', async () => {
    const [a, b, c] = [await customer('KH-A'), await customer('KH-B'), await customer('KH-C')];
    await subscribe(['entitlement.changed']);
    const id = await contract(a, 'XS-1');
    await client.patch(`/customers/${a}`, { name: '新名' });
    await client.patch(`/customers/${c}`, { level: 'vip' });
    await client.post(`/contracts/${id}/transfer`, { toCustomerId: b, from: '2026-04-01' });
    await client.post('/releases', { series: 'EKP', version: '4.30', publishedAt: '2026-03-01' });
    const found = (await delivered()).map(({ type, data }) => {
      const { scope, because, customers, series, contractNo } = data as Record<string, never>;
      const codes = (customers as { customerCode: string }[] | undefined)?.map(({ customerCode }) => customerCode);
      return [type, because, scope, codes ?? series, contractNo];
    });
    expect(found.map((each) => JSON.stringify(each)).sort()).toEqual(
      [
        [changedType, 'ContractPurchased', 'customer', ['KH-A'], 'XS-1'],
        [changedType, 'CustomerLevelChanged', 'customer', ['KH-C'], undefined],
        [changedType, 'ContractTransferred', 'customer', ['KH-A'], 'XS-1'],
        [changedType, 'ContractTransferred', 'customer', ['KH-B'], 'XS-1'],
        [changedType, 'ReleasePublished', 'series', 'EKP', undefined],
      ]
        .map((each) => JSON.stringify(each))
        .sort(),
    );
  });

  it('the list of deliveries shows what each was, whether it is derived, and for whom', async () => {
    const a = await customer('KH-A');
    const { id } = await subscribe(['ContractPurchased', 'entitlement.changed']);
    await contract(a, 'XS-1');
    await delivered();
    const { items } = await client.get(`/webhooks/${id}/deliveries`);
    const shown = items.map(({ type, derived, customerId, customerCode }: Record<string, unknown>) => [
      type,
      derived,
      customerId,
      customerCode,
    ]);
    expect(shown.sort()).toEqual([
      ['ContractPurchased', false, a, 'KH-A'],
      ['entitlement.changed', true, a, 'KH-A'],
    ]);
  });

  it('after a merge both customers are named', async () => {
    const [a, b] = [await customer('KH-A'), await customer('KH-B')];
    const id = await contract(b, 'XS-1');
    await subscribe(['*']);
    await client.post(`/customers/${b}/merge`, { intoCustomerId: a, reason: 'the same firm' });
    await client.post(`/contracts/${id}/licence/revoke`, { reason: 'returned' });
    const events = await delivered();
    const revoked = events.find(({ type }) => type.endsWith('LicenceRevoked'))!;
    expect([revoked.customerid, revoked.customercode, revoked.mergedintoid, revoked.mergedintocode]).toEqual([
      b,
      'KH-B',
      a,
      'KH-A',
    ]);
    const changed = events.filter(({ type }) => type === changedType);
    const both = [
      { customerId: a, customerCode: 'KH-A' },
      { customerId: b, customerCode: 'KH-B' },
    ];
    expect(changed.map(({ data }) => (data as { customers: unknown }).customers)).toEqual([both, both]);
    expect(events.map(({ type }) => type).sort()).toEqual(
      ['CustomersMerged', 'LicenceRevoked', 'entitlement.changed', 'entitlement.changed']
        .map((type) => `service-ledger.${type}`)
        .sort(),
    );
  });

  it('a repeated delivery has the same id and the same bytes, whatever was recorded since', async () => {
    const [a, b] = [await customer('KH-A'), await customer('KH-B')];
    const { id: webhookId } = await subscribe(['*']);
    const id = await contract(a, 'XS-1');
    await delivered();
    const first = receiver.received.map(({ headers, body }) => [headers['webhook-id'], body]);
    expect(new Set(first.map(([each]) => each)).size).toBe(2);
    await client.post(`/contracts/${id}/transfer`, { toCustomerId: b, from: '2026-03-01' });
    await client.post(`/contracts/${id}/corrections`, { reason: 'misread', contractNo: 'XS-9' });
    await delivered();
    receiver.received.length = 0;
    await post(`/webhooks/${webhookId}/redeliver`, { fromPosition: 1 });
    await delivered();
    const again = new Map(receiver.received.map(({ headers, body }) => [headers['webhook-id'], body]));
    for (const [each, body] of first) expect(again.get(each as string)).toBe(body);
  });

  it('a test event is signed, and its answer is that of the receiver', async () => {
    const { id, secret } = await subscribe(['ContractPurchased']);
    const { status, body } = await post(`/webhooks/${id}/test`, {});
    expect([status, body.delivered, body.status, body.fault]).toEqual([200, true, 200, null]);
    const [got] = receiver.received;
    expect(got!.event.type).toBe('service-ledger.test');
    expect(got!.headers['webhook-id']).toBe(body.webhookId);
    const headers = got!.headers as Record<string, string>;
    verifiedAt(app.clock.ms(), () => new Verifier(secret).verify(got!.body, headers));
    receiver.state.status = 503;
    const refused = (await post(`/webhooks/${id}/test`, {})).body;
    expect([refused.delivered, refused.status, refused.fault]).toEqual([false, 503, 'answered 503']);
    expect((await client.get(`/webhooks/${id}/deliveries`)).items).toEqual([]);
  });
});
