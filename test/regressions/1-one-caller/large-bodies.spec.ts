import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { httpBounds } from '../../../src/platform/http/bounds.js';
import { startApp, type TestApp } from '../../support/app.js';

const { bodyBytes, depth, faults, items, members, parameters, values } = httpBounds;
const many = (count: number, text: string) => Array.from({ length: count }, () => text).join(',');

/** Every one of these took seconds, or all memory, before any of it was judged. */
describe('bodies and queries are judged before they are validated', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.close());

  const bearer = () => ({ authorization: `Bearer ${app.keys.admin}`, 'accept-language': 'en' });
  const post = async (path: string, body: string) => {
    const began = performance.now();
    const answer = await app.http
      .post(`/api/v1${path}`)
      .set({ ...bearer(), 'content-type': 'application/json' })
      .serialize((text) => text as string)
      .send(body);
    return { status: answer.status, problem: answer.body, ms: performance.now() - began };
  };
  const customer = (more: string) => `{"code":"KH1","name":"x","level":"key","region":"city"${more}}`;
  const question = '"question":{"customerId":"cus_x","service":"care"}';
  const register = (contacts: string) =>
    `{${question},"suppose":[{"command":"register-customer","code":"K","name":"x","level":"key",` +
    `"region":"city","contacts":[${contacts}]}]}`;

  it.each<[string, string, string, string, string]>([
    [
      'what-if with 100,000 contacts',
      '/entitlements/what-if',
      register(many(100_000, '{}')),
      '/suppose/0/contacts',
      'list-too-long',
    ],
    [
      'what-if with 1,000 contacts',
      '/entitlements/what-if',
      register(many(1_000, '{}')),
      '/suppose/0/contacts',
      'list-too-long',
    ],
    [
      'what-if with 2,000 commands',
      '/entitlements/what-if',
      `{${question},"suppose":[${many(2_000, '{}')}]}`,
      '/suppose',
      'list-too-long',
    ],
    [
      'a customer with 201 contacts',
      '/customers',
      customer(`,"contacts":[${many(201, '{}')}]`),
      '/contacts',
      'list-too-long',
    ],
    [
      'an object of many fields',
      '/customers',
      `{${Array.from({ length: members + 1 }, (_, n) => `"f${n}":1`).join(',')}}`,
      '',
      'too-many-fields',
    ],
    [
      'a nested object of many fields',
      '/contracts',
      `{"product":{${Array.from({ length: members + 1 }, (_, n) => `"f${n}":1`).join(',')}}}`,
      '/product',
      'too-many-fields',
    ],
    [
      'many values in all',
      '/entitlements/what-if',
      `{${question},"suppose":[${many(60, `[${many(900, '1')}]`)}]}`,
      '',
      'too-many-values',
    ],
    ['lists in lists', '/customers', `[${many(items + 1, '[]')}]`, '', 'list-too-long'],
    ['a name twice', '/customers', customer(',"level":"vip"'), '/level', 'name-twice'],
    ['a name twice, spelled with an escape', '/customers', customer(',"l\\u0065vel":"vip"'), '/level', 'name-twice'],
    ['__proto__', '/customers', customer(',"__proto__":{}'), '/__proto__', 'unknown'],
  ])('%s', async (_, path, body, pointer, code) => {
    const { status, problem } = await post(path, body);
    expect([status, problem.code, problem.errors[0].pointer, problem.errors[0].code]).toEqual([
      400,
      'invalid',
      pointer,
      code,
    ]);
  });

  it('a body nested deeper than the bound is malformed', async () => {
    const nested = (levels: number) => customer(`,"contacts":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}`);
    expect((await post('/customers', nested(depth))).problem.code).toBe('invalid');
    expect((await post('/customers', nested(depth + 1))).problem.code).toBe('malformed-json');
  });

  it('100,000 unknown fields are refused; of many faults the first are listed and all are counted', async () => {
    const body = `{${Array.from({ length: 60_000 }, (_, n) => `"field${n}":1`).join(',')}}`;
    expect((await post('/customers', body)).problem.errors).toHaveLength(1);
    const contact = `{${Array.from({ length: 30 }, (_, n) => `"f${n}":1`).join(',')}}`;
    const { problem } = await post('/customers', customer(`,"contacts":[${many(100, contact)}]`));
    expect([problem.errors.length, problem.detail]).toEqual([
      faults,
      '3000 value(s) are not as they must be; see errors, which lists at most 100.',
    ]);
  });

  it('only the batch takes more than 1 MB, and the 413 names the limit', async () => {
    const padded = (length: number) => `{"questions":[]${' '.repeat(length)}}`;
    for (const path of [
      '/customers',
      '/contracts',
      '/entitlements/what-if',
      '/policies/seeyon/versions',
      '/webhooks',
      '/keys',
    ]) {
      const { status, problem } = await post(path, padded(bodyBytes));
      expect([path, status, problem.code, problem.detail]).toEqual([
        path,
        413,
        'body-too-large',
        'The body is larger than this route takes, 1 MB. Send it in several parts.',
      ]);
    }
    expect((await post('/entitlements/check-batch', padded(bodyBytes))).status).toBe(200);
    const { status, problem } = await post('/entitlements/check-batch', padded(httpBounds.largeBodyBytes));
    expect([status, problem.detail]).toEqual([
      413,
      'The body is larger than this route takes, 8 MB. Send it in several parts.',
    ]);
  });

  it('the batch takes 10,000 questions and not one more', async () => {
    const questionOf = (count: number) => `{"questions":[${many(count, '{"customerId":"x","service":"care"}')}]}`;
    expect((await post('/entitlements/check-batch', questionOf(10_000))).status).toBe(200);
    expect((await post('/entitlements/check-batch', questionOf(10_001))).problem.errors[0].code).toBe('list-too-long');
  }, 60_000);

  it('a query has at most 100 parameters, however they are repeated', async () => {
    const list = (query: string) => app.http.get(`/api/v1/contracts?${query}`).set(bearer());
    const named = (count: number) => Array.from({ length: count }, (_, n) => `p${n}=1`).join('&');
    for (const query of [named(parameters + 1), 'q=1&'.repeat(3_000), '&a'.repeat(4_000)]) {
      const { status, body } = await list(query);
      expect([status, body.errors.length, body.errors[0].code]).toEqual([400, 1, 'too-many-fields']);
    }
    expect((await list(named(parameters))).body.errors[0].code).toBe('unknown');
  });

  it('the cost grows with the body and no faster', async () => {
    const cost = async (contacts: number) => {
      const body = customer(`,"contacts":[${many(contacts, '{"name":1,"email":1,"phone":1,"im":1,"role":1}')}]`);
      const rounds = [];
      for (let round = 0; round < 5; round += 1) rounds.push((await post('/customers', body)).ms);
      return Math.min(...rounds);
    };
    await cost(10);
    const [small, large] = [await cost(20), await cost(200)];
    expect(large).toBeLessThan(Math.max(small, 5) * 10 * 4);
    expect(values).toBeLessThanOrEqual(50_000);
  }, 60_000);
});
