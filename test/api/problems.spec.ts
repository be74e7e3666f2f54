import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { ProbeModule } from './probe.js';

describe('problems', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp({ modules: [ProbeModule] });
  });
  afterAll(() => app.close());

  const get = (path: string, headers: Record<string, string> = {}) =>
    app.http.get(path).set({ authorization: `Bearer ${app.keys.sales}`, 'accept-language': 'en', ...headers });
  const post = (body: unknown, path = '/api/v1/probe/sample') =>
    app.http
      .post(path)
      .set({ authorization: `Bearer ${app.keys.sales}`, 'accept-language': 'en', 'content-type': 'application/json' })
      .send(body as string);

  it.each([
    ['refused', 409, 'signed-in-future'],
    ['reused', 422, 'idempotency-key-reused'],
    ['stale', 412, 'stale'],
    ['busy', 409, 'stream-busy'],
    ['stopped', 503, 'store-stopped'],
    ['jobless', 503, 'jobs-unreachable'],
    ['keyless', 503, 'person-key-missing'],
    ['copy', 503, 'key-copy-behind'],
    ['bug', 500, 'unexpected'],
  ])('a fault of the kind %s answers %i', async (kind, status, code) => {
    const { body, headers, status: answered } = await get(`/api/v1/probe/faults/${kind}`);
    expect(answered).toBe(status);
    expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(body).toMatchObject({ type: `urn:service-ledger:problem:${code}`, status, code });
    expect(JSON.stringify(body)).not.toMatch(/hunter2|secret|\bat .*\.ts/);
  });

  it('C2: a refusal names its rule, the value and the way out, in the language asked for', async () => {
    const record = async (language: string) =>
      (await get('/api/v1/probe/faults/refused', { 'accept-language': language })).body;
    expect(await record('en')).toMatchObject({
      rule: 'C2',
      title: 'Signed in the future',
      detail:
        'The day of signing 2026-03-02 lies after today, 2026-03-01. Correct `signedOn`, or record it once it is signed.',
    });
    expect((await record('fr, zh-Hant;q=0.5')).title).toBe('簽訂日在將來');
    expect((await record('zh-HK')).title).toBe('簽訂日在將來');
    expect((await record('fr')).title).toBe('签订日在将来');
    expect((await record('zh-CN;q=0.3, en;q=0.9')).title).toBe('Signed in the future');
  });

  it('logs what nobody expected, with the number that the caller received', async () => {
    const { body } = await get('/api/v1/probe/faults/bug');
    expect(
      app.log.find((line) => line.includes('hunter2 is undefined') && line.includes(body.correlationId)),
    ).toContain('unexpected error');
    expect(body.detail).toContain(body.correlationId);
  });

  it.each([
    ['an unknown route', '/api/v1/nowhere', 404, 'route-unknown'],
    ['an unknown root', '/nowhere', 404, 'route-unknown'],
    ['an id of nothing', '/api/v1/probe/objects/none', 404, 'not-found'],
    ['an id that is long', `/api/v1/probe/objects/${'x'.repeat(1000)}`, 404, 'not-found'],
    ['an id that is odd', `/api/v1/probe/objects/${encodeURIComponent("../'\0\u2028")}`, 404, 'not-found'],
    ['broken percent-encoding', '/api/v1/probe/objects/%E0%A4%A', 400, 'malformed-request'],
  ])('%s', async (_, path, status, code) => {
    const { body, status: answered, headers } = await get(path);
    expect([answered, headers['content-type']]).toEqual([status, 'application/problem+json; charset=utf-8']);
    if (code !== undefined) expect(body.code).toBe(code);
  });

  it.each([
    ['no JSON', '{"day":', 400, 'malformed-json'],
    ['nothing', '', 400, undefined],
    ['null', 'null', 400, 'invalid'],
    ['a list', '[]', 400, 'invalid'],
    ['a text', '"x"', 400, 'invalid'],
    ['half a character', '{"day":"\\ud800"}', 400, 'invalid'],
    ['a poisoned object', '{"__proto__":{"day":"2026-03-01"}}', 400, undefined],
  ])('a body that is %s', async (_, body, status, code) => {
    const answer = await post(body);
    expect([answer.status, answer.headers['content-type']]).toEqual([
      status,
      'application/problem+json; charset=utf-8',
    ]);
    if (code !== undefined) expect(answer.body.code).toBe(code);
  });

  it('takes JSON alone', async () => {
    for (const type of ['text/plain', 'application/xml', 'application/x-www-form-urlencoded']) {
      const { status, body } = await app.http
        .post('/api/v1/probe/sample')
        .set({ authorization: `Bearer ${app.keys.sales}`, 'content-type': type })
        .send('day=1');
      expect([status, body.code]).toEqual([415, 'media-type-unsupported']);
    }
  });

  it('takes bodies up to 8 MB', async () => {
    const { status, body } = await post({ day: 'x'.repeat(8 * 1024 * 1024) });
    expect([status, body.code]).toEqual([413, 'body-too-large']);
  });

  describe('validation', () => {
    const errorsOf = async (body: object) => {
      const { status, body: problem } = await post(body);
      expect([status, problem.code]).toEqual([400, 'invalid']);
      return (problem.errors as { pointer: string; code: string; detail: string }[]).map(({ pointer, code }) => [
        pointer,
        code,
      ]);
    };

    it('takes what is as it must be, unchanged', async () => {
      const good = {
        day: '2026-02-28',
        period: 'P1Y',
        at: '2026-03-01T08:00:00+08:00',
        version: 'V4.11',
        region: 'city',
        fee: { amount: '80000.00', currency: 'CNY' },
        email: 'a@example.com',
        notify: false,
        seats: 3,
        modules: [{ code: 'hr' }],
        names: ['x'],
      };
      const { status, body } = await post(good);
      expect([status, body]).toEqual([201, good]);
    });

    it('reports every fault with its pointer', async () => {
      const bad = {
        day: '2026-02-30',
        period: 'soon',
        at: '2026-03-01T08:00',
        version: '4.123',
        region: 'moon',
        fee: { amount: 8, currency: 'yuan' },
        email: 'a',
        notify: 'true',
        seats: 99,
        modules: [{ code: '' }, { code: 'toolong' }],
        names: [' '],
      };
      expect(await errorsOf(bad)).toEqual([
        ['/day', 'not-a-day'],
        ['/period', 'not-a-period'],
        ['/at', 'not-an-instant'],
        ['/version', 'not-a-version'],
        ['/region', 'not-one-of'],
        ['/fee/amount', 'not-an-amount'],
        ['/fee/currency', 'not-a-currency'],
        ['/email', 'not-an-email'],
        ['/notify', 'not-boolean'],
        ['/seats', 'too-large'],
        ['/modules/0/code', 'not-text'],
        ['/modules/1/code', 'not-text'],
        ['/names', 'not-text'],
      ]);
    });

    it.each([
      [{}, [['/day', 'required']]],
      [{ day: null }, [['/day', 'not-a-day']]],
      [{ day: 20260301 }, [['/day', 'not-a-day']]],
      [{ day: '2026-03-01', colour: 'red' }, [['/colour', 'unknown']]],
      [{ day: '2026-03-01', 'a/b~c': 1 }, [['/a~1b~0c', 'unknown']]],
      [{ day: '2026-03-01', modules: [{ code: 'a', extra: 1 }] }, [['/modules/0/extra', 'unknown']]],
      [{ day: '2026-03-01', modules: {} }, [['/modules', 'not-a-list']]],
      [{ day: '2026-03-01', modules: [] }, [['/modules', 'list-too-short']]],
      [{ day: '2026-03-01', modules: [{ code: 'a' }, { code: 'b' }, { code: 'c' }] }, [['/modules', 'list-too-long']]],
      [{ day: '2026-03-01', modules: [{ code: 'a' }, { code: 'a' }] }, [['/modules', 'not-unique']]],
      [{ day: '2026-03-01', modules: [null] }, [['/modules/0', 'not-an-object']]],
      [{ day: '2026-03-01', modules: [[{ code: 'a' }]] }, [['/modules', 'not-an-object']]],
      [{ day: '2026-03-01', fee: 'free' }, [['/fee', 'not-an-object']]],
      [{ day: '2026-03-01', fee: [{ amount: '1.00', currency: 'CNY' }] }, [['/fee', 'not-an-object']]],
      [{ day: '2026-03-01', fee: [] }, [['/fee', 'not-an-object']]],
      [{ day: '2026-03-01', seats: 1.5 }, [['/seats', 'not-an-integer']]],
      [{ day: '2026-03-01', seats: 0 }, [['/seats', 'too-small']]],
      [{ day: '2026-03-01', names: ['a\u0000'] }, [['/names', 'not-text']]],
    ])('%j', async (body, errors) => expect(await errorsOf(body)).toEqual(errors));

    it('names the value, and what is allowed', async () => {
      const { body } = await post({ day: '2026-03-01', region: 'moon', seats: 99 });
      expect(body.errors.map((error: { detail: string }) => error.detail)).toEqual([
        "'moon' is not one of the values allowed: city, suburb.",
        '99 is too large; at most 10.',
      ]);
    });

    it('reads queries the same way', async () => {
      expect((await get('/api/v1/probe/list')).body).toEqual({ limit: 50 });
      expect((await get('/api/v1/probe/list?limit=500')).body).toEqual({ limit: 500 });
      for (const [query, code] of [
        ['limit=501', 'out-of-range'],
        ['limit=0', 'out-of-range'],
        ['limit=1e1', 'out-of-range'],
        ['limit=1&limit=2', 'given-twice'],
        ['limit=', 'not-text'],
      ])
        expect((await get(`/api/v1/probe/list?${query}`)).body.errors).toMatchObject([{ pointer: '?limit', code }]);
      expect((await get('/api/v1/probe/list?colour=red')).body.errors).toMatchObject([
        { pointer: '?colour', code: 'unknown' },
      ]);
    });
  });
});
