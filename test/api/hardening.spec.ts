import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { ProbeModule } from './probe.js';

/** What a caller can send that no client library would: never a 500, never a stack, always a problem. */
describe('strange input', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp({ modules: [ProbeModule] });
  });
  afterAll(() => app.close());

  const bearer = () => ({ authorization: `Bearer ${app.keys.sales}`, 'accept-language': 'en' });
  const post = (body: string | Buffer, contentType = 'application/json') =>
    app.http
      .post('/api/v1/probe/sample')
      .set({ ...bearer(), 'content-type': contentType })
      .serialize((item) => item as string)
      .send(body as string);

  it.each<[string, string | Buffer, string, number, string]>([
    ['bytes that are no UTF-8', Buffer.from('{"day":"\xff\xfe"}', 'latin1'), 'application/json', 400, 'malformed-json'],
    ['half a character', '{"day":"\\ud800"}', 'application/json', 400, 'invalid'],
    [
      'endless nesting',
      `{"day":${'['.repeat(60_000)}${']'.repeat(60_000)}}`,
      'application/json',
      400,
      'malformed-json',
    ],
    ['__proto__', '{"__proto__":{"x":1},"day":"2026-03-01"}', 'application/json', 400, 'invalid'],
    ['constructor', '{"constructor":{"name":"x"},"day":"2026-03-01"}', 'application/json', 400, 'invalid'],
    ['another charset', '{"day":"2026-03-01"}', 'application/json; charset=gbk', 415, 'media-type-unsupported'],
    ['an infinite number', '{"day":"2026-03-01","seats":1e999}', 'application/json', 400, 'malformed-json'],
  ])('a body with %s', async (_, body, contentType, status, code) => {
    const answer = await post(body, contentType);
    expect([answer.status, answer.body.code, answer.headers['content-type']]).toEqual([
      status,
      code,
      'application/problem+json; charset=utf-8',
    ]);
  });

  it.each(['limit=%', 'limit=%E4%BD', 'cursor=%ff', '%zz=1'])('a query %s is malformed', async (query) => {
    const { status, body } = await app.http.get(`/api/v1/probe/list?${query}`).set(bearer());
    expect([status, body.code]).toEqual([400, 'malformed-request']);
  });

  it.each(['__proto__', 'constructor', 'hasOwnProperty', 'toString'])(
    'a query parameter %s is unknown',
    async (name) => {
      const { status, body } = await app.http.get(`/api/v1/probe/list?${name}=1`).set(bearer());
      expect([status, body.errors]).toMatchObject([400, [{ pointer: `?${name}`, code: 'unknown' }]]);
    },
  );

  it('reports a fault where it is, however requests overlap', async () => {
    const rounds = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        index % 2 === 0
          ? app.http.get('/api/v1/probe/list?colour=1').set(bearer())
          : app.http.post('/api/v1/probe/sample').set(bearer()).send({ day: '2026-03-01', colour: 1 }),
      ),
    );
    expect(rounds.map(({ body }) => body.errors[0].pointer)).toEqual(
      rounds.map((_, index) => (index % 2 === 0 ? '?colour' : '/colour')),
    );
  });

  it('an id of several thousand characters names nothing', async () => {
    const { status, body } = await app.http.get(`/api/v1/probe/objects/${'x'.repeat(5_000)}`).set(bearer());
    expect([status, body.code]).toEqual([404, 'not-found']);
  });

  it('a method that a route does not have is a problem too', async () => {
    const { status, body } = await app.http.delete('/api/v1/probe/list').set(bearer());
    expect([status, body.code]).toEqual([404, 'route-unknown']);
  });

  it('A2: the log holds patterns, never what was asked', async () => {
    await app.http.get('/api/v1/probe/objects/wang.fang@example.com?q=13900000000').set(bearer());
    const lines = app.log.join('\n');
    expect(lines).toContain('/api/v1/probe/objects/:id');
    expect(lines).not.toMatch(/wang\.fang|13900000000|slk_/);
  });

  it('an error carries the headers that keep browsers from guessing', async () => {
    const { headers } = await app.http.get('/nowhere').set(bearer());
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'content-language': 'en' });
    expect(headers['x-powered-by']).toBeUndefined();
  });

  it('what is no HTTP at all does not end the server', async () => {
    await app.app.listen(0, '127.0.0.1');
    const { port } = app.app.getHttpServer().address() as AddressInfo;
    const recorded = await new Promise<string>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => socket.end('NONSENSE\r\n\r\n'));
      let text = '';
      socket
        .setEncoding('utf8')
        .on('data', (part: string) => (text += part))
        .on('close', () => resolve(text));
    });
    expect(recorded).toMatch(/^HTTP\/1\.1 400 /);
    expect((await fetch(`http://127.0.0.1:${port}/health/live`)).status).toBe(200);
  });
});
