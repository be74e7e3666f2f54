import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../../support/app.js';

const odd = [
  '/docs/../x',
  '/docs/..',
  '/docs/.',
  '/docs/%2e%2e/x',
  '/docs/..%2fx',
  '/docs/%00',
  '/docs/swagger-ui.css%00',
  '/docs//x',
  '/docs/\\x',
  '/docs/..\\x',
  '/docs/%5c..%5cx',
  '/docs/.env',
  '/docs/%2e%2e%2f%2e%2e%2fpackage.json',
  '/docs/static/../../x',
  `/docs/${'x'.repeat(15_000)}`,
  `/docs/${'x/'.repeat(7_000)}`,
  '/docs/%',
  '/docs/%ff',
  '/docs/%c0%ae%c0%ae/x',
  '/docs?%',
  '/openapi.json/../x',
  '/openapi.json%00',
  '/health/live/..',
  '/health//live',
  '/metrics/../x',
  '/%',
  '/%00',
  '//',
  '//docs',
  '/.',
  '/..',
  '*',
  'http://elsewhere/docs/../x',
  '/api/v1',
  '/api/v1/',
  '/api/v1/../../docs/../x',
  '/api/v1/contracts/%00',
  '/api/v1/contracts/..',
  '/api/v1/contracts/%2e%2e%2f',
  '/api/v1/contracts//timeline',
  '/api/v1/contracts/%zz',
  `/api/v1/contracts/${'x'.repeat(15_000)}`,
  '/api/v1/customers/\\',
];

describe('odd paths are nothing that there is, or malformed: never an error of the server', () => {
  let app: TestApp;
  let port: number;
  beforeAll(async () => {
    app = await startApp();
    await app.app.listen(0, '127.0.0.1');
    ({ port } = app.app.getHttpServer().address() as AddressInfo);
  });
  afterAll(() => app.close());

  const ask = (method: string, path: string) =>
    new Promise<readonly [number, string]>((resolve, reject) => {
      const headers = { authorization: `Bearer ${app.keys.admin}` };
      request({ host: '127.0.0.1', port, method, path, headers, timeout: 2_000 }, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (part: string) => (text += part));
        answer.on('end', () => resolve([answer.statusCode!, text])).on('error', reject);
      })
        .on('timeout', () => reject(new Error(`${method} ${path} is not answered`)))
        .on('error', reject)
        .end();
    });

  it.each(odd.map((path) => [path.slice(0, 60), path]))('%s', async (_, path) => {
    for (const method of ['GET', 'HEAD', 'POST', 'OPTIONS', 'DELETE']) {
      const [status, text] = await ask(method, path);
      expect([method, [400, 404].includes(status)]).toEqual([method, true]);
      if (method === 'GET') expect((JSON.parse(text) as { status: number }).status).toBe(status);
    }
  });

  it('what there is below /docs is served', async () => {
    for (const path of ['/docs', '/docs/', '/docs/index.html', '/docs/swagger-ui.css', '/docs/swagger-ui-init.js'])
      expect([path, (await ask('GET', path))[0]]).toEqual([path, 200]);
  });
});
