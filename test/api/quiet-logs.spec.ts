import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { csvOf, heading, importing, recordOf } from '../support/imports.js';

/** Values that no line may hold; each is planted where people and programs put such values. */
const planted = {
  person: '欧阳不入日志',
  phone: '13912345678',
  mail: 'planted.person@example.com',
  note: '住院中请勿致电',
  manager: '司徒不入日志',
  reason: '其母病重',
  query: 'planted-query-value',
  token: 'slk_plantedplantedplantedplantedplantedplanted0',
  secret: 'planted-header-secret',
};

describe('logs of a run of the API, at trace', () => {
  let app: TestApp;
  let made = '';
  beforeAll(async () => {
    app = await startApp({ logLevel: 'trace' });
    const as = (key = app.keys.admin) => ({ authorization: `Bearer ${key}`, 'x-correlation-id': 'run-1' });
    const post = (path: string, body: object | string) =>
      app.http.post(`/api/v1${path}`).set(as()).set('content-type', 'application/json').send(body);
    const contact = { name: planted.person, phone: planted.phone, email: planted.mail, role: 'lead' };
    const customer = { code: 'KH1', name: '甲方', level: 'key', region: 'city', customerManager: planted.manager };
    const { body } = await post('/customers', { ...customer, contacts: [contact] });
    const { id, contacts } = body as { id: string; contacts: readonly { contactId: string }[] };
    const contract = {
      customerId: id,
      contractNo: 'XS-1',
      licenceNo: 'L-1',
      purchasedOn: '2025-03-01',
      product: { series: 'EKP', name: 'EKP', version: '4.11' },
    };
    const { body: bought } = await post('/contracts', contract);
    await post(`/contracts/${(bought as { id: string }).id}/terminate`, { from: '2025-06-01', reason: planted.reason });
    // Refused in every way: validation, JSON, credentials, addresses.
    await post('/customers', { ...customer, contacts: [{ ...contact, role: planted.note, [planted.person]: 1 }] });
    await post('/customers', `{"name": "${planted.person}`);
    await app.http.get(`/api/v1/contracts?q=${planted.query}&name=${encodeURIComponent(planted.person)}`).set(as());
    await app.http.get(`/${planted.query}/${planted.mail}?${planted.phone}`).set(as(planted.token));
    await app.http.get('/api/v1/contracts').set({ ...as(), 'x-api-secret': planted.secret, cookie: planted.secret });
    const { person, phone, mail, manager, note } = planted;
    const cells = { 联系人: person, 电话: phone, 邮箱: mail, 客户经理: manager, 备注: note };
    const csv = csvOf(heading, recordOf(2, cells), recordOf(3, { ...cells, 购买日期: note }));
    const { body: sent } = await app.http
      .post('/api/v1/imports')
      .set(as())
      .attach('file', Buffer.from(csv), 'export.csv');
    const importId = (sent as { id: string }).id;
    await importing(app).idle();
    await post(`/customers/${id}/contacts/${contacts[0]!.contactId}/erase`, { reason: planted.reason });
    await post(`/imports/${importId}/undo`, { reason: planted.reason });
    await importing(app).idle();
    const key = await post('/keys', { name: planted.person, role: 'support' });
    made = (key.body as { key: string }).key;
    await app.http.get('/api/v1/contracts').set({ authorization: `Bearer ${made}` });
  });
  afterAll(() => app.close());

  it('A2: hold no value about a person, no query, no credential', () => {
    const log = app.log.join('');
    expect(log.length).toBeGreaterThan(2_000);
    const values = [...Object.values(planted), made, ...Object.values(app.keys), encodeURIComponent(planted.person)];
    expect(made).toMatch(/^slk_/);
    expect(values.filter((value) => log.includes(value))).toEqual([]);
  });

  it('name the exchange, the problem code, and the beginning and end of imports', () => {
    const lines = app.log.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.filter((line) => 'reqId' in line || 'importId' in line)).toEqual([]);
    const answered = lines.filter(({ msg }) => msg === 'answered');
    expect(answered.length).toBeGreaterThan(8);
    expect(answered.filter(({ correlationId }) => typeof correlationId !== 'string')).toEqual([]);
    const codes = answered.map(({ code }) => code);
    expect(codes).toEqual(expect.arrayContaining(['invalid', 'malformed-json', 'route-unknown', undefined]));
    const failed = answered.filter(({ status }) => Number(status) >= 400);
    expect(failed.filter(({ code }) => code === undefined)).toEqual([]);
    const messages = lines.map(({ msg }) => String(msg)).filter((msg) => /import|published/.test(msg));
    expect(messages).toEqual(
      expect.arrayContaining([
        'published',
        'an import begins',
        'an import ended',
        'the undo of an import begins',
        'the undo of an import ended',
      ]),
    );
    const end = lines.find(({ msg }) => msg === 'an import ended');
    expect(end).toMatchObject({
      vendor: 'seeyon',
      records: 2,
      created: 1,
      errors: 1,
      correlationId: expect.any(String),
    });
  });
});

describe('what names an exchange', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.close());

  const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
  it.each([
    [{ 'x-correlation-id': 'c-1', 'x-request-id': 'r-1', traceparent }, 'c-1'],
    [{ 'x-correlation-id': 'no spaces allowed', 'x-request-id': 'r-1', traceparent }, 'r-1'],
    [{ traceparent }, '4bf92f3577b34da6a3ce929d0e0e4736'],
  ])('%j is %s', async (headers, expected) => {
    const answer = await app.http.get('/health/live').set(headers);
    expect(answer.headers['x-correlation-id']).toBe(expected);
  });

  it('is made where nobody gives a usable one', async () => {
    const given = {
      traceparent: '00-00000000000000000000000000000000-00f067aa0ba902b7-01',
      'x-request-id': 'x'.repeat(101),
    };
    const answer = await app.http.get('/health/live').set(given);
    expect(answer.headers['x-correlation-id']).toMatch(/^[\da-f-]{36}$/);
  });
});
