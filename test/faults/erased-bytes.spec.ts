import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { importLocalFile } from '../../src/cli/import-local-file.js';
import { backupLedger, restoreLedger } from '../../src/platform/backup/backup.js';
import { startApp, type TestApp } from '../support/app.js';
import { findIn, formsOf, keyForms, type Needle } from '../support/byte-search.js';
import { ApiClient } from '../support/api-client.js';
import { freshFolder } from '../support/folder.js';

/** Everything that is recorded of the person in this test; each value is found nowhere else. */
const person = {
  name: '欧阳不可见 Zoë Unseen',
  email: 'Unseen.Person-9271@example.com',
  phone: '+86 139-0000-9271',
  im: 'wx_unseen_９２７１',
};
const later = {
  name: '欧阳换名后 Zoë Renamed',
  email: 'renamed-person-4455@example.com',
  phone: '(0532) 8888-4455',
  im: 'qq_renamed_4455',
};
const imported = {
  name: '司徒导入者 Imported',
  phone: '13711116622',
  email: 'imported-6622@example.com',
  manager: '诸葛经理人甲',
  note: '备注：司徒先生手机13722226633',
};
const needles: readonly Needle[] = [
  ...Object.values(person),
  ...Object.values(later),
  ...Object.values(imported),
].flatMap(formsOf);

/**
 * A2: what is recorded of persons is nowhere in plain, at any time: not in stores, logs of writing, views, backups or
 * logs. After the erasure the key that would open it is gone from every byte of the keys and of their copy.
 */
