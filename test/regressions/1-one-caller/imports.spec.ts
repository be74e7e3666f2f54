import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ImportJobs } from '../../../src/imports/jobs/import-jobs.js';
import { bounds } from '../../../src/imports/bounds.js';
import { readInThread } from '../../../src/imports/reading/read-in-thread.js';
import { sourceOf } from '../../../src/cli/local-source.js';
import { startApp, type TestApp } from '../../support/app.js';
import { freshFolder } from '../../support/folder.js';
import { attemptsOf, setAttempts } from '../../support/import-attempts.js';
import { csvOf, heading, importing, recordOf } from '../../support/imports.js';
import { type Parts, rowOf, workbookOf } from '../../support/workbook.js';
import { zipOf } from '../../support/zip.js';

describe('a file beyond a bound', () => {
  let app: TestApp;
  let imports: ReturnType<typeof importing>;
  beforeAll(async () => {
    app = await startApp({ now: '2026-11-23T02:00:00.000Z' });
    imports = importing(app);
  });
  afterAll(() => app.close());

  const sheet = (rows: string, parts: Parts = {}) => workbookOf(rowOf(1, heading) + rows, parts);
  const cells = (count: number) => `<row r="2">${'<c s="1"><v>1</v></c>'.repeat(count)}</row>`;
  const nested = (depth: number) => `<row r="2">${'<x>'.repeat(depth)}${'</x>'.repeat(depth)}</row>`;
  const columns = heading.length;

  it.each([
    [
      'a number format of 1,000,000 zeros and 16,000 cells',
      () => sheet(cells(16_000), { formats: ['0'.repeat(1_000_000)] }),
      'over-bound',
    ],
    [
      'a number format one longer than allowed',
      () => sheet('', { formats: ['0'.repeat(bounds.formatCode + 1)] }),
      'over-bound',
    ],
    ['16,000 cells in a row', () => sheet(cells(16_000), { formats: ['0'] }), 'over-bound'],
    ['one cell more than allowed', () => sheet(cells(bounds.columns + 1), { formats: ['0'] }), 'over-bound'],
    [
      'a row of long cells',
      () => sheet(rowOf(2, Array.from({ length: 40 }, () => 'x'.repeat(bounds.cellText)).slice(0, 26)) + ''),
      null,
    ],
    ['a cell one character too long', () => sheet(rowOf(2, ['x'.repeat(bounds.cellText + 1)])), 'broken-workbook'],
    ['elements within each other', () => sheet(nested(bounds.depth)), 'broken-workbook'],
    [
      'too many formats',
      () => sheet('', { formats: Array.from({ length: bounds.formats + 1 }, () => '0') }),
      'over-bound',
    ],
    [
      'too many sheets',
      () => sheet('', { sheets: '<sheet name="a" r:id="r0"/>'.repeat(bounds.sheets + 1) }),
      'over-bound',
    ],
    [
      'too many merged ranges',
      () =>
        sheet('', { behind: `<mergeCells>${'<mergeCell ref="A1:A2"/>'.repeat(bounds.mergedRanges + 1)}</mergeCells>` }),
      'over-bound',
    ],
    ['a row far down', () => sheet(`<row r="${bounds.rows + 1}"><c><v>1</v></c></row>`), 'over-bound'],
    [
      'a merged range over everything',
      () => sheet(rowOf(2, recordOf('x')), { behind: '<mergeCells><mergeCell ref="A2:XFD1048576"/></mergeCells>' }),
      null,
    ],
    ['a text file with a row of commas', () => csvOf(heading) + ','.repeat(500_000) + 'x\r\n', 'over-bound'],
    ['a text file with a row without end', () => csvOf(heading) + 'x'.repeat(bounds.rowText * 2), 'over-bound'],
  ])('with %s ends as failed or is read, and the server answers on', async (_, made, code) => {
    const { state, failure } = await imports.run(made(), '?dryRun=true');
    expect([state, failure?.code ?? null]).toEqual([code === null ? 'finished' : 'failed', code]);
    expect(columns).toBe(17);
    expect((await app.http.get('/health/live')).status).toBe(200);
  });

  it('a zip that inflates to more than its ratio allows is refused before it is inflated', async () => {
    const zeros = Buffer.alloc(bounds.ratioFrom + 1);
    const deflated = deflateRawSync(zeros);
    const zip = zipOf({ '_rels/.rels': deflated.toString('latin1') });
    const shown = Buffer.from(zip);
    // The directory names the inflated size and the method.
    const place = shown.indexOf(Buffer.from('PK\x01\x02', 'latin1'));
    shown.writeUInt16LE(8, place + 10);
    shown.writeUInt32LE(zeros.length, place + 24);
    const { state, failure } = await imports.run(shown);
    expect([state, failure!.code]).toEqual(['failed', 'over-bound']);
  });

  it('what exhausts the heap of the reader ends the reader and not the process', async () => {
    const file = join(freshFolder(), 'export.csv');
    const formats = Array.from({ length: bounds.formats }, (_, n) => `"${String(n).padStart(240, 'x')}"0`);
    writeFileSync(file, sheet('', { formats }));
    const rows = readInThread({ source: sourceOf(file), headings: [] }, () => undefined, 24);
    await expect(rows.next()).rejects.toMatchObject({ reason: 'over-bound', facts: { bound: 'heap' } });
    // Within the limit of the product the same file is read.
    expect((await imports.run(readFileSync(file), '?dryRun=true')).state).toBe('finished');
  });
});

