import { buffer } from 'node:stream/consumers';
import { stringify } from 'csv-stringify/sync';
import { ZipFile } from 'yazl';
import { type Field, fields } from './fields.js';
import { headingIn, type Vocabulary } from './vocabulary.js';

export const templateFormats = ['csv', 'xlsx'] as const;
export type TemplateFormat = (typeof templateFormats)[number];

/** A file to fill in: the headings of the vendor and one example, which is to be replaced. */
export const templateOf = (
  vocabulary: Vocabulary,
  series: ReadonlyMap<string, string>,
  format: TemplateFormat,
): Promise<Buffer> | Buffer => {
  const rows = [
    fields.map((field) => headingIn(vocabulary, field)),
    fields.map((field) => exampleOf(vocabulary, series)[field]),
  ];
  return format === 'csv' ? csvOf(rows) : workbookOf(rows);
};

const exampleOf = (
  { language, shownLevels, shownRegions, minguo }: Vocabulary,
  series: ReadonlyMap<string, string>,
): Readonly<Record<Field, string>> => {
  const code = [...series.values()][0] ?? '';
  const name = { 'zh-CN': '示例客户', 'zh-TW': '範例客戶', en: 'Example customer' }[language];
  return {
    customerCode: 'KH00001',
    name,
    level: shownLevels[0] ?? '',
    region: shownRegions[0] ?? '',
    contractNo: 'XS-2024-0001',
    licenceNo: 'L-00000001',
    series: code,
    productName: code,
    version: '4.11',
    modules: '',
    purchasedOn: minguo ? '113/3/1' : '2024-03-01',
    renewals: minguo ? '114/3/2~115/3/1' : '2025-03-02~2026-03-01',
    contact: '',
    phone: '',
    email: '',
    manager: '',
    managerPhone: '',
    managerEmail: '',
    note: '',
  };
};

/** UTF-8 with a mark, so that spreadsheets read it as such. */
const csvOf = (rows: readonly (readonly string[])[]): Buffer =>
  Buffer.from(`\u{FEFF}${stringify(rows as string[][], { record_delimiter: '\r\n' })}`);

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (mark) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[mark]!);

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaged = 'http://schemas.openxmlformats.org/package/2006';
const kind = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** All columns are text (format 49), so that a spreadsheet leaves long numbers, versions and dates as they are typed. */
const workbookOf = (rows: readonly (readonly string[])[]): Promise<Buffer> => {
  const sheetRows = rows.map(
    (cells, row) =>
      `<row r="${row + 1}">${cells.map((text) => `<c s="1" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`).join('')}</row>`,
  );
  const parts: Readonly<Record<string, string>> = {
    '[Content_Types].xml': `<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${kind}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${kind}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${kind}.styles+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="import" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${main}"><fonts count="1"><font/></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" xfId="0"/><xf numFmtId="49" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><cols><col min="1" max="${fields.length}" width="18" style="1" customWidth="1"/></cols><sheetData>${sheetRows.join('')}</sheetData></worksheet>`,
  };
  const zip = new ZipFile();
  const mtime = new Date('2026-01-01T00:00:00Z');
  for (const [name, text] of Object.entries(parts)) zip.addBuffer(Buffer.from(head + text), name, { mtime });
  zip.end();
  return buffer(zip.outputStream);
};
