import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../../support/app.js';
import { csvOf, heading, importing, recordOf } from '../../support/imports.js';
import { type Parts, rowOf, workbookOf } from '../../support/workbook.js';

describe('cells as a person sees them', () => {
  let app: TestApp;
  let imports: ReturnType<typeof importing>;
  beforeAll(async () => {
    app = await startApp({ now: '2026-11-23T02:00:00.000Z' });
    imports = importing(app);
  });
  afterAll(() => app.close());

  const sheet = (rows: readonly Parameters<typeof rowOf>[1][], parts: Parts = {}) =>
    workbookOf([heading, ...rows].map((cells, index) => rowOf(index + 1, cells)).join(''), parts);
  const column = (name: string) => heading.indexOf(name);
  const withCell = (cells: readonly string[], name: string, cell: { v: string; s?: number }) =>
    cells.map((text, index) => (index === column(name) ? cell : text));
  const faultsOf = async (file: Buffer | string, query = '') => {
    const { state, records, errors } = await imports.run(file, query);
    expect(state).toBe('finished');
    return { records, faults: errors.items.map(({ row, field, faults }) => [row, field, faults[0]!.detail]) };
  };

  it('merged cells: every row of the range has its text', async () => {
    const level = 'C';
    const rows = [
      recordOf('m1', { 客户编号: 'KHM', 客户名称: '合并', 客户级别: 'VIP' }),
      recordOf('m2', { 客户编号: '', 客户名称: '', 客户级别: '' }),
    ];
    const { records } = await faultsOf(
      sheet(rows, {
        behind:
          '<mergeCells count="3"><mergeCell ref="A2:A3"/><mergeCell ref="B2:B3"/><mergeCell ' +
          `ref="${level}2:${level}3"/></mergeCells>`,
      }),
    );
    expect(records).toEqual({ read: 2, created: 2, known: 0, failed: 0 });
    const { body } = await app.http.get('/api/v1/customers?code=KHM').set(imports.headers);
    expect(body.items[0]).toMatchObject({ name: '合并', level: 'vip' });
  });

  it('cells merged over columns are a fault: which column has the text is unclear', async () => {
    const { faults } = await faultsOf(
      sheet([recordOf('m3', { 许可证号: '' })], { behind: '<mergeCells><mergeCell ref="E2:F2"/></mergeCells>' }),
    );
    expect(faults).toEqual([[2, 'contractNo', expect.stringContaining('merged with other columns')]]);
  });

  it.each([
    ['1234567890123456', 0, 'digits-lost', 'more than 15 digits'],
    ['1.2345678901234501E+15', 0, 'digits-lost', 'more than 15 digits'],
    ['1.2345678901234501E+17', 1, 'digits-lost', 'more than 15 digits'],
    ['12345678901', 2, 'shortened', 'a spreadsheet shortened'],
  ])('the number %s in style %i is a fault (%s)', async (v, s, _, text) => {
    const file = sheet([withCell(recordOf('n1'), '合同号', { v, s })], { formats: ['0', '0.00E+00'] });
    expect((await faultsOf(file, '?dryRun=true')).faults).toEqual([[2, 'contractNo', expect.stringContaining(text)]]);
  });

  it.each(['1.23457E+15', '1E+20', '########'])('%s in a CSV file is a fault', async (text) => {
    const { faults } = await faultsOf(csvOf(heading, recordOf('n2', { 许可证号: text })), '?dryRun=true');
    expect(faults).toEqual([[2, 'licenceNo', expect.stringContaining('shortened')]]);
  });

  it.each([
    ['"HT-"00000', '12', 'HT-00012'],
    ['000-0000', '1234567', '123-4567'],
    ['0000000000', '7', '0000000007'],
    ['#,##0', '1234', '1,234'],
    ['General', '123456789012345', '123456789012345'],
  ])('a number in format %s is taken as it is shown', async (format, v, shown) => {
    const file = sheet([withCell(recordOf(`f${v}`), '合同号', { v, s: 1 })], { formats: [format] });
    expect((await faultsOf(file)).faults).toEqual([]);
    expect(await imports.contracts()).toContain(shown);
  });

  it.each([
    ['45351.99999999999', 'yyyy-mm-dd', '2024-03-01'],
    ['45352.00000000001', 'yyyy/m/d h:mm', '2024-03-01'],
    ['45351.9', 'yyyy-mm-dd', '2024-02-29'],
    ['45352', '[$-404]e/m/d', '2024-03-01'],
  ])('the date %s in format %s is %s', async (v, format, day) => {
    const n = `d${v.replace('.', '')}`;
    const file = sheet([withCell(recordOf(n), '购买日期', { v, s: 1 })], { formats: [format] });
    expect((await faultsOf(file)).faults).toEqual([]);
    const { body } = await app.http.get(`/api/v1/contracts?q=XS-${n}`).set(imports.headers);
    expect(body.items[0].purchasedOn).toBe(day);
  });

  it.each([
    ['合同号', 'contractNo', '46361', 'm"月"d"日"'],
    ['许可证号', 'licenceNo', '45717', 'yyyy/m/d'],
    ['客户编号', 'customerCode', '0.5', 'h:mm'],
    ['版本', 'version', '45767', 'm.d'],
    ['电话', 'phone', '1.5', '[h]:mm'],
  ])('a %s that a spreadsheet made a date or a time of is a fault', async (column, field, v, format) => {
    const file = sheet([withCell(recordOf(`t${field}`), column, { v, s: 1 })], { formats: [format] });
    const { records, faults } = await faultsOf(file);
    expect(records.created).toBe(0);
    expect(faults).toEqual([[2, field, expect.stringContaining('as a date or a time')]]);
  });

  it('a number that its format hides, or shows shortened, is not taken', async () => {
    const hidden = sheet([withCell(recordOf('i1'), '许可证号', { v: '77', s: 1 })], { formats: [';;;'] });
    expect((await faultsOf(hidden)).faults).toEqual([[2, 'licenceNo', 'must not be empty']]);
    const tiny = sheet([withCell(recordOf('i2'), '许可证号', { v: '1.5E-7' })]);
    expect((await faultsOf(tiny)).faults).toEqual([[2, 'licenceNo', expect.stringContaining('shortened')]]);
  });

  it('a formula that was saved without its value is a fault', async () => {
    const file = workbookOf(
      rowOf(1, heading) + rowOf(2, recordOf('g1')).replace('</row>', '<c r="Q2"><f>A1</f></c></row>'),
    );
    expect((await faultsOf(file, '?dryRun=true')).faults).toEqual([
      [2, 'note', expect.stringContaining('without its value')],
    ]);
  });

  it('hidden rows are not imported in silence, hidden columns and further sheets are named', async () => {
    const file = workbookOf(
      rowOf(1, heading) + rowOf(2, recordOf('h1')) + rowOf(3, recordOf('h2'), 'hidden="1"') + rowOf(4, recordOf('h3')),
      {
        before: '<cols><col min="14" max="14" hidden="1" width="9"/></cols>',
        sheets:
          '<sheet name="客户" r:id="r0"/><sheet name="旧数据" r:id="r9"/><sheet name="x" state="hidden" r:id="r8"/>',
      },
    );
    const shown = await imports.run(file);
    expect(shown).toMatchObject({
      records: { read: 3, created: 2, known: 0, failed: 1 },
      sheet: '客户',
      sheetsLeftOut: ['旧数据', 'x'],
      hiddenColumns: ['电话'],
    });
    expect(shown.errors.items[0]).toMatchObject({ row: 3, sheet: '客户', contractNo: 'XS-h2' });
    expect(shown.errors.items[0]!.detail).toContain('hidden');
    expect(await imports.contracts()).not.toContain('XS-h2');
  });

  it('a cell right of the table is a fault that names its column', async () => {
    const file = workbookOf(rowOf(1, heading) + rowOf(2, [...recordOf('r1'), '', '合计']));
    expect((await faultsOf(file, '?dryRun=true')).faults).toEqual([[2, 'note', expect.stringContaining('column S')]]);
    // Blanks there are seen by nobody.
    const csv = csvOf(heading, [...recordOf('r2'), '', ' ']);
    expect((await faultsOf(csv, '?dryRun=true')).faults).toEqual([]);
  });

  it('blank rows are no records, and places count them', async () => {
    const csv = csvOf(
      ['  ', ''],
      heading,
      [],
      ['', ' ', '\u200b'],
      recordOf('b1'),
      ['', ''],
      recordOf('b2', { 版本: 'x' }),
    );
    const { records, faults } = await faultsOf(csv, '?dryRun=true');
    expect([records.read, faults.map(([row]) => row)]).toEqual([2, [7]]);
    const file = workbookOf(rowOf(1, heading) + rowOf(2, [' ']) + rowOf(207, recordOf('b3', { 版本: 'x' })));
    expect((await faultsOf(file, '?dryRun=true')).faults.map(([row]) => row)).toEqual([207]);
  });

  it.each([
    ['sep=;', (text: string) => `sep=;\r\n${text.replaceAll(',', ';')}`],
    ['"sep=,"', (text: string) => `"sep=,"\r\n${text}`],
    ['a title', (text: string) => `客户合同一览,,\r\n,,\r\n${text}`],
    [
      'stars and remarks',
      (text: string) => text.replace('合同号', '*合同号').replace('电话', '电话（选填）').replace('版本', ' 版 本：'),
    ],
    ['invisible characters in a heading', (text: string) => text.replace('合同号', '\u200b合\u2060同号')],
    ['full-width digits', (text: string) => text.replace('4.11', '４．１１').replace('2025-03-01', '２０２５／３／１')],
    ['a time of day', (text: string) => text.replace('2025-03-01', '2025/3/1 0:00')],
    ['a time of day in words', (text: string) => text.replace('2025-03-01', '2025/3/1 上午 12:00:00')],
    ['="…"', (text: string) => text.replace('XS-s', '="XS-s"')],
  ])('a file with %s is read', async (name, change) => {
    const { records, faults } = await faultsOf(change(csvOf(heading, recordOf('s'))), '?dryRun=true');
    expect([name, faults, records.created]).toEqual([name, [], 1]);
  });
});
