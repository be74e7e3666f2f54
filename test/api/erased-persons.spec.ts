import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Erasures } from '../../src/customers/erasures.js';
import { ApiClient } from '../support/api-client.js';
import { caughtUp, startApp, type TestApp } from '../support/app.js';
import { nextPolicy } from '../support/next-policy.js';

const named = (name: string) => ({ 'ledger-on-behalf-of': encodeURIComponent(name) });

/** A2: whoever was named with a command can be erased, wherever that was. */
describe('persons who were named as those on whose behalf something was changed', () => {
  let app: TestApp;
  let admin: ApiClient;
  let contactId: string;
  let customerId: string;
  const erase = async (person: string, key?: string, as = app.keys.admin) => {
    const { status, body } = await app.http
      .post('/api/v1/persons/erase')
      .set({
        authorization: `Bearer ${as}`,
        'accept-language': 'en',
        ...(key !== undefined && { 'idempotency-key': key }),
      })
      .send({ person, reason: '本人要求' });
    return { status, body };
  };
  /** Of the last event of a type, as it is stored: `sealed` is replaced by the fact that there is one. */
  const person = async (type: string) => {
    const { items } = await admin.get('/events', { type, limit: '500' });
    const { onBehalfOf } = items.at(-1).meta;
    return 'sealed' in onBehalfOf ? 'sealed' : onBehalfOf.erased === true ? 'erased' : 'plain';
  };

  beforeAll(async () => {
    app = await startApp({ now: '2026-03-10T02:00:00.000Z' });
    admin = new ApiClient(app, 'seeyon', app.keys.admin);
    const customer = { code: 'KH1', name: '海东', level: 'standard', region: 'city' };
    const made = await admin.post('/customers', { ...customer, contacts: [{ name: '李四', phone: '139' }] });
    [customerId, contactId] = [made.id, made.contacts[0].contactId];
    const { id: absorbed } = await admin.post('/customers', { ...customer, code: 'KH2' });
    await admin.post('/releases', { series: 'EKP', version: '4.20', publishedAt: '2026-03-01' }, named('张  三'));
    await admin.post('/webhooks', { url: 'https://example.org/hook', types: ['*'] }, named('张 三'));
    await admin.post('/keys', { name: '工单系统', role: 'support' }, named('张 三'));
    await admin.post(`/customers/${absorbed}/merge`, { intoCustomerId: customerId, reason: '同' }, named('张 三'));
    const policy = await nextPolicy((path) => admin.get(path));
    await admin.post('/policies/seeyon/versions', { ...policy, effectiveFrom: '2026-04-01' }, named('张 三'));
    const file = Buffer.from('合同号\n');
    await app.http
      .post('/api/v1/imports')
      .set({ authorization: `Bearer ${app.keys.admin}`, ...named('张 三') })
      .attach('file', file, 'none.csv')
      .expect(202);
    await admin.post('/webhooks', { url: 'https://example.org/other', types: ['*'] }, named('赵 六'));
    await caughtUp(app);
  });
  afterAll(() => app.close());

  const types = [
    'ReleasePublished',
    'ApiKeyCreated',
    'CustomersMerged',
    'PolicyPublished',
    'ImportStarted',
    'WebhookSubscribed',
  ];

  it('are erased by the name as it was given, in each kind of object, and others stay', async () => {
    expect(await Promise.all(types.map(person))).toEqual(types.map(() => 'sealed'));
    expect((await erase('张 三', undefined, app.keys.sales)).status).toBe(403);
    const { status, body } = await erase('张　三', 'once');
    expect([status, body.subjects.length]).toEqual([200, 6]);
    const keys = await app.stores.keys.find('seeyon', body.subjects);
    expect([...keys.values()]).toEqual(body.subjects.map(() => null));
    const { items } = await admin.get('/events', { type: 'NamesErased' });
    expect(items).toHaveLength(1);
    expect(JSON.stringify(items)).not.toMatch(/张/);
    // C11: the same answer, though the name is found no more.
    expect(await erase('张 三', 'once')).toEqual({ status, body });
    expect(await erase('张 三')).toMatchObject({ status: 404, body: { code: 'person-unknown' } });
    // Another person who was named in the same stream can still be read, and so can whoever is named from now on.
    expect((await erase('赵 六')).body.subjects).toHaveLength(1);
    await admin.post('/webhooks', { url: 'https://example.org/third', types: ['*'] }, named('孙 七'));
    expect(await person('WebhookSubscribed')).toBe('sealed');
  });

  it('are erased again in keys that know nothing of it', async () => {
    const { items } = await admin.get('/events', { type: 'NamesErased' });
    const [subject] = items[0].data.subjects as [string];
    const destroyed: string[] = [];
    const older = {
      carriedOut: () => Promise.resolve(null),
      find: (_: string, [each]: readonly [string]) => Promise.resolve(new Map([[each, {}]])),
      erase: (_: string, each: string) => Promise.resolve(void destroyed.push(each)),
      begunErasures: () => Promise.resolve([]),
      noteCarriedOut: () => Promise.resolve(),
      reviseCopy: () => Promise.resolve(false),
      stopped: () => null,
    };
    const faults: unknown[] = [];
    const { events, ordinals } = app.stores;
    const erasures = new Erasures(older as never, events, ordinals, (error) => faults.push(error));
    await erasures.start();
    await erasures.close();
    expect([faults, destroyed.includes(subject)]).toEqual([[], true]);
  });

  it('by the id of a contact, which is erased with its customer', async () => {
    const renamed = await admin.patch(`/customers/${customerId}`, { level: 'vip' }, named(contactId));
    expect(renamed.level).toBe('vip');
    expect(await erase(contactId)).toMatchObject({ status: 200, body: { id: contactId, subjects: [contactId] } });
    expect((await admin.get(`/customers/${customerId}`)).contacts).toEqual([{ contactId, erased: true }]);
    expect((await erase('per_nothing')).body.code).toBe('person-unknown');
  });

  it('the id of a contact that is none is refused, and nothing is recorded', async () => {
    for (const [method, path, body] of [
      ['patch', `/customers/${customerId}`, { level: 'key' }],
      ['post', '/keys', { name: 'x', role: 'support' }],
    ] as const) {
      const { status, body: problem } = await app.http[method](`/api/v1${path}`)
        .set({ authorization: `Bearer ${app.keys.admin}`, 'accept-language': 'en', ...named('per_nobody') })
        .send(body);
      expect([status, problem.code]).toEqual([400, 'person-not-known']);
      expect(problem.detail).toContain("'per_nobody'");
    }
    expect((await admin.get(`/customers/${customerId}`)).level).toBe('vip');
  });
});
