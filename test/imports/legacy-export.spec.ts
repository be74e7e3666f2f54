import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { importLocalFile } from '../../src/cli/import-local-file.js';
import { fields, headingOf } from '../../src/imports/records/headings.js';
import { startApp, type TestApp } from '../support/app.js';

const file = 'test/fixtures/legacy-contracts.csv';
const rows = (name: string) => parse(readFileSync(name), { columns: true, bom: true }) as Record<string, string>[];
/** The columns and words of a report in zh-CN, by the names that the expected file has. */
const columns = { 记录: 'record', 结果: 'outcome', 列: 'field', 合同号: 'contractNo', 服务期数: 'terms', 到期日: 'lastDay' };
const outcomes = { 已创建: 'created', 将创建: 'created', 已登记过: 'duplicate', 有误: 'error' };
const fieldOf = (heading: string) => fields.find((field) => headingOf(field) === heading) ?? heading;
const events = (report: string): Record<string, string>[] =>
  rows(report).map((row) =>
    Object.fromEntries(
      Object.entries(columns).map(([heading, name]) => [
        name,
        name === 'outcome'
          ? outcomes[row[heading] as keyof typeof outcomes]
          : name === 'field'
            ? fieldOf(row[heading]!)
            : row[heading]!,
      ]),
    ),
  );
const expected = rows('test/fixtures/legacy-contracts.expected.csv');

describe('a legacy export of 3,000 records (C1, C11)', () => {
  let app: TestApp;
  const run = (report: string, dryRun = false) =>
    importLocalFile(app.app, {
      file,
      vendor: 'seeyon',
      actor: { id: 'test', role: 'admin' },
      language: 'zh-CN',
      report: join(app.home, report),
      dryRun,
    });
  const head = async () => (await app.stores.ordinals.head()).position;

  beforeAll(async () => {
    app = await startApp({ now: '2026-11-23T02:00:00.000Z' });
  });
  afterAll(() => app.close());

  it('is judged without recording anything by a dry run', async () => {
    const before = await head();
    expect(await run('dry.csv', true)).toMatchObject({ records: 3000, created: 2804, duplicates: 64, errors: 132 });
    expect(events(join(app.home, 'dry.csv'))).toEqual(expected);
    expect(await head()).toBe(before);
  });

  it('is recorded as expected, record by record', async () => {
    expect(await run('first.csv')).toMatchObject({ records: 3000, created: 2804, duplicates: 64, errors: 132 });
    expect(events(join(app.home, 'first.csv'))).toEqual(expected);
  });

  it('creates nothing the second time: what was created is then a duplicate', async () => {
    const before = await head();
    expect(await run('second.csv')).toMatchObject({ records: 3000, created: 0, duplicates: 2868, errors: 132 });
    // Only that an import began and ended.
    expect(await head()).toBe(before + 2);
    const outcomes = events(join(app.home, 'second.csv')).map(({ outcome, field }) => [outcome, field]);
    expect(outcomes).toEqual(
      expected.map(({ outcome, field }) => [outcome === 'created' ? 'duplicate' : outcome, field]),
    );
  });
});
