import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';

describe('/', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.close());

  it('states what runs here in three languages, without a script, and leads to what is there', async () => {
    const { status, text, headers } = await app.http.get('/');
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    for (const language of ['zh-CN', 'zh-TW', 'en']) expect(text).toContain(`<section lang="${language}">`);
    expect(text).not.toMatch(/<script|javascript:|\son\w+=/);
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/=]+'; /);
    const links = new Set([...text.matchAll(/href="([^"]+)"/g)].map(([, link]) => link!));
    expect([...links]).toEqual(['/docs', '/openapi.json', '/health/ready']);
    for (const link of links) expect((await app.http.get(link).redirects(2)).status).toBe(200);
  });
});
