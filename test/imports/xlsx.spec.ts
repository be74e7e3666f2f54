import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fileFaultText } from '../../src/imports/reading/file-fault.js';
import { importLocalFile } from '../../src/cli/import-local-file.js';
import { readRows } from '../../src/imports/reading/read-rows.js';
import { sourceOf } from '../../src/cli/local-source.js';
import { formOf, numberText } from '../../src/imports/reading/xlsx/cells.js';
import { startApp, type TestApp } from '../support/app.js';
import { reportRows, tableOf } from '../support/report-rows.js';
import { zipOf } from '../support/zip.js';

const folder = mkdtempSync(join(tmpdir(), 'service-ledger-xlsx-'));
afterAll(() => rmSync(folder, { recursive: true }));

const rowsOf = async (file: string) => {
  const rows: (readonly string[])[] = [];
  for await (const { cells } of readRows(sourceOf(file))) rows.push(cells);
  return rows;
};
const written = (bytes: Buffer | string) => {
  const file = join(folder, 'file');
  writeFileSync(file, bytes);
  return file;
};

const rels = (...relations: string[]) =>
  `<Relationships>${relations.map((type, index) => `<Relationship Id="r${index}" Type="http://x/${type.split('=')[0]}" Target="${type.split('=')[1]}"/>`).join('')}</Relationships>`;
const workbook = (sheet: string, more: Readonly<Record<string, string>> = {}) => ({
  '_rels/.rels': rels('officeDocument=xl/workbook.xml'),
  'xl/workbook.xml': '<workbook xmlns:r="r"><sheets><sheet name="a" r:id="r0"/></sheets></workbook>',
  'xl/_rels/workbook.xml.rels': rels('worksheet=worksheets/sheet1.xml'),
  'xl/worksheets/sheet1.xml': sheet,
  ...more,
});

describe('a legacy export as a workbook', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp({ now: '2026-11-23T02:00:00.000Z' });
  });
  afterAll(() => app.close());

  it(
    'with dates, versions and phone numbers in cells of their own kind means what the CSV file means, record ' +
      'by record',
    async () => {
      const report = join(app.home, 'report.csv');
      await importLocalFile(app.app, {
        file: 'test/fixtures/legacy-contracts.xlsx',
        vendor: 'seeyon',
        actor: { id: 'test', role: 'admin' },
        language: 'zh-CN',
        report,
        dryRun: true,
      });
      expect(reportRows(report)).toEqual(tableOf('test/fixtures/legacy-contracts.expected.csv'));
    },
  );
});

describe('cells', () => {
  it('of the first visible sheet read as they are shown, formulas by their saved value, at any place', async () => {
    const [heading, ...rows] = await rowsOf('test/fixtures/cells.xlsx');
    expect(heading).toHaveLength(17);
    const record = (contractNo: string, version: string, day: string, note: string) => [
      'KH1',
      '客户甲',
      '普通',
      '市内',
      contractNo,
      `L-${Number(contractNo)}`,
      'EKP',
      'EKP',
      version,
      '',
      day,
      '',
      '',
      '',
      '',
      '',
      note,
    ];
    expect(rows).toEqual([
      record('00007', '9.00', '2024-03-01', ''),
      record('00008', '4.11', '2024-02-29', 'two runs'),
      record('00009', '4.11', '#N/A', ''),
      record('00010', '4.11', '44000', 'line\nbreak & <b>'),
    ]);
  });

  it.each([
    ['45352', 14, undefined, '2024-03-01'],
    ['45352.99', 22, undefined, '2024-03-01'],
    ['45352', 31, undefined, '2024-03-01'],
    ['45352', 176, 'yyyy"年"m"月"d"日";@', '2024-03-01'],
    ['45352', 176, '[$-409]mmm', '2024-03-01'],
    ['1', 14, undefined, '1900-01-01'],
    ['59', 14, undefined, '1900-02-28'],
    ['60', 14, undefined, '60'],
    ['61', 14, undefined, '1900-03-01'],
    ['-1', 14, undefined, '-1'],
    ['0.5', 20, 'h:mm', '0.5'],
    ['1.5', 176, '[h]:mm', '1.5'],
    ['3.5', 176, '"yd"0.0', 'yd3.5'],
    ['45352', 0, undefined, '45352'],
    ['20240301', 0, 'General', '20240301'],
    ['4.1100000000000003', 0, undefined, '4.11'],
    ['4.1', 2, undefined, '4.10'],
    ['123', 176, '000000', '000123'],
    ['13900000000', 0, undefined, '13900000000'],
    ['1.39E10', 0, undefined, '13900000000'],
  ])('%s in format %s %s is %s', (stored, number, code, shown) => {
    expect(numberText(stored, formOf(number, code), false)).toBe(shown);
  });

  it('of a workbook that counts from 1904 are dates too', () => {
    expect(numberText('43890', 'date', true)).toBe('2024-03-01');
  });
});

describe('a file of another kind', () => {
  it.each([
    ['an old workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 'old-workbook'],
    ['a PDF', Buffer.from('%PDF-1.7'), 'other-kind'],
    [
      'a document',
      zipOf({ '_rels/.rels': rels('officeDocument=word/document.xml'), 'word/document.xml': '<document/>' }),
      'other-kind',
    ],
    ['an open document', zipOf({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet' }), 'other-kind'],
    ['half a workbook', readFileSync('test/fixtures/cells.xlsx').subarray(0, 3000), 'broken-workbook'],
    [
      'a workbook without its sheet',
      zipOf({ ...workbook(''), 'xl/_rels/workbook.xml.rels': rels('worksheet=gone.xml') }),
      'broken-workbook',
    ],
    [
      'a workbook with no sheet to see',
      zipOf({ ...workbook('<worksheet/>'), 'xl/workbook.xml': '<workbook><sheets/></workbook>' }),
      'no-sheet',
    ],
    ['a sheet that breaks off', zipOf(workbook('<worksheet><sheetData><row><c><v>1')), 'broken-workbook'],
    ['a sheet with a document type', zipOf(workbook('<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>')), 'broken-workbook'],
    [
      'a text that nobody wrote',
      zipOf(workbook('<worksheet><row><c r="A1" t="s"><v>5</v></c></row></worksheet>')),
      'broken-workbook',
    ],
    [
      'cells that run backwards',
      zipOf(workbook('<worksheet><row><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row></worksheet>')),
      'broken-workbook',
    ],
    [
      'a cell far out',
      zipOf(workbook('<worksheet><row><c r="ZZZ1"><v>1</v></c></row></worksheet>')),
      'broken-workbook',
    ],
    [
      'a cell without end',
      zipOf(
        workbook(`<worksheet><row><c t="inlineStr"><is><t>${'x'.repeat(3 * 2 ** 20)}</t></is></c></row></worksheet>`),
      ),
      'broken-workbook',
    ],
  ])('such as %s is named, with the way out', async (_, bytes, reason) => {
    const fault = await rowsOf(written(bytes)).catch((error: unknown) => error);
    expect(fault).toMatchObject({ reason });
    for (const language of ['zh-CN', 'zh-TW', 'en'] as const)
      expect(fileFaultText(fault as never, language)).not.toMatch(/[{}]/);
  });
});
