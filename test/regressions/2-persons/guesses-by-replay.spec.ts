import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bodyHash, keyHash } from '../../../src/platform/ledger/identity.js';
import { startApp, type TestApp } from '../../support/app.js';

const fang = { name: '王芳', email: 'fang@example.com', phone: '13900000001' };
const qiang = { name: '李强' };
const body = {
  code: 'KH1',
  name: '甲方',
  level: 'key',
  region: 'city',
  customerManager: '赵经理',
  contacts: [fang, qiang],
};

/** A2, C11: an Idempotency-Key that is sent again with guesses of what was recorded of an erased person. */
describe('A2: a replay reveals nothing of an erased person', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.close());

  const send = (method: 'post' | 'patch', path: string, key: string, sent: object) =>
    app.http[method](`/api/v1${path}`)
      .set({ authorization: `Bearer ${app.keys.admin}`, 'idempotency-key': key })
      .send(sent);
  const register = (key: string, sent: object) => send('post', '/customers', key, sent);
  const erase = async (id: string, contactId: string) =>
    expect(
      (await send('post', `/customers/${id}/contacts/${contactId}/erase`, contactId, { reason: '本人要求' })).status,
    ).toBe(200);
  const withContacts = (...contacts: readonly object[]) => ({ ...body, contacts });

  it('of a registration: right and wrong guesses are answered alike, in status and bytes', async () => {
    const first = await register('key-1', body);
    expect([first.status, (await register('key-1', body)).headers['idempotent-replay']]).toEqual([201, 'true']);
    const wrong = [
      withContacts({ ...fang, name: '王方' }, qiang),
      withContacts({ name: fang.name }, qiang),
      withContacts(fang, { name: '李' }),
      { ...body, customerManager: '钱经理' },
      { ...body, name: '乙方' },
      withContacts(fang),
    ];
    for (const each of wrong) expect((await register('key-1', each)).body.code).toBe('idempotency-key-reused');

    await erase(first.body.id, first.body.contacts[0].contactId);
    const guesses = [
      body,
      withContacts({ ...fang, name: '王方' }, qiang),
      withContacts({ name: fang.name }, qiang),
      withContacts({ ...fang, im: 'wx' }, qiang),
    ];
    const answers = await Promise.all(guesses.map((guess) => register('key-1', guess)));
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect([answers[0]!.status, answers[0]!.headers['idempotent-replay']]).toEqual([201, 'true']);
    expect(answers[0]!.text).not.toContain(fang.name);
    // What is about the others, and about nobody, is still compared.
    for (const each of [
      withContacts(fang, { name: '李' }),
      { ...body, customerManager: '钱' },
      { ...body, name: '乙' },
    ])
      expect((await register('key-1', each)).body.code).toBe('idempotency-key-reused');
  });

  it('of a change that adds or names the person', async () => {
    const { body: made } = await register('key-2', { ...body, code: 'KH2', contacts: [] });
    const change = (key: string, ...contacts: readonly object[]) =>
      send('patch', `/customers/${made.id}`, key, { contacts });
    const added = await change('key-3', fang);
    const [{ contactId }] = added.body.contacts;
    const changed = await change('key-4', { contactId, ...fang, phone: '13900000002' });
    expect([added.status, changed.status]).toEqual([200, 200]);
    expect((await change('key-3', qiang)).status).toBe(422);
    expect((await change('key-4', { contactId, ...fang, phone: '13900000003' })).status).toBe(422);

    await erase(made.id, contactId);
    for (const [key, right, guess] of [
      ['key-3', fang, qiang],
      ['key-4', { contactId, ...fang, phone: '13900000002' }, { contactId, ...fang, phone: '13900000003' }],
    ] as const) {
      const answers = [await change(key, right), await change(key, guess)];
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
      expect(answers[0]!.text).toBe(answers[1]!.text);
    }
  });

  it(
    'by the ledger itself: no hash of an event can be ' + 'computed from a guess without the key of the person',
    async () => {
      const { body: made } = await register('key-5', { ...body, code: 'KH5', contacts: [fang] });
      const secret = await app.stores.keys.serverSecret('bodies');
      const events = await app.stores.events.readStream(`seeyon.customer-${made.id}`);
      const guess = bodyHash(secret, { ...body, code: 'KH5', contacts: [fang] });
      expect(events.length).toBe(2);
      for (const { meta } of events) expect(meta.bodyHash).not.toContain(guess);
    },
  );

  it('of a command recorded before persons were hashed apart', async () => {
    const old = { ...body, code: 'KH6', contacts: [fang] };
    const { body: made } = await register('key-6', old);
    const secret = await app.stores.keys.serverSecret('bodies');
    const whole = bodyHash(secret, old);
    const { readStream } = app.stores.events;
    const hash = keyHash('seeyon', 'POST /customers', 'key-6');
    app.stores.events.readStream = async (name, from) =>
      (await readStream.call(app.stores.events, name, from)).map((event) =>
        event.meta.keyHash === hash ? { ...event, meta: { ...event.meta, bodyHash: whole } } : event,
      );
    app.stores.ledger.streams.forgetPersons();
    expect((await register('key-6', old)).headers['idempotent-replay']).toBe('true');
    expect((await register('key-6', { ...old, contacts: [qiang] })).status).toBe(422);
    await erase(made.id, made.contacts[0].contactId);
    const answers = [await register('key-6', old), await register('key-6', { ...old, contacts: [qiang] })];
    expect(answers.map(({ status, text }) => `${status} ${text}`)).toEqual(
      Array.from({ length: 2 }, () => `201 ${answers[0]!.text}`),
    );
    app.stores.events.readStream = readStream;
  });
});
