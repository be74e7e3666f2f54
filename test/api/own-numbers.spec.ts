import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiClient } from '../support/api-client.js';
import { caughtUp, startApp, type TestApp } from '../support/app.js';

describe('numbers of the vendor’s own', () => {
  let app: TestApp;
  let client: ApiClient;
  let customerId: string;
  let otherId: string;
  let contractId: string;
  const product = { series: 'EKP', name: 'EKP', version: '4.11' };
  const purchase = (numbers: object) => ({ purchasedOn: '2026-01-05', product, ...numbers });
  const call = (
    method: 'get' | 'post' | 'patch',
    path: string,
    body?: object,
    headers: Readonly<Record<string, string>> = {},
    key = app.keys.admin,
  ) => {
    const request = app.http[method](`/api/v1${path}`).set({
      authorization: `Bearer ${key}`,
      'accept-language': 'en',
      ...headers,
    });
    return body === undefined ? request : request.send(body);
  };
  const faultsOf = ({ status, body }: { status: number; body: { code?: string; errors?: readonly Fault[] } }) => [
    status,
    body.code,
    ...(body.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`),
  ];
  type Fault = { readonly pointer: string; readonly code: string };

  beforeAll(async () => {
    app = await startApp({ now: '2026-03-01T02:00:00.000Z' });
    client = new ApiClient(app, 'seeyon');
    const registered = async (code: string) =>
      (await client.post('/customers', { code, name: `Company ${code}`, level: 'key', region: 'city' })).id as string;
    [customerId, otherId] = [await registered('KH00795'), await registered('KH00796')];
    contractId = (
      await client.post('/contracts', purchase({ customerId, contractNo: 'XS-2026-0001', licenceNo: 'EKP-1' }))
    ).id;
  });
  afterAll(() => app.close());

  const byId = () => `customerId=${customerId}&service=maintenance&at=2026-03-01`;

  it.each(['check', 'explain'])(
    'a %s by code, contract and licence number is the one by id, byte for byte',
    async (path) => {
      const expected = (await call('get', `/entitlements/${path}?${byId()}&contractId=${contractId}`)).text;
      for (const numbers of [
        'customerCode=KH00795&contractNo=XS-2026-0001',
        'customerCode=kh00795&licenceNo=ekp-1',
        `customerId=${customerId}&contractNo=XS-2026-0001&licenceNo=EKP-1`,
        `customerCode=KH00795&contractId=${contractId}`,
      ]) {
        const { status, text } = await call(
          'get',
          `/entitlements/${path}?service=maintenance&at=2026-03-01&${numbers}`,
        );
        expect([status, text]).toEqual([200, expected]);
      }
    },
  );

  it('D1: an unknown number names its field: 404 in a question', async () => {
    const asked = (query: string) => call('get', `/entitlements/check?service=maintenance&${query}`);
    expect(faultsOf(await asked('customerCode=KH9'))).toEqual([404, 'not-found', '?customerCode not-known']);
    expect(faultsOf(await asked('customerCode=KH00795&contractNo=XS-9'))).toEqual([
      404,
      'not-found',
      '?contractNo not-known',
    ]);
    expect((await asked('customerCode=KH9')).body.errors[0].detail).toBe("'KH9' does not exist; check it.");
    expect(faultsOf(await asked(''))).toEqual([400, 'invalid', '?customerId required']);
  });

  it('a missing id names the number that may be given instead', async () => {
    const { status, body } = await call('get', '/entitlements/check?customer=KH00795&service=care');
    expect([
      status,
      body.errors.map(({ pointer, detail }: { pointer: string; detail: string }) => [pointer, detail]),
    ]).toEqual([
      400,
      [
        ['?customer', expect.stringContaining('There is no such field')],
        ['?customerId', 'This is required, or `customerCode` instead of it.'],
      ],
    ]);
  });

  it('T5: what was not recorded yet is named as it was asked for', async () => {
    const early = 'knownAt=2026-02-01';
    for (const [path, named] of [
      [`/entitlements/check?customerCode=KH00795&service=care&${early}`, 'KH00795'],
      [`/customers/code:KH00795/timeline?${early}`, 'code:KH00795'],
      [`/customers/${customerId}/timeline?${early}`, customerId],
    ]) {
      const { body } = await call('get', path!);
      expect([body.code, body.detail.startsWith(`'${named}' was first recorded at `)]).toEqual([
        'not-recorded-yet',
        true,
      ]);
    }
  });

  it('a number beside its id, and numbers of two contracts, are refused', async () => {
    await client.post('/contracts', purchase({ customerId, contractNo: 'XS-2026-0002', licenceNo: 'EKP-2' }));
    const asked = (query: string) => call('get', `/entitlements/check?service=maintenance&${query}`);
    expect(faultsOf(await asked(`customerId=${customerId}&customerCode=KH00795`))).toEqual([
      400,
      'invalid',
      '?customerCode conflicting',
    ]);
    expect(faultsOf(await asked('customerCode=KH00795&contractNo=XS-2026-0001&licenceNo=EKP-2'))).toEqual([
      400,
      'invalid',
      '?licenceNo conflicting',
    ]);
  });

  it('values that are no number are refused as such', async () => {
    for (const customerCode of ['', ' ', 'x'.repeat(101)])
      expect(
        faultsOf(
          await call('get', `/entitlements/check?service=care&customerCode=${encodeURIComponent(customerCode)}`),
        ),
      ).toEqual([400, 'invalid', '?customerCode not-a-line']);
    expect(faultsOf(await call('get', '/entitlements/check?service=care&customerCode=A&customerCode=B'))).toEqual([
      400,
      'invalid',
      '?customerCode given-twice',
    ]);
    for (const customerCode of [7, {}, true])
      expect(
        faultsOf(await call('post', '/contracts', purchase({ customerCode, contractNo: 'N', licenceNo: 'L' }))),
      ).toEqual([400, 'invalid', '/customerCode not-a-line']);
    expect(
      faultsOf(await call('post', '/contracts', purchase({ customerCode: null, contractNo: 'N', licenceNo: 'L' }))),
    ).toEqual([400, 'invalid', '/customerId required']);
  });

  it('a number is taken nowhere else', async () => {
    expect(faultsOf(await call('get', `/contracts/${contractId}?customerCode=KH00795`))).toEqual([
      400,
      'invalid',
      '?customerCode unknown',
    ]);
  });

  it('a batch answers each question by its own numbers, and fails none for another', async () => {
    const questions = [
      { customerCode: 'KH00795', service: 'maintenance', at: '2026-03-01' },
      { customerCode: 'KH9', service: 'maintenance' },
      { customerId, contractNo: 'XS-2026-0001', service: 'care', at: '2026-03-01' },
      { customerId, customerCode: 'KH00795', service: 'care' },
    ];
    const { answers } = await client.post('/entitlements/check-batch', { questions });
    expect(answers[0]).toEqual(JSON.parse((await call('get', `/entitlements/check?${byId()}`)).text));
    expect(answers[1].error).toMatchObject({
      code: 'not-found',
      errors: [{ pointer: '/customerCode', code: 'not-known', detail: "'KH9' does not exist; check it." }],
    });
    expect(answers[2]).toMatchObject({ entitled: true, customerId });
    expect(answers[3].error).toMatchObject({ errors: [{ pointer: '/customerCode', code: 'conflicting' }] });
  });

  it('C11: a purchase repeated by code is the one by id, and the other way round', async () => {
    const numbers = { contractNo: 'XS-2026-0010', licenceNo: 'EKP-10' };
    const key = { 'idempotency-key': 'purchase 10' };
    const first = await call('post', '/contracts', purchase({ customerId, ...numbers }), key);
    const again = await call('post', '/contracts', purchase({ customerCode: 'KH00795', ...numbers }), key);
    expect([first.status, again.status, again.text]).toEqual([201, 201, first.text]);
    expect([first.headers['idempotent-replay'], again.headers['idempotent-replay']]).toEqual([undefined, 'true']);
    expect(faultsOf(await call('post', '/contracts', purchase({ customerCode: 'KH00796', ...numbers }), key))).toEqual([
      422,
      'idempotency-key-reused',
    ]);
    expect(faultsOf(await call('post', '/contracts', purchase({ customerCode: 'KH9', ...numbers })))).toEqual([
      400,
      'invalid',
      '/customerCode not-known',
    ]);
  });

  it('C11: an address by number is the one by id', async () => {
    const body = { signedOn: '2026-02-01', period: 'P1Y' };
    const key = { 'idempotency-key': 'renewal 1' };
    const first = await call('post', '/contracts/no:XS-2026-0001/renewals', body, key);
    const again = await call('post', `/contracts/${contractId}/renewals`, body, key);
    const licence = await call('post', '/contracts/no:ekp-1/renewals', body, key);
    expect([first.status, again.text, licence.text]).toEqual([201, first.text, first.text]);
    expect([again, licence].map(({ headers }) => headers['idempotent-replay'])).toEqual(['true', 'true']);
  });

  it('reads by address: customers by code, contracts by number', async () => {
    for (const [path, id] of [
      ['/customers/code:KH00795', customerId],
      ['/contracts/no:XS-2026-0001', contractId],
      ['/contracts/no:EKP-1', contractId],
    ])
      expect((await call('get', path!)).body.id).toBe(id);
    expect((await call('get', '/customers/code:kh00795/entitlements')).body).toMatchObject({ customerId });
    expect((await call('get', '/contracts/no:XS-2026-0001/timeline')).body.items[0].event.type).toBe(
      'ContractPurchased',
    );
    expect(faultsOf(await call('get', '/customers/code:KH9'))).toEqual([404, 'not-found', '{id} not-known']);
    expect(faultsOf(await call('get', '/contracts/no:KH00795'))).toEqual([404, 'not-found', '{id} not-known']);
    expect(faultsOf(await call('get', '/contracts/code:KH00795'))).toEqual([404, 'not-found']);
  });

  it('an address that is the number of one contract and the licence of another is refused', async () => {
    await client.post('/contracts', purchase({ customerId, contractNo: 'SAME-1', licenceNo: 'EKP-20' }));
    await client.post('/contracts', purchase({ customerId, contractNo: 'XS-2026-0021', licenceNo: 'SAME-1' }));
    expect(faultsOf(await call('get', '/contracts/no:SAME-1'))).toEqual([400, 'invalid', '{id} ambiguous']);
    await client.post('/contracts', purchase({ customerId, contractNo: 'BOTH-1', licenceNo: 'BOTH-1' }));
    expect((await call('get', '/contracts/no:BOTH-1')).body.contractNo).toBe('BOTH-1');
  });

  it('transfers, merges, lists and events take codes', async () => {
    await client.post('/contracts', purchase({ customerId, contractNo: 'XS-2026-0030', licenceNo: 'EKP-30' }));
    await client.post('/contracts/no:XS-2026-0030/transfer', { toCustomerCode: 'KH00796', from: '2026-02-01' });
    await caughtUp(app);
    const owned = (await call('get', '/contracts?customerCode=KH00796')).body.items;
    expect(owned).toMatchObject([{ contractNo: 'XS-2026-0030', customerId: otherId }]);
    expect((await call('get', '/events?customerCode=KH00796&limit=1')).body.items[0].type).toBe('CustomerRegistered');
    await client.post('/customers/code:KH00796/merge', { intoCustomerCode: 'KH00795', reason: 'the same' });
    expect((await call('get', '/customers/code:KH00796')).body.id).toBe(customerId);
    expect(
      faultsOf(await call('post', '/customers/code:KH00795/merge', { intoCustomerCode: 'KH9', reason: 'r' })),
    ).toEqual([400, 'invalid', '/intoCustomerCode not-known']);
    await client.post('/customers/code:KH00796/merge/undo', { reason: 'they are two' });
  });

  it('what-if takes numbers in the question and in what is supposed', async () => {
    const question = { customerCode: 'KH00795', service: 'maintenance', at: '2029-01-10', contractNo: 'XS-2026-0002' };
    const suppose = [{ command: 'renew', contractNo: 'XS-2026-0002', signedOn: '2026-03-01', period: 'P3Y' }];
    const { before, after } = await client.post('/entitlements/what-if', { question, suppose });
    expect([before.entitled, after.entitled]).toEqual([false, true]);
    const refused = async (body: object) => faultsOf(await call('post', '/entitlements/what-if', body));
    expect(await refused({ question: { ...question, customerCode: 'KH9' }, suppose })).toEqual([
      404,
      'not-found',
      '/question/customerCode not-known',
    ]);
    expect(await refused({ question, suppose: [{ ...suppose[0], contractNo: 'XS-9' }] })).toEqual([
      400,
      'invalid',
      '/suppose/0/contractNo not-known',
    ]);
    const bought = { ...purchase({ contractNo: 'N-1', licenceNo: 'N-1' }), command: 'purchase', customerCode: 'KH9' };
    expect(await refused({ question, suppose: [bought] })).toEqual([
      400,
      'invalid',
      '/suppose/0/customerCode not-known',
    ]);
  });

  it('C9: in a correction the numbers are the corrected facts; afterwards the new one names the contract', async () => {
    await client.post('/contracts', purchase({ customerId, contractNo: 'XS-2026-0040', licenceNo: 'EKP-40' }));
    const body = { contractNo: 'XS-2026-0041', customerCode: 'KH00796', reason: 'wrong number and customer' };
    await client.post('/contracts/no:XS-2026-0040/corrections', body);
    expect((await call('get', '/contracts/no:XS-2026-0041')).body).toMatchObject({ customerId: otherId });
    expect((await call('get', '/contracts/no:XS-2026-0040')).status).toBe(404);
  });

  it('A1: a key of a customer is made by code', async () => {
    const key = { name: 'portal', role: 'customer' };
    expect((await call('post', '/keys', { ...key, customerCode: 'kh00795' })).body).toMatchObject({ customerId });
    expect(faultsOf(await call('post', '/keys', { ...key, customerCode: 'KH9' }))).toEqual([
      400,
      'invalid',
      '/customerCode not-known',
    ]);
  });

  it('another vendor has numbers of its own', async () => {
    const { status, body } = await call('get', '/customers/code:KH00795', undefined, {}, app.keys.other);
    expect(faultsOf({ status, body })).toEqual([404, 'not-found', '{id} not-known']);
  });

  it('A2: a support system finds a customer by code, without persons', async () => {
    const contacts = [{ name: '王芳', email: 'wang@example.com' }];
    const customerManager = '李强';
    await client.post('/customers', {
      code: 'KH2',
      name: 'B',
      level: 'vip',
      region: 'city',
      contacts,
      customerManager,
    });
    const { status, body, text } = await call('get', '/customers?code=kh2', undefined, {}, app.keys.system);
    expect([status, body.items]).toEqual([
      200,
      [{ id: expect.any(String), code: 'KH2', name: 'B', level: 'vip', region: 'city', revision: 1, merged: [] }],
    ]);
    expect(text).not.toMatch(/王芳|wang@|李强|contacts/);
    expect((await call('get', '/customers?code=kh2')).text).toContain('王芳');
  });
});
