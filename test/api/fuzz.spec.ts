import { request as plainRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from '../support/fast-check.js';
import '../../src/problems.js';
import { catalogue, isProblemCode } from '../../src/platform/http/problems/catalogue.js';
import { startApp, type TestApp } from '../support/app.js';
import { type Described, describedBy } from '../support/described.js';
import { ApiClient } from '../support/api-client.js';
import { hostileText, encoded, mutated, plausible, type Pool, queryOf } from '../support/hostile.js';
import { headers, json, multipart } from '../support/hostile-requests.js';
import { endsByItself, type OpenApi, type Operation, operationsOf } from '../support/openapi.js';
import { faultSeed, rounds } from '../support/random.js';
import { type RawAnswer, type RawRequest, sender } from '../support/raw-http.js';
import { nextPolicy } from '../support/next-policy.js';

/** At least: what is hostile is mostly refused before an engine is asked, whichever it is. */
const fewest = process.env['LEDGER_TEST_ENGINES'] === 'distributed' ? 6 : 12;
/** Requests to each operation; `LEDGER_ROUNDS=5000` for a long round. */
const runs = Math.max(rounds(fewest), fewest);

/** Words of the other vendor's data alone: no answer to seeyon may hold one that its request did not. */
const canaries = [
  'CANARY-CUSTOMER-7c1f',
  'CANARY-CONTRACT-9d2e',
  'CANARY-LICENCE-5b3a',
  'CANARY-MODULE-4e8c',
  '隔壁廠商金絲雀',
];

/** Refusals that come before a route is known, or instead of it. */
const beforeRoutes = new Set(['route-unknown', 'malformed-request', 'headers-too-large']);

describe(`every route against hostile input (FAULT_SEED=${faultSeed})`, () => {
  let app: TestApp;
  let document: OpenApi;
  let described: Described;
  let http: ReturnType<typeof sender>;
  let pool: Pool;
  let secrets: readonly string[];
  let bases: Readonly<Record<string, unknown>>;

  beforeAll(async () => {
    app = await startApp({ now: '2026-06-01T02:00:00.000Z' });
    await app.app.listen(0, '127.0.0.1');
    http = sender((app.app.getHttpServer().address() as AddressInfo).port);
    document = (await app.http.get('/openapi.json')).body as OpenApi;
    described = describedBy(document);

    const run = async (
      vendor: string,
      series: string,
      version: string,
      names: { code: string; name: string; contractNo: string; licenceNo: string; module: string },
    ) => {
      const client = new ApiClient(app, vendor);
      const customer = await client.post('/customers', {
        code: names.code,
        name: names.name,
        level: 'key',
        region: 'city',
        customerManager: names.name,
        contacts: [{ name: names.name, email: 'canary-mail@example.com' }],
      });
      const product = { series, name: names.name, version, modules: [{ code: names.module }] };
      const contracts = [];
      for (const index of [1, 2, 3])
        contracts.push(
          await client.post('/contracts', {
            customerId: customer.id,
            contractNo: `${names.contractNo}-${index}`,
            licenceNo: `${names.licenceNo}-${index}`,
            purchasedOn: '2025-03-01',
            product,
          }),
        );
      for (const { id } of contracts)
        await client.post(`/contracts/${id}/renewals`, {
          signedOn: '2026-02-01',
          period: 'P1Y',
          payment: 'due',
          fee: { amount: '1000.00', currency: 'CNY' },
        });
      const used = await client.post(`/contracts/${contracts[0].id}/allowance-uses`, {
        service: 'health-check',
        on: '2025-06-01',
      });
      const key = (await app.stores.apiKeys.create({ vendor, role: 'sales', name: `throwaway ${names.name}` })).key.id;
      const shown = await client.get(`/contracts/${contracts[0].id}`);
      return {
        customer: customer.id as string,
        contact: customer.contacts[0].contactId as string,
        contracts: contracts.map(({ id }) => id as string),
        terms: shown.terms.map(({ termId }: { termId: string }) => termId) as string[],
        use: used.useId as string,
        key,
      };
    };
    const mine = await run('seeyon', 'EKP', '4.11', {
      code: 'KH1',
      name: '甲方',
      contractNo: 'XS-1',
      licenceNo: 'L-1',
      module: 'CRM',
    });
    await new ApiClient(app, 'seeyon').post('/customers', {
      code: 'KH2',
      name: '乙方',
      level: 'standard',
      region: 'unknown',
    });
    const [code, contractNo, licenceNo, module, name] = canaries as [string, string, string, string, string];
    const theirs = await run('huaruan', 'HRHIS', '9.00', { code, name, contractNo, licenceNo, module });
    secrets = [
      ...canaries,
      theirs.customer,
      theirs.contact,
      ...theirs.contracts,
      ...theirs.terms,
      theirs.use,
      theirs.key,
    ];

    const customers = [mine.customer, mine.customer, theirs.customer, 'cus_nobody'];
    const contracts = [...mine.contracts, ...mine.contracts, theirs.contracts[0]!, 'con_nothing'];
    pool = {
      customerId: customers,
      toCustomerId: customers,
      contractId: contracts,
      contactId: [mine.contact, theirs.contact],
      termId: [...mine.terms, theirs.terms[0]!],
      useId: [mine.use, theirs.use],
      keyId: [mine.key, theirs.key],
      vendor: ['seeyon', 'seeyon', 'huaruan'],
      n: ['1', '1', '2', '0', '99999999999'],
      series: ['EKP', 'ekp', 'HRHIS'],
      stream: [`seeyon.contract-${mine.contracts[0]!}`, `huaruan.contract-${theirs.contracts[0]!}`],
      'id of customers': customers,
      'id of contracts': contracts,
    };
    const policy = await nextPolicy((path) => new ApiClient(app, 'seeyon').get(path));
    bases = {
      '/api/v1/policies/{vendor}/versions': { ...policy, effectiveFrom: '2026-07-01' },
    };
  });
  afterAll(async () => {
    http.close();
    await app.close();
  });

  const bodyOf = ({ path, bodies }: Operation): fc.Arbitrary<{ type: string; bytes: Buffer } | undefined> => {
    const [[type, { schema }] = ['', {}] as const] = Object.entries(bodies) as [string, { schema?: object }][];
    if (schema === undefined)
      return fc.oneof(
        { weight: 6, arbitrary: fc.constant(undefined) },
        { weight: 1, arbitrary: fc.constant({ type: 'application/json', bytes: Buffer.from('{}') }) },
      );
    const value = bases[path] === undefined ? plausible(document, schema, pool) : fc.constant(bases[path]);
    return type === 'multipart/form-data' ? multipart(mutated(value)) : json(mutated(value));
  };

  const addressOf = ({ path, parameters }: Operation): fc.Arbitrary<string> => {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
    const category = /\/(customers|contracts)\/\{id\}/.exec(path)?.[1];
    const part = (name: string) =>
      fc.oneof(
        { weight: 9, arbitrary: fc.constantFrom(...(pool[name === 'id' ? `id of ${category}` : name] ?? ['x'])) },
        { weight: 1, arbitrary: hostileText },
      );
    const query = queryOf(
      document,
      parameters.filter((parameter) => parameter.in === 'query'),
      pool,
    );
    return fc.tuple(query, ...inPath.map(part)).map(([query, ...values]) => {
      const address = inPath.reduce(
        (text, name, index) => text.replace(`{${name}}`, () => encoded(values[index]!)),
        path,
      );
      return query === '' ? address : `${address}?${query}`;
    });
  };

  const requestTo = (operation: Operation): fc.Arbitrary<RawRequest> =>
    fc.tuple(addressOf(operation), bodyOf(operation), headers(operation), fc.nat()).map(([path, body, extra, turn]) => {
      const who = keyFor(operation, turn);
      return {
        method: operation.method,
        path,
        headers: {
          authorization: `Bearer ${app.keys[who]}`,
          ...(who === 'everywhere' && { 'ledger-vendor': 'seeyon' }),
          ...(body !== undefined && { 'content-type': body.type }),
          ...extra(who === 'everywhere'),
        },
        body: body?.bytes,
      };
    });

  const keyFor = (_: Operation, turn: number) =>
    (['admin', 'admin', 'admin', 'admin', 'everywhere', 'sales', 'auditor', 'system', 'customer'] as const)[turn % 9]!;

  /** What holds of every answer, whatever was asked. */
  const judge = (operation: Operation, question: RawRequest, { status, headers, text }: RawAnswer): void => {
    const recorded =
      `${question.path} ${safely(question.path)} ${JSON.stringify(question.headers)} ` +
      `${question.body?.toString('utf8') ?? ''}`;
    for (const secret of secrets)
      if (text.includes(secret) && !recorded.includes(secret))
        throw new Error(`the answer tells ${secret} of another vendor: ${text.slice(0, 500)}`);
    const type = String(headers['content-type']);
    if (status < 400) {
      const gap = described(operation, status, type, type.startsWith('application/json') ? JSON.parse(text) : text);
      if (gap !== '') throw new Error(gap);
      return;
    }
    expect(type).toBe('application/problem+json; charset=utf-8');
    const problem = JSON.parse(text) as {
      status: number;
      code: string;
      title: string;
      detail: string;
      rule?: string;
      errors?: { pointer: string; code: string; detail: string }[];
      correlationId: string;
    };
    if (!isProblemCode(problem.code)) throw new Error(`no code of the catalogue: ${text.slice(0, 300)}`);
    expect([problem.status, catalogue[problem.code].status]).toEqual([status, status]);
    if (status >= 500 && !(problem.code === 'views-behind' && 'ledger-min-position' in question.headers))
      throw new Error(`answered ${text.slice(0, 500)}; log: ${app.log.at(-2)?.slice(0, 3_000)}`);
    expect(text).not.toMatch(/\bat .{1,200}\.[jt]s:\d+|node_modules|SqliteError|"stack"/);
    // A fact that was not given is shown as a lone ellipsis; a long value ends in one.
    for (const sentence of [problem.detail, ...(problem.errors ?? []).map(({ detail }) => detail)])
      expect(sentence).not.toMatch(/['“「]…['”」]|\[object /);
    if (problem.code === 'invalid') expect(problem.errors?.length).toBeGreaterThan(0);
    if (status === 409 && problem.code !== 'stream-busy') expect(problem.rule).toMatch(/^[A-Z]\d+$/);
    const gap = beforeRoutes.has(problem.code) ? '' : described(operation, status, type, problem);
    if (gap !== '') throw new Error(`${gap}: ${problem.code}`);
  };

  it(
    'answers every one in time, as described, and shows nothing of another vendor',
    async () => {
      const position = async () =>
        (await new ApiClient(app, 'huaruan').get('/events', { limit: '500' })).items as { id: string }[];
      const before = await position();
      const statuses = new Map<number, number>();
      const defects: string[] = [];
      // Policies last: a hostile one that passes changes what the others are judged by.
      const operations = operationsOf(document)
        .filter(endsByItself)
        .sort((a, b) => Number(a.path.includes('/policies')) - Number(b.path.includes('/policies')));
      for (const operation of operations) {
        const found = await fc.check(
          fc.asyncProperty(requestTo(operation), async (question) => {
            const answer = await http.send(question);
            statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
            judge(operation, question, answer);
          }),
          {
            numRuns: operation.path.startsWith('/health') ? Math.min(runs, 30) : runs,
            seed: faultSeed,
            endOnFailure: true,
          },
        );
        if (found.failed)
          defects.push(
            `${operation.name}: ` +
              `${String((found.errorInstance as Error | null)?.message)}\n${JSON.stringify({ ...found.counterexample?.[0], body: found.counterexample?.[0].body?.toString('utf8').slice(0, 1_000) }).slice(0, 2_000)}`,
          );
      }
      if (defects.length > 0) throw new Error(defects.join('\n\n'));
      // Every route is really reached: writes are taken, refused by rules, and found at fault; a version that is
      // behind is rare in few requests.
      for (const status of [200, 201, 400, 403, 404, 409, 415, ...(runs < 100 ? [] : [412])])
        expect([status, (statuses.get(status) ?? 0) > 0]).toEqual([status, true]);
      expect((await position()).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
      expect(
        (await app.stores.apiKeys.list()).filter(({ vendor, revokedAt }) => vendor === 'huaruan' && revokedAt !== null),
      ).toEqual([]);
      expect((await http.send({ method: 'GET', path: '/health/ready', headers: {}, body: undefined })).status).toBe(
        200,
      );
    },
    600_000 + runs * 2_000,
  );

  it('C1: a number that another vendor uses is free, so that no refusal reveals it', async () => {
    const client = new ApiClient(app, 'seeyon');
    const customer = await client.post('/customers', { code: canaries[0], name: '丙方', level: 'key', region: 'city' });
    const { id } = await client.post('/contracts', {
      customerId: customer.id,
      contractNo: `${canaries[1]}-1`,
      licenceNo: `${canaries[2]}-1`,
      purchasedOn: '2025-03-01',
      product: { series: 'EKP', name: 'EKP', version: '4.11' },
    });
    expect(id).toMatch(/^con_/);
  });

  it('A1: strangers, and roles that may not, are turned away before their body is read', async () => {
    const { port } = app.app.getHttpServer().address() as AddressInfo;
    /** Sends the head of a request and waits: an answer can only come from whoever does not wait for the body. */
    const headOnly = (method: string, path: string, headers: Record<string, string>) =>
      new Promise<number>((resolve, reject) => {
        const question = plainRequest(
          {
            host: '127.0.0.1',
            // Strangers are counted by address: those of other tests are from another one.
            localAddress: '127.0.0.2',
            port,
            method,
            path,
            headers: { 'content-type': 'application/json', 'content-length': '8000000', ...headers },
          },
          (answer) => {
            resolve(answer.statusCode!);
            question.destroy();
          },
        );
        question.setTimeout(3_000, () => question.destroy(new Error(`${method} ${path} waits for the body`)));
        question.on('error', reject);
        question.flushHeaders();
      });
    // Links in mails have a token in the address, and no role.
    const writing = operationsOf(document).filter(
      ({ method, path }) => method !== 'GET' && path.startsWith('/api/') && !path.endsWith('/{token}'),
    );
    expect(writing.length).toBeGreaterThan(20);
    // A role that a route does not name: an auditor where the customer's key may write.
    for (const { method, path, roles } of writing) {
      const address = path.replaceAll(/\{\w+\}/g, 'x');
      const key = roles.includes('customer') ? app.keys.auditor : app.keys.customer;
      expect([path, await headOnly(method, address, { authorization: `Bearer ${key}` })]).toEqual([path, 403]);
    }
    for (const { method, path } of writing.slice(0, 40))
      expect([
        path,
        await headOnly(method, path.replaceAll(/\{\w+\}/g, 'x'), { authorization: 'Bearer wrong' }),
      ]).toEqual([path, 401]);
  });

  it('headers beyond the limit, and what is no HTTP, are problems too', async () => {
    const { status, text, headers } = await http.send({
      method: 'GET',
      path: '/api/v1/contracts',
      headers: { 'x-large': 'x'.repeat(40_000) },
      body: undefined,
    });
    expect([status, headers['content-type'], (JSON.parse(text) as { code: string }).code]).toEqual([
      431,
      'application/problem+json; charset=utf-8',
      'headers-too-large',
    ]);
  });
});

const safely = (text: string): string =>
  text.replaceAll(/(?:%[0-9A-Fa-f]{2})+/g, (part) => Buffer.from(part.replaceAll('%', ''), 'hex').toString('utf8'));
