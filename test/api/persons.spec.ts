import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiClient } from '../support/api-client.js';
import { caughtUp, startApp, type TestApp } from '../support/app.js';
import { findIn, formsOf } from '../support/byte-search.js';

const name = '欧阳若兰四七一二';

/** A5: who is named in text is found, as long as the text can be read. */
describe('GET /persons', () => {
  let app: TestApp;
  let admin: ApiClient;
  let customerId: string;
  let contactId: string;
  /** In the order of their first mention. */
  const requests: { readonly id: string; readonly no: string }[] = [];
  let intakeId: string;

  const find = async (query: Readonly<Record<string, string>>, client = admin) => {
    await caughtUp(app);
    return client.get('/persons', query);
  };
  const idsOf = ({ items }: { readonly items: readonly { readonly id: string }[] }) => items.map(({ id }) => id);
  const register = async (client: ApiClient, of: string, contact: string) => {
    const asked = { service: 'maintenance', channel: 'email', urgency: 'low', title: '报表', contact };
    return client.post('/requests', { customerId: of, ...asked });
  };

  beforeAll(async () => {
    app = await startApp({ now: '2026-03-10T02:00:00.000Z' });
    admin = new ApiClient(app, 'seeyon', app.keys.admin);
    const customer = { code: 'KH1', name: '海东', level: 'standard', region: 'city' };
    const contacts = [{ name, phone: '13900000000', email: 'k@customer.example', role: 'it', notify: false }];
    const made = await admin.post('/customers', { ...customer, contacts });
    [customerId, contactId] = [made.id, made.contacts[0].contactId];
    await admin.post('/contracts', {
      customerId,
      contractNo: 'XS-1',
      licenceNo: 'L-1',
      purchasedOn: '2026-01-01',
      product: { series: 'EKP', name: 'EKP', version: '4.11' },
    });
    const other = new ApiClient(app, 'huaruan');
    const { id: foreign } = await other.post('/customers', customer);
    await register(other, foreign, name);

    const call = { channel: 'hotline', receivedAt: app.clock.now(), from: ` ${name} `, text: '登录不了' };
    intakeId = (await admin.post('/intakes', call)).id;
    await admin.post(`/intakes/${intakeId}/answer`, { by: '赵工' });
    for (const contact of [name, '另一人', contactId]) requests.push(await register(admin, customerId, contact));
    const at = `/requests/${requests[1]!.id}`;
    await admin.post(`${at}/acknowledge`, { by: '赵工' });
    await admin.post(`${at}/interactions`, { direction: 'inbound', channel: 'phone', text: '催办', by: name });
    await admin.post(`${at}/backup`, {
      confirmedBy: name,
      takenAt: '2026-03-10T01:00:00.000Z',
      location: '备份服务器',
      disclaimerAccepted: true,
    });
    await admin.post(`${at}/work`, { mode: 'remote', by: '赵工' });
    const { memo } = await admin.post(`${at}/memo`, { text: '限制', solution: '新版本', plannedOn: '2026-03-20' });
    await admin.post(`${at}/memo/confirm`, { side: 'customer', person: name, sha256: memo.sha256 });
    const { visitId } = await admin.post(`${at}/visits`, { reason: '检查' });
    const visit = `${at}/visits/${visitId}`;
    await admin.post(`${visit}/quote`, {
      fee: { amount: '800.00', currency: 'CNY' },
      travel: { basis: 'actual' },
    });
    await admin.post(`${visit}/accept`, { acceptedBy: name });
  });
  afterAll(() => app.close());

  it('lists each request and intake that names somebody in text, once, with the places that do', async () => {
    const { items, nextCursor } = await find({ name });
    expect(nextCursor).toBeNull();
    expect(
      items.map(({ object, id, no, customerId: of, mentions }: never) => [
        object,
        id,
        no,
        of,
        (mentions as readonly { part: string; as: string }[]).map(({ part, as }) => `${part} ${as}`),
      ]),
    ).toEqual([
      ['intake', intakeId, null, null, ['intake from']],
      ['request', requests[0]!.id, requests[0]!.no, customerId, ['request contact']],
      [
        'request',
        requests[1]!.id,
        requests[1]!.no,
        customerId,
        ['interaction by', 'backup confirmedBy', 'memo person', 'visit by'],
      ],
    ]);
    const [, , { mentions }] = items;
    expect(mentions.map(({ partId }: { partId: string | null }) => partId !== null)).toEqual([
      false,
      false,
      true,
      true,
    ]);
    expect(mentions[0]).toMatchObject({ at: '2026-03-10T02:00:00.000Z', position: expect.any(Number) });
  });

  it('takes a name in any width and spacing, but no part of one, and no id', async () => {
    const spaced = await register(admin, customerId, 'Ｊｏｈｎ  Doe');
    expect(idsOf(await find({ name: ' John Doe ' }))).toEqual([spaced.id]);
    for (const none of ['John', name.slice(0, 4), contactId, 'john doe'])
      expect(await find({ name: none })).toEqual({ items: [], nextCursor: null });
  });

  it('is paged, for admins alone, and of the own vendor', async () => {
    const all = idsOf(await find({ name }));
    const first = await find({ name, limit: '2' });
    expect([idsOf(first), idsOf(await find({ name, limit: '2', cursor: first.nextCursor }))]).toEqual([
      all.slice(0, 2),
      all.slice(2),
    ]);
    const ask = (query: Record<string, string>, key: string) =>
      app.http
        .get('/api/v1/persons')
        .query(query)
        .set({ authorization: `Bearer ${key}` });
    const { keys } = app;
    for (const key of [keys.sales, keys.support, keys.engineer, keys.auditor, keys.system, keys.customer])
      expect((await ask({ name }, key)).status).toBe(403);
    const refused = [await ask({}, keys.admin), await ask({ name, cursor: 'x' }, keys.admin)];
    expect(refused.map(({ status, body }) => [status, body.code])).toEqual([
      [400, 'invalid'],
      [400, 'cursor-invalid'],
    ]);
    const others = await find({ name }, new ApiClient(app, 'huaruan'));
    expect([others.items.length, all.includes(others.items[0].id)]).toEqual([1, false]);
  });

  it('A7: forgets whose text was erased, and no file of the folder ever had a name', async () => {
    expect(findIn(app.home, formsOf(name))).toEqual([]);
    await admin.post(`/intakes/${intakeId}/erase-text`, { reason: '本人要求' });
    expect(idsOf(await find({ name }))).toEqual([requests[0]!.id, requests[1]!.id]);
    await admin.post(`/requests/${requests[1]!.id}/erase-text`, { reason: '本人要求' });
    expect(idsOf(await find({ name }))).toEqual([requests[0]!.id]);
    // What is recorded later about an erased object names nobody.
    await admin.post(`/requests/${requests[1]!.id}/interactions`, {
      direction: 'inbound',
      channel: 'phone',
      text: '再催',
      by: name,
    });
    expect(idsOf(await find({ name }))).toEqual([requests[0]!.id]);
    // A contact takes along the texts of what it asked for.
    const asked = await register(admin, customerId, contactId);
    await admin.post(`/requests/${asked.id}/acknowledge`, { by: name });
    expect(idsOf(await find({ name }))).toEqual([requests[0]!.id, asked.id]);
    await admin.post(`/customers/${customerId}/contacts/${contactId}/erase`, { reason: '本人要求' });
    expect(idsOf(await find({ name }))).toEqual([requests[0]!.id]);
  });
});
