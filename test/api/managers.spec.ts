import { CommandBus } from '@nestjs/cqrs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { customer } from '../../domain/customer/customer.js';
import type { Customer } from '../../domain/customer/customer.state.js';
import { recipientsOf } from '../../domain/customer/recipients.js';
import { personal } from '../../domain/kernel/personal.js';
import { FailAddress } from '../../src/customers/customers.port.js';
import { BodyHashes } from '../../src/platform/ledger/body-hashes.js';
import { keyHash } from '../../src/platform/ledger/identity.js';
import { ApiClient } from '../support/api-client.js';
import { caughtUp, startApp, type TestApp } from '../support/app.js';
import { csvOf, heading, importing, recordOf } from '../support/imports.js';

const zhao = { name: '赵经理', email: 'zhao.guanli@example.com', phone: '137-0000-0001' };
const fang = { name: '王芳', email: 'fang@example.com' };
const company = { name: '甲方', level: 'key', region: 'city' };

/** A5, M4, M5: who is written to, and how each person can be erased (A2). */
describe('customer managers and contacts', () => {
  let app: TestApp;
  let client: ApiClient;
  beforeAll(async () => {
    app = await startApp();
    client = new ApiClient(app, 'seeyon');
  });
  afterAll(() => app.close());

  const send = (method: 'post' | 'patch', path: string, body: object, key: string) =>
    app.http[method](`/api/v1${path}`)
      .set({ authorization: `Bearer ${app.keys.admin}`, 'idempotency-key': key, 'accept-language': 'en' })
      .send(body);
  const shown = (id: string) => client.get(`/customers/${id}`, { include: 'manager' });
  const stored = async (id: string) => JSON.stringify(await app.stores.events.readStream(`seeyon.customer-${id}`));
  const found = async (q: string) => {
    await caughtUp(app);
    const { groups } = await client.get('/search', { q });
    return groups.map((group: { kind: string; items: readonly { title: string; subtitle: string }[] }) => [
      group.kind,
      group.items.map(({ title, subtitle }) => [title, subtitle]),
    ]);
  };
  const addresses = async (id: string) => {
    const { state } = await app.stores.ledger.load('seeyon', 'customer', id, customer);
    return recipientsOf(state as Customer, 'contract').map(({ address }) => address);
  };

  it('A5: a name stays a name; an object is shown beside it, sealed under a key of its own', async () => {
    const bare = await client.post('/customers', { code: 'M0', ...company, customerManager: '李强' });
    expect([bare.customerManager, 'manager' in bare, 'manager' in (await client.get(`/customers/${bare.id}`))]).toEqual(
      ['李强', false, false],
    );
    expect((await shown(bare.id)).manager).toEqual({
      managerId: expect.stringMatching(/^mgr_/),
      name: '李强',
      email: null,
      phone: null,
    });
    const made = await client.post('/customers', { code: 'M1', ...company, customerManager: zhao });
    const manager = { managerId: expect.stringMatching(/^mgr_/), ...zhao };
    expect([made.customerManager, made.manager]).toEqual([zhao.name, manager]);
    expect(await shown(made.id)).toMatchObject({ customerManager: zhao.name, manager, formerManagers: [] });
    for (const text of Object.values(zhao)) expect(await stored(made.id)).not.toContain(text);
    await caughtUp(app);
    const { items } = await client.get('/customers', { manager: zhao.name });
    expect(items).toMatchObject([{ id: made.id, customerManager: zhao.name }]);
    expect(await found('zhao.guanli')).toEqual([['mail', [[zhao.email, `${zhao.name} · 甲方`]]]]);
    expect(await found('1370000')).toEqual([['telephone', [[zhao.phone, `${zhao.name} · 甲方`]]]]);
    const { text: page } = await app.http
      .get(`/api/v1/customers/${made.id}/dossier`)
      .set({ authorization: `Bearer ${app.keys.admin}`, accept: 'text/html' });
    expect(page).toContain(zhao.email);
  });

  it.each([
    [{ email: 'a@example.com' }],
    [{ ...zhao, email: 'a' }],
    [{ ...zhao, im: 'x' }],
    [{ ...zhao, name: 'a\nb' }],
    [['李强']],
    [7],
  ])('A5: refuses %j', async (customerManager) => {
    const { status, body } = await send('post', '/customers', { code: 'M2', ...company, customerManager }, 'bad');
    expect([status, body.errors]).toMatchObject([400, [{ pointer: '/customerManager', code: 'not-a-person' }]]);
  });

  it('A2: a manager is exported and erased like a contact, a former one too', async () => {
    const { id, manager } = await client.post('/customers', { code: 'M3', ...company, customerManager: zhao });
    const { managerId } = manager;
    const body = { level: 'vip', customerManager: { ...zhao, phone: '1' } };
    expect((await send('patch', `/customers/${id}`, body, 'moved')).body.manager).toEqual({
      ...zhao,
      managerId,
      phone: '1',
    });
    const exported = await client.get(`/customers/${id}/contacts/${managerId}/export`);
    expect([exported.current, exported.events.map(({ type }: { type: string }) => type)]).toEqual([
      { managerId, ...zhao, phone: '1' },
      ['CustomerRegistered', 'CustomerManagerAssigned'],
    ]);
    await client.patch(`/customers/${id}`, { customerManager: '钱' });
    expect((await shown(id)).formerManagers).toEqual([{ managerId, ...zhao, phone: '1' }]);

    const erased = await client.post(`/customers/${id}/contacts/${managerId}/erase`, { reason: '本人要求' });
    expect(erased).toEqual({ id, contactId: managerId, erased: true, revision: expect.any(Number) });
    const answers = [
      await shown(id),
      await client.get(`/customers/${id}/contacts/${managerId}/export`),
      await client.get(`/customers/${id}/timeline`),
    ];
    for (const text of Object.values(zhao)) expect(JSON.stringify(answers)).not.toContain(text);
    expect(await found('zhao.guanli')).toEqual([['mail', [[zhao.email, `${zhao.name} · 甲方`]]]]);
    // C11: a right guess and a wrong one are answered alike.
    const guesses = [body, { ...body, customerManager: { ...zhao, phone: '2' } }];
    const retried = await Promise.all(guesses.map((guess) => send('patch', `/customers/${id}`, guess, 'moved')));
    expect(new Set(retried.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect([retried[0]!.status, retried[0]!.headers['idempotent-replay']]).toEqual([200, 'true']);
    expect(retried[0]!.text).not.toContain(zhao.email);
    const otherwise = await send('patch', `/customers/${id}`, { ...body, level: 'key' }, 'moved');
    expect(otherwise.body.code).toBe('idempotency-key-reused');

    await client.patch(`/customers/${id}`, { customerManager: zhao });
    const again = await shown(id);
    expect(again.manager).toMatchObject(zhao);
    expect(again.manager.managerId).not.toBe(managerId);
    await client.post(`/customers/${id}/contacts/${again.manager.managerId}/erase`, { reason: '本人要求' });
    expect(await shown(id)).toMatchObject({ customerManager: null, manager: null });
  });

  it('C11: a command that an earlier version recorded is still recognized', async () => {
    const body = { code: 'M4', ...company, customerManager: '李强', contacts: [fang] };
    const { body: made } = await send('post', '/customers', body, 'old');
    const { contactId } = made.contacts[0];
    const hashes = new BodyHashes(await app.stores.keys.serverSecret('bodies'), app.stores.sealer.fingerprints);
    const earlier = await hashes.make('seeyon', {
      body,
      markedBody: {
        ...body,
        customerManager: personal(`${made.id}.manager`, '李强'),
        contacts: [{ person: personal(contactId, fang) }],
      },
    });
    const { readStream } = app.stores.events;
    const hash = keyHash('seeyon', 'POST /customers', 'old');
    app.stores.events.readStream = async (name, from) =>
      (await readStream.call(app.stores.events, name, from)).map((event) =>
        event.meta.keyHash === hash ? { ...event, meta: { ...event.meta, bodyHash: earlier } } : event,
      );
    app.stores.ledger.streams.forgetPersons();
    const again = await send('post', '/customers', body, 'old');
    const other = await send('post', '/customers', { ...body, customerManager: '李' }, 'old');
    app.stores.events.readStream = readStream;
    app.stores.ledger.streams.forgetPersons();
    expect([again.status, again.headers['idempotent-replay'], again.text]).toEqual([201, 'true', JSON.stringify(made)]);
    expect(other.body.code).toBe('idempotency-key-reused');
  });

  it('M4, M5: language, topics, and an address that failed', async () => {
    const chosen = { ...fang, language: 'en', topics: ['survey', 'contract'] };
    const { id, contacts, manager } = await client.post('/customers', {
      code: 'M5',
      ...company,
      customerManager: zhao,
      contacts: [chosen, { name: '李明' }],
    });
    expect(contacts[0]).toMatchObject({ ...fang, language: 'en', topics: ['contract', 'survey'] });
    expect(Object.keys(contacts[1]).sort()).toEqual(['contactId', 'email', 'im', 'name', 'notify', 'phone', 'role']);
    expect(await addresses(id)).toEqual([fang.email, zhao.email]);
    const bus = app.app.get(CommandBus, { strict: false });
    const fail = (personId: string, address: string, key: string) =>
      bus.execute(
        new FailAddress(
          'seeyon',
          { customerId: id },
          { personId, address, code: '5.1.1' },
          {
            actor: { id: 'mail', role: 'system' },
            channel: 'mail',
            correlationId: 'c',
            scope: 'mail',
            key,
            body: null,
          },
        ),
      );
    await fail(contacts[0].contactId, fang.email, 'one');
    await fail(manager.managerId, zhao.email, 'two');
    expect(await addresses(id)).toEqual([]);
    expect(await client.get(`/customers/${id}`)).toMatchObject({
      manager: { addressFailed: true },
      contacts: [{ addressFailed: true }, { name: '李明' }],
    });
    const { contactId } = contacts[0];
    const changed = { contactId, name: fang.name, email: 'new@example.com', topics: ['contract'] };
    const after = await client.patch(`/customers/${id}`, { contacts: [changed] });
    expect(after.contacts[0]).toMatchObject({ email: 'new@example.com', language: 'en', topics: ['contract'] });
    expect(after.contacts[0]).not.toHaveProperty('addressFailed');
    expect(await addresses(id)).toEqual(['new@example.com']);
    const { body } = await send('patch', `/customers/${id}`, { contacts: [{ ...changed, topics: ['news'] }] }, 'bad');
    expect(body.errors).toMatchObject([{ pointer: '/contacts/0/topics/0', code: 'not-one-of' }]);
  });

  it('imports a manager with telephone and mail address, whose columns may be left out', async () => {
    const { run } = importing(app);
    const wide = (n: number, ...more: readonly string[]) => [...recordOf(n), ...more];
    const columns = [...heading, '客户经理电话', '客户经理邮箱'];
    const file = csvOf(columns, wide(31, zhao.phone, zhao.email), wide(32, '', 'a'), wide(33, '', ''));
    const imported = await run(file);
    expect([imported.records.created, imported.errors.items.map(({ field, value }) => [field, value])]).toEqual([
      2,
      [['managerEmail', '']],
    ]);
    expect((await run(file)).records).toMatchObject({ created: 0, known: 2 });
    expect((await run(csvOf(heading, recordOf(33)))).records).toMatchObject({ known: 1 });
    const { items } = await client.get('/customers', { code: 'KH31' });
    expect(items[0].manager).toEqual({
      managerId: expect.stringMatching(/^mgr_/),
      name: '李强',
      email: zhao.email,
      phone: zhao.phone,
    });
  });
});
