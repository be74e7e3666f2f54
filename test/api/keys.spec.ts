import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';

describe('API keys over HTTP', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.close());

  const as = (token: string, headers: Record<string, string> = {}) => ({
    authorization: `Bearer ${token}`,
    'accept-language': 'en',
    ...headers,
  });
  const make = (body: object, token = app.keys.admin) => app.http.post('/api/v1/keys').set(as(token)).send(body);

  it('A1: an admin makes a key that works at once, and its text is shown only then', async () => {
    const made = await make({ name: 'help desk', role: 'auditor' });
    expect([made.status, made.body]).toMatchObject([
      201,
      {
        vendor: 'seeyon',
        role: 'auditor',
        name: 'help desk',
        revokedAt: null,
        key: expect.stringMatching(/^slk_[\w-]{43}$/),
      },
    ]);
    expect((await app.http.get('/metrics').set(as(made.body.key))).status).toBe(200);
    const { text } = await app.http.get('/api/v1/keys').set(as(app.keys.admin));
    expect(text).toContain(made.body.id);
    expect(text).not.toContain(made.body.key);
  });

  it('A1: a revoked key opens nothing, however often it is revoked', async () => {
    const { body: made } = await make({ name: 'short lived', role: 'auditor' });
    for (let time = 0; time < 2; time += 1) {
      const { status, body } = await app.http.post(`/api/v1/keys/${made.id}/revoke`).set(as(app.keys.admin));
      expect([status, body.revokedAt]).toEqual([200, '2026-03-01T02:00:00.000Z']);
    }
    expect((await app.http.get('/metrics').set(as(made.key))).status).toBe(401);
  });

  it("A1: another vendor's keys do not exist, and no key reaches beyond its vendor", async () => {
    const elsewhere = as(app.keys.everywhere, { 'ledger-vendor': 'huaruan' });
    const { body: made } = await app.http.post('/api/v1/keys').set(elsewhere).send({ name: 'theirs', role: 'sales' });
    expect(made.vendor).toBe('huaruan');
    expect((await app.http.post(`/api/v1/keys/${made.id}/revoke`).set(as(app.keys.admin))).body).toMatchObject({
      status: 404,
      code: 'not-found',
    });
    expect((await app.http.get('/api/v1/keys').set(as(app.keys.admin))).text).not.toContain(made.id);
    expect((await app.http.get('/api/v1/keys').set(as(app.keys.sales))).status).toBe(403);
  });

  it('a limit set for a key counts for that key alone', async () => {
    const { body: made } = await make({ name: 'slow', role: 'auditor', limitPerMinute: 2 });
    const statuses = [];
    for (let time = 0; time < 3; time += 1) statuses.push((await app.http.get('/metrics').set(as(made.key))).status);
    expect(statuses).toEqual([200, 200, 429]);
    expect(Number((await app.http.get('/metrics').set(as(made.key))).headers['retry-after'])).toBeGreaterThan(0);
    expect((await app.http.get('/metrics').set(as(app.keys.auditor))).status).toBe(200);
  });

  it.each([
    [{ role: 'sales' }, '/name', 'required'],
    [{ name: 'x', role: 'king' }, '/role', 'not-one-of'],
    [{ name: 'x', role: 'sales', limitPerMinute: 0 }, '/limitPerMinute', 'too-small'],
    [{ name: 'x', role: 'customer' }, '/customerId', 'required'],
    [{ name: 'x', role: 'sales', customerId: 'cus_1' }, '/customerId', 'conflicting'],
    [{ name: 'x', role: 'sales', vendor: '*' }, '/vendor', 'unknown'],
  ])('%j is refused', async (body, pointer, code) => {
    const answer = await make(body);
    expect([answer.status, answer.body.errors]).toMatchObject([400, [{ pointer, code }]]);
  });
});