describe('A2: the bytes of a person', () => {
  let app: TestApp;
  let client: ApiClient;
  let customerId: string;
  let contactId: string;
  let key: Buffer;
  /** Copies of everything that was on the disk at some time, by the time; logs lie beside them. */
  const shots = freshFolder();
  const aside = freshFolder();

  const shoot = (name: string): string => {
    const folder = join(shots, name);
    cpSync(app.home, folder, { recursive: true });
    writeFileSync(join(folder, 'log'), app.log.join(''));
    return folder;
  };
  const keyOf = (folder: string): Buffer | null => {
    const db = new Database(join(folder, 'keys.db'));
    const row = db.prepare('SELECT key FROM subject_keys WHERE subject = ?').pluck().get(contactId) as Buffer | null;
    db.close();
    return row;
  };
  const ask = (method: 'get' | 'post' | 'patch', path: string, body?: object) =>
    app.http[method](`/api/v1${path}`)
      .set({ authorization: `Bearer ${app.keys.admin}`, 'accept-language': 'en' })
      .send(body);

  /**
   * Every feature that touches the person, wrong use included: errors name values to the caller, and to nobody else.
   */
  const live = async () => {
    const contact = { contactId, ...later, role: 'lead' };
    await client.patch(`/customers/${customerId}`, { contacts: [contact], customerManager: imported.manager });
    expect(
      (
        await ask('patch', `/customers/${customerId}`, {
          contacts: [{ ...contact, email: `${later.email} broken`, phone: 'x'.repeat(60) + later.phone }],
        })
      ).status,
    ).toBe(400);
    expect(
      (await ask('post', '/customers', { code: 'KH1', name: '甲方', level: 'key', region: 'city', contacts: [person] }))
        .status,
    ).toBe(409);
    expect((await ask('get', `/customers/${encodeURIComponent(person.name)}`)).status).toBe(404);
    expect(
      (await ask('get', `/contracts?q=${encodeURIComponent(person.email)}&colour=${encodeURIComponent(person.phone)}`))
        .status,
    ).toBe(400);
    expect(
      (await ask('post', `/customers/${customerId}/contacts/${encodeURIComponent(later.name)}/erase`, { reason: 'x' }))
        .status,
    ).toBe(404);
    expect(
      (
        await app.http
          .post('/api/v1/customers')
          .set({ authorization: `Bearer ${app.keys.admin}`, 'content-type': 'application/json' })
          .send(`{"contacts":[{"name":"${person.name}",`)
      ).status,
    ).toBe(400);
    await client.get(`/customers/${customerId}/timeline`);
    await client.get('/events', { customerId });
    await client.get(`/customers/${customerId}/contacts/${contactId}/export`);
  };
  const importOne = async () => {
    const head =
      '客户编号,客户名称,客户级别,地区,合同号,许可证号,产品系列,产品名称,版本,定制模块,购买日期,续费记录,联系人,电话,邮箱,客户经理,备注';
    const line = (no: string, email: string) =>
      `KH9,丁方,VIP,市内,XS-9-${no},L-9-${no},EKP,致远EKP,4.11,,2025-03-01,,${imported.name},${imported.phone},` +
      `${email},${imported.manager},${imported.note}`;
    const file = join(aside, 'legacy.csv');
    writeFileSync(file, `${head}\n${line('1', imported.email)}\n${line('2', `${imported.email} broken`)}\n`);
    const summary = await importLocalFile(app.app, {
      file,
      vendor: 'seeyon',
      actor: { id: 'test', role: 'admin' },
      language: 'en',
      report: join(aside, 'report.csv'),
      dryRun: false,
    });
    expect(summary).toMatchObject({ created: 1, errors: 1 });
  };

  beforeAll(async () => {
    app = await startApp({ now: '2026-03-01T02:00:00.000Z', logLevel: 'debug' });
    client = new ApiClient(app, 'seeyon');
    const customer = await client.post('/customers', {
      code: 'KH1',
      name: '甲方',
      level: 'key',
      region: 'city',
      customerManager: person.name,
      contacts: [person],
    });
    [customerId, contactId] = [customer.id, customer.contacts[0].contactId];
    await live();
    await importOne();
  });
  afterAll(() => app.close());

  it('the search finds every form of what is planted', () => {
    const folder = freshFolder();
    const planted = formsOf(person.phone);
    expect(planted.length).toBeGreaterThan(30);
    for (const [index, { bytes }] of planted.entries()) {
      writeFileSync(join(folder, 'planted'), Buffer.concat([Buffer.from('before'), bytes, Buffer.from('after')]));
      expect([index, findIn(folder, [planted[index]!]).length]).toEqual([index, 1]);
    }
    for (const offset of [0, 1, 2]) {
      writeFileSync(
        join(folder, 'planted'),
        Buffer.concat([Buffer.alloc(offset, 'x'), Buffer.from(`{"name":"${person.name}"}`)]).toString('base64'),
      );
      expect([offset, findIn(folder, formsOf(person.name)).length > 0]).toEqual([offset, true]);
    }
  });

  it('are nowhere in plain while it is there, backups and logs included', () => {
    const folder = shoot('before');
    mkdirSync(join(aside, 'before'));
    backupLedger(app.home, join(folder, 'backup.db'));
    expect(app.log.length).toBeGreaterThan(50);
    expect(findIn(folder, needles)).toEqual([]);
    key = keyOf(folder)!;
    expect(key.length).toBe(32);
    // Control: this key is found while it is there.
    expect(findIn(folder, keyForms('the key', key)).map((found) => found.split(':')[0])).toContain('keys.db');
  });

  it('have no key left after the erasure: not in the keys, their log, their free pages or their copy', async () => {
    const copy = join(shots, 'keys-copy', 'keys.db');
    mkdirSync(join(shots, 'keys-copy'));
    await app.stores.keys.copyTo(copy);
    expect(findIn(join(shots, 'keys-copy'), keyForms('the key', key))).not.toEqual([]);
    await client.post(`/customers/${customerId}/contacts/${contactId}/erase`, { reason: '本人要求' });
    const folder = shoot('after');
    backupLedger(app.home, join(folder, 'backup.db'));
    expect(keyOf(join(shots, 'keys-copy'))).toBeNull();
    expect(findIn(folder, [...needles, ...keyForms('the key', key)])).toEqual([]);
    expect(findIn(join(shots, 'keys-copy'), [...needles, ...keyForms('the key', key)])).toEqual([]);
    expect(keyOf(folder)).toBeNull();
  });

  it('come back in no answer, by no way', async () => {
    const answers = [
      await ask('get', `/customers/${customerId}`),
      await ask('get', `/customers/${customerId}/timeline`),
      await ask('get', `/events?customerId=${customerId}`),
      await ask('get', `/customers/${customerId}/contacts/${contactId}/export`),
      // The very command that registered the person, sent again.
      await ask('patch', `/customers/${customerId}`, { contacts: [{ contactId, ...later }] }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 409]);
    const folder = freshFolder();
    writeFileSync(join(folder, 'answers'), answers.map(({ text }) => text).join('\n'));
    // The customer's manager is a person of its own, and is not erased.
    expect(
      findIn(
        folder,
        [...Object.values(person).filter((value) => value !== person.name), ...Object.values(later)].flatMap(formsOf),
      ),
    ).toEqual([]);
    const [, , , exported] = answers;
    expect(exported!.body).toMatchObject({ customerId, contactId, erased: true, current: null });
    const events = (exported!.body as { events: { type: string; data: object }[] }).events.map(({ type, data }) => [
      type,
      data,
    ]);
    expect(events).toEqual([
      ['ContactAdded', { contactId, erased: true }],
      ['ContactChanged', { contactId, erased: true }],
      ['ContactErased', { contactId, reason: '本人要求' }],
    ]);
  });

  it('stay unreadable after a restart, a rebuild, and in a ledger restored from a backup of before', async () => {
    await app.close();
    const home = app.home;
    app = await startApp({ home, now: '2026-03-02T02:00:00.000Z', logLevel: 'debug' });
    client = new ApiClient(app, 'seeyon');
    expect(findIn(shoot('restarted'), [...needles, ...keyForms('the key', key)])).toEqual([]);
    await app.close();

    const restored = freshFolder();
    await restoreLedger(join(shots, 'before', 'backup.db'), restored, join(shots, 'keys-copy', 'keys.db'));
    app = await startApp({ home: restored, now: '2026-03-02T02:00:00.000Z', logLevel: 'debug' });
    client = new ApiClient(app, 'seeyon');
    const { contacts } = await client.get(`/customers/${customerId}`);
    expect(contacts).toEqual([{ contactId, erased: true }]);
    expect(findIn(shoot('restored'), [...needles, ...keyForms('the key', key)])).toEqual([]);
  });
});

