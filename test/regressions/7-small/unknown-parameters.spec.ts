import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { ApiClient } from '../../support/api-client.js';
import { startApp, type TestApp } from '../../support/app.js';

let app: TestApp;
let paths: readonly string[];
beforeAll(async () => {
  app = await startApp({ now: '2026-06-01T02:00:00.000Z' });
  const client = new ApiClient(app, 'seeyon');
  const { id: customerId } = await client.post('/customers', { code: 'K', name: '甲', level: 'key', region: 'city' });
  const { id } = await client.post('/contracts', {
    customerId,
    contractNo: 'XS-1',
    licenceNo: 'L-1',
    purchasedOn: '2025-03-01',
    product: { series: 'EKP', name: 'EKP', version: '4.11' },
  });
  paths = [
    ...[`/customers/${customerId}`, `/contracts/${id}/impact`, '/keys', '/webhooks', '/policies'],
    ...['/policies/seeyon/versions/1', '/imports/x/report', '/webhooks/x'],
  ];
});
afterAll(() => app.close());

const auth = () => ({ authorization: `Bearer ${app.keys.admin}`, 'accept-language': 'en' });

it('a parameter is refused where a route takes none, instead of being overlooked (T5)', async () => {
  for (const path of paths) {
    const { status, body } = await app.http.get(`/api/v1${path}?knownAt=2026-01-01&limit=1`).set(auth());
    expect([path, status, body.code]).toEqual([path, 400, 'invalid']);
    expect(body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['?knownAt', '?limit']);
  }
  const release = { series: 'EKP', version: '4.20', publishedAt: '2025-06-01' };
  expect((await app.http.post('/api/v1/releases?dryRun=true').set(auth()).send(release)).status).toBe(400);
  expect((await app.http.get('/api/v1/releases').set(auth())).body.items).toEqual([]);
});

it('strangers learn nothing of it, and probes of health may add parameters', async () => {
  expect((await app.http.get('/api/v1/keys?limit=1')).status).toBe(401);
  for (const path of ['/health/live', '/health/ready'])
    expect((await app.http.get(`${path}?probe=1`)).status).toBe(200);
});
