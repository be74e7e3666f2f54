import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { startApp, type TestApp } from '../../support/app.js';
import { compiled } from '../../support/compiled.js';
import { freshFolder } from '../../support/folder.js';
import { csvOf, heading, importing, recordOf } from '../../support/imports.js';
import { rowOf, workbookOf } from '../../support/workbook.js';

describe('reports of imports', () => {
  let app: TestApp;
  let imports: ReturnType<typeof importing>;
  beforeAll(async () => {
    app = await startApp({ now: '2026-11-23T02:00:00.000Z' });
    imports = importing(app);
  });
  afterAll(() => app.close());

  it('name sheet, row and contract number, and all faults of a record', async () => {
    const bad = recordOf('a', { 客户级别: '金牌', 版本: '4.111', 购买日期: '03/04/2022', 邮箱: 'nobody' });
    const { id, errors } = await imports.run(workbookOf(rowOf(1, heading) + rowOf(7, bad)));
    const [error] = errors.items;
    expect(error).toMatchObject({ row: 7, sheet: '客户', contractNo: 'XS-a', field: 'level' });
    expect(error!.faults.map(({ field }) => field)).toEqual(['level', 'version', 'purchasedOn', 'email']);
    const [line] = parse(await imports.report(id), { columns: true, bom: true }) as Record<string, string>[];
    expect(line).toMatchObject({ record: '2', outcome: 'failed' });
    for (const text of ["sheet '客户', row 7, contract XS-a", '金牌', '4.111', '03/04/2022', '邮箱'])
      expect(Object.values(line!).join()).toContain(text);
    expect(Object.values(line!).join()).not.toContain('nobody');
  });

  it('name the row of a spreadsheet and the line of the text where they differ', async () => {
    const quoted = recordOf('l1').map((cell) => (cell === 'KHl1' ? '"KHl1"' : cell));
    const text = csvOf(heading, [...quoted.slice(0, -1), '"三\r\n行\r\n备注"'], recordOf('l2', { 版本: 'x' }));
    const { id } = await imports.run(text, '?dryRun=true');
    expect(await imports.report(id)).toContain('row 3 (line 5 of the text), contract XS-l2');
  });

  it('C11: name what differs from the contract that is recorded already', async () => {
    expect((await imports.run(csvOf(heading, recordOf('d')))).records.created).toBe(1);
    const change = { 许可证号: 'L-other', 版本: '5.00', 购买日期: '2025-04-01' };
    for (const query of ['', '?dryRun=true']) {
      const { errors } = await imports.run(csvOf(heading, recordOf('d', change)), query);
      expect(errors.items[0]!.faults).toMatchObject([
        {
          field: 'contractNo',
          differences: [
            { field: 'licenceNo', recorded: 'L-D', here: 'L-OTHER' },
            { field: 'version', recorded: '4.1.1', here: '5.0.0' },
            { field: 'purchasedOn', recorded: '2025-03-01', here: '2025-04-01' },
          ],
        },
      ]);
      expect(errors.items[0]!.detail).toContain("购买日期 (recorded '2025-03-01', here '2025-04-01')");
    }
    // The same in another spelling is the same.
    const spelled = csvOf(heading, recordOf('d', { 版本: 'V４.１１', 购买日期: '2025年3月1日', 合同号: ' xs-d ' }));
    expect((await imports.run(spelled)).records).toMatchObject({ known: 1, failed: 0 });
  });

  it('name the contract that has a licence number already', async () => {
    await imports.run(csvOf(heading, recordOf('n1')));
    const { errors } = await imports.run(csvOf(heading, recordOf('n2', { 许可证号: 'L-n1' })));
    expect(errors.items[0]).toMatchObject({ field: 'licenceNo', detail: expect.stringContaining('XS-N1') });
  });

  it.each([
    ['zh-CN', '第 2 行，合同号 XS-x：版本：'],
    ['zh-TW', '第 2 列，合約編號 XS-x：版本：'],
    ['en', 'row 2, contract XS-x: 版本: '],
  ])('follow the language %s that is asked for', async (language, text) => {
    const question = importing(app, 'admin', language);
    const { id } = await question.run(csvOf(heading, recordOf('x', { 版本: '4.111' })), '?dryRun=true');
    expect(await question.report(id)).toContain(text);
  });

  it.each([
    [{ LC_ALL: 'zh_TW.UTF-8', LANG: 'en_US.UTF-8' }, [], '不是版本號'],
    [{ LANG: 'en_US.UTF-8' }, [], 'is not a version'],
    [{ LANG: 'C' }, [], '不是版本号'],
    [{ LANG: 'en_US.UTF-8' }, ['--language', 'zh-CN'], '不是版本号'],
  ])('of the command line follow the locale %j and %j', (locale, args, text) => {
    const home = freshFolder();
    const file = join(home, 'export.csv');
    writeFileSync(file, csvOf(heading, recordOf('x', { 版本: '4.111' })));
    const report = join(home, 'report.csv');
    const run = (...more: string[]) =>
      spawnSync(process.execPath, [join(compiled(), 'src/cli.js'), 'import', ...more], {
        env: { PATH: process.env['PATH'], LEDGER_HOME: join(home, 'data'), ...locale },
        encoding: 'utf8',
      });
    const { status, stderr } = run(file, '--vendor', 'seeyon', '--report', report, '--dry-run', ...args);
    expect([status, stderr.includes('Error')]).toEqual([1, false]);
    const [line] = parse(spawnSync('cat', [report], { encoding: 'utf8' }).stdout, {
      columns: true,
      bom: true,
    }) as Record<string, string>[];
    expect(Object.values(line!).join()).toContain(text);
  });

  it('import --template writes a file once, and --help describes what a file may look like', () => {
    const home = freshFolder();
    const run = (...args: string[]) =>
      spawnSync(process.execPath, [join(compiled(), 'src/cli.js'), 'import', ...args], {
        env: { PATH: process.env['PATH'], LEDGER_HOME: join(home, 'data') },
        encoding: 'utf8',
      });
    const file = join(home, 'template.csv');
    expect(run('--template', file, '--vendor', 'huaruan').status).toBe(0);
    expect(spawnSync('cat', [file], { encoding: 'utf8' }).stdout).toContain('客戶編號,客戶名稱,客戶等級,地區,合約編號');
    expect(run('--template', file, '--vendor', 'huaruan').status).toBe(2);
    const { stdout } = run('--help');
    for (const text of ['Big5', '113/3/1', '合約編號', '合同号', '--template']) expect(stdout).toContain(text);
  });
});