describe('the imports of several vendors', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await startApp({ now: '2026-11-23T02:00:00.000Z' });
  });
  afterEach(() => app.close());
  const large = csvOf(heading, ...Array.from({ length: 1500 }, (_, n) => recordOf(n)));

  it('do not wait for each other: one row is done long before the other vendor’s file', async () => {
    const [mine, theirs] = [importing(app), importing(app, 'other')];
    const first = await mine.send(large);
    const second = await theirs.send(csvOf(heading, recordOf('y', { 产品系列: 'HRHIS' })));
    for (;;) {
      if ((await theirs.shown(second.body.id)).state === 'finished') break;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect((await mine.shown(first.body.id)).state).toBe('running');
  });

  it('have a quota each; a refused upload leaves nothing and names the way out', async () => {
    const [mine, theirs] = [importing(app), importing(app, 'other')];
    await mine.send(large);
    const statuses: number[] = [];
    for (let n = 0; n < bounds.waiting; n += 1) statuses.push((await mine.send(csvOf(heading, recordOf(n)))).status);
    expect(statuses).toEqual([...Array<number>(bounds.waiting - 1).fill(202), 429]);
    const { body } = await mine.send(csvOf(heading, recordOf('z')));
    expect([body.code, body.detail]).toEqual(['imports-waiting', expect.stringContaining('GET /imports')]);
    expect((await theirs.send(csvOf(heading, recordOf('y', { 产品系列: 'HRHIS' })))).status).toBe(202);
  });
});

describe('an import that ended its process twice', () => {
  it('ends as failed at the next start, and reports it', async () => {
    const app = await startApp({ now: '2026-11-23T02:00:00.000Z' });
    const imports = importing(app);
    const rows = Array.from({ length: 300 }, (_, n) => recordOf(n));
    const { body } = await imports.send(csvOf(heading, ...rows));
    await app.app.close();
    // A stop in good order is no attempt.
    expect(attemptsOf(app.home, body.id)).toBe(0);
    setAttempts(app.home, body.id, bounds.attempts);
    const again = await startApp({ now: '2026-11-23T02:00:00.000Z', home: app.home });
    const there = importing(again);
    await again.app.get(ImportJobs, { strict: false }).resume();
    await there.idle();
    expect(await there.shown(body.id)).toMatchObject({ state: 'failed', failure: { code: 'ended-process' } });
    expect((await there.run(csvOf(heading, ...rows))).state).toBe('finished');
    await again.close();
  });
});
