import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { securityHeaders } from '../../../src/platform/http/server/security-headers.js';
import { startApp, type TestApp } from '../../support/app.js';
import { sendBytes } from '../../support/malformed-http.js';

describe('every answer carries the security headers', () => {
  let app: TestApp;
  let port: number;
  beforeAll(async () => {
    app = await startApp();
    await app.app.listen(0, '127.0.0.1');
    ({ port } = app.app.getHttpServer().address() as AddressInfo);
  });
  afterAll(() => app.close());

  const request = (line: string, headers: readonly string[] = [], body = '') =>
    [line, 'host: x', ...headers, 'connection: close', '', body].join('\r\n');
  const bearer = (key: string) => `authorization: Bearer ${key}`;
  const json = (body: string, length = body.length) => ['content-type: application/json', `content-length: ${length}`];

  it.each<[number, string, () => string]>([
    [200, 'health', () => request('GET /health/live HTTP/1.1')],
    [200, 'documentation', () => request('GET /docs HTTP/1.1')],
    [200, 'a file of the documentation', () => request('GET /docs/swagger-ui.css HTTP/1.1')],
    [401, 'no credential', () => request('GET /api/v1/contracts HTTP/1.1')],
    [403, 'a role that may not', () => request('GET /api/v1/keys HTTP/1.1', [bearer(app.keys.sales)])],
    [404, 'an unknown route', () => request('GET /nowhere HTTP/1.1')],
    [404, 'a path out of the documentation', () => request('GET /docs/../x HTTP/1.1')],
    [400, 'broken percent-encoding', () => request('GET /api/v1/contracts/%zz HTTP/1.1')],
    [400, 'broken percent-encoding of a query', () => request('GET /api/v1/contracts?q=%zz HTTP/1.1')],
    [400, 'no HTTP', () => 'NONSENSE\r\n\r\n'],
    [431, 'long headers', () => request('GET / HTTP/1.1', [`x-long: ${'x'.repeat(20_000)}`])],
    [431, 'a long address', () => request(`GET /${'x'.repeat(20_000)} HTTP/1.1`)],
    [
      413,
      'a large body',
      () => request('POST /api/v1/contracts HTTP/1.1', [bearer(app.keys.sales), ...json('', 9_000_000)]),
    ],
    [
      415,
      'a body of another type',
      () =>
        request(
          'POST /api/v1/contracts HTTP/1.1',
          [bearer(app.keys.sales), 'content-type: text/plain', 'content-length: 1'],
          'x',
        ),
    ],
    [
      400,
      'a body that is no JSON',
      () => request('POST /api/v1/contracts HTTP/1.1', [bearer(app.keys.sales), ...json('{')], '{'),
    ],
  ])('%i: %s', async (status, _, bytes) => {
    const response = await sendBytes(port, bytes());
    expect([response.status, response.closed]).toEqual([status, true]);
    const found = Object.keys(securityHeaders).map((name) => [name, response.header(name)]);
    expect(Object.fromEntries(found)).toEqual(securityHeaders);
    expect(response.header('x-powered-by')).toBeUndefined();
  });

  it('503: a position that is not reached, and 429: an address that tried too often', async () => {
    const pending = ['ledger-min-position: 999999', bearer(app.keys.sales)];
    const late = await sendBytes(port, request('GET /api/v1/contracts HTTP/1.1', pending), 8_000);
    let spent = await sendBytes(port, request('GET /api/v1/contracts HTTP/1.1'));
    for (let tries = 0; spent.status !== 429 && tries < 100; tries += 1)
      spent = await sendBytes(port, request('GET /api/v1/contracts HTTP/1.1'));
    for (const [status, response] of [
      [503, late],
      [429, spent],
    ] as const) {
      expect(response.status).toBe(status);
      for (const [name, value] of Object.entries(securityHeaders))
        expect([name, response.header(name)]).toEqual([name, value]);
    }
  }, 30_000);
});
