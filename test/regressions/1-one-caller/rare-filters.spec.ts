import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../../support/app.js';
import { ApiClient } from '../../support/api-client.js';
import { type OpenApi, operationsOf, type Operation } from '../../support/openapi.js';

/** Lists whose rows grow with the ledger; the others are bounded by the vendor's policy. */
const lists = ['GET /api/v1/events', 'GET /api/v1/contracts', 'GET /api/v1/customers', 'GET /api/v1/imports'];

/** What a query is asked with, by parameter, where the description has no example that finds something. */
const values: Readonly<Record<string, string>> = {
  manager: '王',
  stream: 'seeyon.contract-con_x',
  type: 'LicenceRevoked',
  from: '2026-01-01',
  to: '2026-12-31',
  expiresBefore: '2027-01-01',
  q: 'XS',
  code: 'KH1',
  limit: '10',
};

describe('every documented filter and sort is served by an index', () => {
  let app: TestApp;
  let operations: readonly Operation[];
  let customerId: string;
  const prepared = new Set<string>();
  const prepare = Database.prototype.prepare;

  beforeAll(async () => {
    // What is prepared while the lists are asked is what they are answered by.
    Database.prototype.prepare = function (this: Database.Database, sql: string) {
      prepared.add(sql);
      return prepare.call(this, sql);
    } as typeof prepare;
    app = await startApp();
    const client = new ApiClient(app, 'seeyon');
    const customer = await client.post('/customers', { code: 'KH1', name: '甲方', level: 'key', region: 'city' });
    customerId = customer.id as string;
    await client.post('/contracts', {
      customerId,
      contractNo: 'XS-1',
      licenceNo: 'L-1',
      purchasedOn: '2025-06-01',
      product: { series: 'EKP', name: 'EKP', version: '4.11' },
    });
    const document = (await app.http.get('/openapi.json')).body as OpenApi;
    operations = operationsOf(document).filter(({ name }) => lists.includes(name));
  });
  afterAll(async () => {
    Database.prototype.prepare = prepare;
    await app.close();
  });

  /** Each filter with each sort, alone and all together. */
  const queriesOf = ({ parameters }: Operation): readonly Record<string, string>[] => {
    const question = parameters.filter((parameter) => parameter.in === 'query' && parameter.name !== 'cursor');
    const options = (name: string) =>
      question.find((parameter) => parameter.name === name)?.schema.enum as string[] | undefined;
    const required = question.filter(({ required }) => required === true).map(({ name }) => name);
    const sorts = options('sort') ?? [''];
    const filters = question.map(({ name }) => name).filter((name) => name !== 'sort' && !required.includes(name));
    const sets = [[], ...filters.map((name) => [name]), filters.filter((name) => name !== 'stream' && name !== 'code')];
    return sets.flatMap((set) =>
      sorts.map((sort) =>
        Object.fromEntries([
          ...[...required, ...set].map((name) => [
            name,
            name === 'customerId' ? customerId : (options(name)?.[2] ?? values[name]!),
          ]),
          ...(sort === '' ? [] : [['sort', sort]]),
        ]),
      ),
    );
  };

  it('no statement reads a whole table', async () => {
    expect(operations).toHaveLength(lists.length);
    for (const operation of operations)
      for (const query of queriesOf(operation)) {
        const { status } = await app.http
          .get(operation.path)
          .query(query)
          .set({ authorization: `Bearer ${app.keys.admin}` });
        // What is not there may be refused: it was looked for.
        expect([operation.name, query, [200, 400, 404].includes(status)]).toEqual([operation.name, query, true]);
      }
    const files = ['events', 'views'].map((name) => new Database(join(app.home, `${name}.db`), { readonly: true }));
    const scans: string[] = [];
    for (const sql of prepared) {
      if (
        !/^\s*(WITH|SELECT)/.test(sql) ||
        /FROM views|ORDER BY position DESC LIMIT 1$|count\(\*\)|sqlite_schema/.test(sql)
      )
        continue;
      for (const db of files) {
        let plan: readonly { readonly detail: string }[];
        try {
          const bound = prepare.call(db, `EXPLAIN QUERY PLAN ${sql}`);
          const named = [...new Set([...sql.matchAll(/:(\w+)/g)].map(([, name]) => name!))];
          const places: unknown[] = (sql.match(/\?/g) ?? []).map(() => null);
          plan = (
            named.length > 0 ? bound.all(Object.fromEntries(named.map((name) => [name, null]))) : bound.all(places)
          ) as never;
        } catch {
          continue;
        }
        for (const { detail } of plan)
          if (
            /^SCAN (events|\w*_v\d+_\d+(_spans)?)\b(?! USING (COVERING )?INDEX)/.test(
              detail.replaceAll('"', '').replaceAll('-', '_'),
            )
          )
            scans.push(`${detail}: ${sql}`);
      }
    }
    for (const db of files) db.close();
    expect(scans).toEqual([]);
    const question = [...prepared].join('\n');
    for (const part of [
      'AND type = :type',
      'json_each(:streams)',
      '_spans" WHERE vendor',
      '"of.contractKey" DESC',
      'wanted CROSS JOIN',
    ])
      expect([part, question.includes(part)]).toEqual([part, true]);
  }, 60_000);
});
