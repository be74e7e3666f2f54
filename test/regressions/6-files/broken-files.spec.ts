import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Imports } from '../../../src/imports/imports.service.js';
import { startApp, type TestApp } from '../../support/app.js';
import { csvOf, heading, importing, recordOf } from '../../support/imports.js';
import { rowOf, workbookOf } from '../../support/workbook.js';

describe('a file that is broken', () => {
  let app: TestApp;
  let imports: ReturnType<typeof importing>;
  beforeAll(async () => {
    app = await startApp({ now: '2026-11-23T02:00:00.000Z' });
    imports = importing(app);
  });
  afterAll(() => app.close());
  const rows = (from: number, count: number) => Array.from({ length: count }, (_, n) => recordOf(from + n));

  it.each([
    ['inside', '两"层', '两"层'],
    ['at the end', '两层"', '两层"'],
    ['quoted, with text behind', '"两"层', '"两"层'],
  ])('a bare quote %s of a field is part of it', async (_, written, shown) => {
    const code = `q${written.length}${written.indexOf('"')}`;
    const { state, records } = await imports.run(
      csvOf(heading, recordOf(code, { 客户名称: written }), recordOf(`${code}b`)),
    );
    expect([state, records.created]).toEqual(['finished', 2]);
    const { body } = await app.http.get(`/api/v1/customers?code=KH${code}`).set(imports.headers);
    expect(body.items[0].name).toBe(shown);
  });

  it('an open quote at the end is a broken end; what was read before is taken and reported', async () => {
    const text = csvOf(heading, ...rows(1000, 285)) + 'KH9,"没有结';
    const { state, records, failure, id } = await imports.run(text);
    expect([state, records.read, records.created, failure!.code]).toEqual(['failed', 285, 285, 'broken-end']);
    expect(failure!.detail).toContain('from line 287 on');
    expect(failure!.detail).toContain('285 records were read before');
    expect((await imports.report(id)).split('\r\n')).toHaveLength(287);
  });

  it('a last record that is cut is a broken end and no record', async () => {
    const { state, records, failure } = await imports.run(csvOf(heading, ...rows(2000, 3)) + 'KH2999,客户,普通');
    expect([state, records.read, failure!.code]).toEqual(['failed', 3, 'broken-end']);
  });

  it('half a character at the end is a broken end', async () => {
    const whole = Buffer.from(csvOf(heading, ...rows(2100, 2)) + recordOf('x').join(',') + '备');
    const { state, records, failure } = await imports.run(whole.subarray(0, -1));
    expect([state, records.read >= 2, failure!.code]).toEqual(['failed', true, 'broken-end']);
  });

  it('a whole last line without a line break is a record', async () => {
    const { state, records } = await imports.run(csvOf(heading, ...rows(2200, 2)).trimEnd());
    expect([state, records.created]).toEqual(['finished', 2]);
  });

  it('a workbook cut at any place fails with a clear problem', async () => {
    const whole = workbookOf(rowOf(1, heading) + rowOf(2, recordOf('w')));
    for (const share of [0.2, 0.6, 0.95]) {
      const { state, failure } = await imports.run(whole.subarray(0, Math.floor(whole.length * share)));
      expect([state, failure!.code]).toEqual(['failed', 'broken-workbook']);
    }
  });

  it('a sheet that breaks off: what was read before is taken', async () => {
    const { state, records, failure } = await imports.run(
      workbookOf(
        rowOf(1, heading) +
          rows(2300, 3)
            .map((row, n) => rowOf(n + 2, row))
            .join('') +
          '<row r="9"><c r="A9',
      ),
    );
    expect([state, records.created, failure!.code]).toEqual(['failed', 3, 'broken-workbook']);
  });

  it('a quote that opens in the midst and swallows the rest ends at a bound', async () => {
    const text = csvOf(heading, recordOf(2400)) + `"${'很长，'.repeat(500_000)}`;
    const { state, records, failure } = await imports.run(text);
    expect([state, records.read, failure!.code]).toEqual(['failed', 1, 'over-bound']);
  });

  it('an unexpected error ends the import as failed, and no log or event has its message', async () => {
    const service = app.app.get(Imports, { strict: false });
    const failing = jest.spyOn(service, 'execute');
    failing.mockRejectedValueOnce(new TypeError('cell 王芳 13900001234 cannot be read'));
    const { state, failure, id } = await imports.run(csvOf(heading, recordOf(2500)));
    expect([state, failure!.code]).toEqual(['failed', 'unexpected']);
    expect(app.log.join('\n')).toContain(id);
    expect(app.log.join('\n')).not.toMatch(/王芳|13900001234/);
    const events = await app.stores.ordinals.readAll(0, 100_000);
    expect(events.at(-1)).toMatchObject({ type: 'ImportFailed', data: { reason: 'unexpected', facts: {} } });
    failing.mockRestore();
  });

  it('bytes of no text, of a damaged deflate stream, of a zip of nothing fail, and the next import works', async () => {
    const files = [
      Buffer.from([0x41, 0xff, 0xff, 0x0a]),
      Buffer.from('PK\x03\x04'),
      deflateRawSync(Buffer.alloc(100)),
      Buffer.alloc(0),
    ];
    for (const file of files) expect((await imports.run(file)).state).toBe('failed');
    expect((await imports.run(csvOf(heading, recordOf(2600)))).state).toBe('finished');
  });
});