/** A2: what the person may ask for while nothing is erased. */
describe('A2: the export of a person', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp({ now: '2026-03-01T02:00:00.000Z' });
  });
  afterAll(() => app.close());

  it('lists all that is stored and was ever stored, with positions and times, to those who may read it', async () => {
    const client = new ApiClient(app, 'seeyon');
    const { id, contacts } = await client.post('/customers', {
      code: 'KH1',
      name: '甲方',
      level: 'key',
      region: 'city',
      contacts: [{ ...person, role: 'it' }, { name: '旁人' }],
    });
    const [{ contactId }] = contacts;
    app.clock.set('2026-03-02T02:00:00.000Z');
    await client.patch(`/customers/${id}`, { contacts: [{ contactId, ...later, role: 'lead', notify: false }] });
    const path = `/api/v1/customers/${id}/contacts/${contactId}/export`;
    const answer = await app.http.get(path).set('authorization', `Bearer ${app.keys.auditor}`);
    const [added, changed] = (await client.get('/events', { customerId: id })).items.filter(
      ({ data }: { data: { contactId?: string } }) => data.contactId === contactId,
    );
    expect(answer.body).toEqual({
      customerId: id,
      contactId,
      erased: false,
      current: { contactId, ...later, role: 'lead', notify: false },
      events: [
        {
          position: added.position,
          type: 'ContactAdded',
          recordedAt: '2026-03-01T02:00:00.000Z',
          effectiveAt: '2026-03-01T02:00:00.000Z',
          data: { contactId, ...person, role: 'it', notify: true },
        },
        {
          position: changed.position,
          type: 'ContactChanged',
          recordedAt: '2026-03-02T02:00:00.000Z',
          effectiveAt: '2026-03-02T02:00:00.000Z',
          data: { contactId, ...later, role: 'lead', notify: false },
        },
      ],
    });
    for (const key of [app.keys.sales, app.keys.support, app.keys.engineer, app.keys.system, app.keys.customer])
      expect((await app.http.get(path).set('authorization', `Bearer ${key}`)).status).toBe(403);
    expect((await app.http.get(path).set('authorization', `Bearer ${app.keys.other}`)).status).toBe(403);
    expect(
      (await app.http.get(path).set({ authorization: `Bearer ${app.keys.everywhere}`, 'ledger-vendor': 'huaruan' }))
        .status,
    ).toBe(404);
    expect(
      (await app.http.get(path.replace(contactId, 'per_nobody')).set('authorization', `Bearer ${app.keys.admin}`))
        .status,
    ).toBe(404);
  });
});
