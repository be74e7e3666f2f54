import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';

describe('operations', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.close());

  it('is live and ready without a credential', async () => {
    expect((await app.http.get('/health/live')).body).toEqual({ live: true });
    const { status, body } = await app.http.get('/health/ready');
    expect([status, body.ready, body.store]).toEqual([200, true, { ready: true, lag: 0 }]);
  });

  it('shows measurements to those who may see them', async () => {
    expect((await app.http.get('/metrics')).status).toBe(401);
    expect((await app.http.get('/metrics').auth(app.keys.sales, { type: 'bearer' })).status).toBe(403);
    const { status, text } = await app.http.get('/metrics').auth(app.keys.everywhere, { type: 'bearer' });
    expect([
      status,
      text.includes(
        'service_ledger_http_request_duration_seconds_bucket{le="0.001",method="GET",route="/health/live",status="200"}',
      ),
    ]).toEqual([200, true]);
  });

  it('describes itself as OpenAPI 3.1 and is browsable', async () => {
    const { body } = await app.http.get('/openapi.json');
    expect(body).toMatchObject({
      openapi: '3.1.0',
      components: { schemas: { Problem: { type: 'object' } }, securitySchemes: { bearer: { scheme: 'bearer' } } },
    });
    expect((await app.http.get('/docs')).text).toContain('swagger');
  });

  it('has one copy of its description, which pages load and programs may take compressed', async () => {
    const pages = (await app.http.get('/docs/swagger-ui-init.js')).text;
    expect([pages.includes('"/openapi.json"'), pages.length < 10_000]).toEqual([true, true]);
    const [plain, compressed, refused] = await Promise.all(
      ['identity', 'br;q=1, gzip', 'gzip;q=0'].map((accepted) =>
        app.http.get('/openapi.json').set('accept-encoding', accepted),
      ),
    );
    const encodings = [plain, compressed, refused].map((answer) => answer!.headers['content-encoding']);
    expect(encodings).toEqual([undefined, 'gzip', undefined]);
    expect(Number(compressed!.headers['content-length'])).toBeLessThan(100_000);
    expect([compressed!.body, refused!.body]).toEqual([plain!.body, plain!.body]);
  });
});
