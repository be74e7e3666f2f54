import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { importLocalFile } from '../../src/cli/import-local-file.js';
import { startApp, type TestApp } from '../support/app.js';
import { reportRows, tableOf } from '../support/report-rows.js';

const file = 'test/fixtures/legacy-contracts.csv';
const events = reportRows;
const expected = tableOf('test/fixtures/legacy-contracts.expected.csv');

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
