import { buffer } from 'node:stream/consumers';
import { stringify } from 'csv-stringify/sync';
import { type Field, fields } from './fields.js';
import { headingIn, type Vocabulary } from './vocabulary.js';
import { workbookOf } from './workbook.js';

export const fileFormats = ['csv', 'xlsx'] as const;
export type FileFormat = (typeof fileFormats)[number];

/** A file to fill in: the headings of the vendor and one example, which is to be replaced. */
export const templateOf = (
  vocabulary: Vocabulary,
  series: ReadonlyMap<string, string>,
  format: FileFormat,
): Promise<Buffer> | Buffer => {
  const rows = [
    fields.map((field) => headingIn(vocabulary, field)),
    fields.map((field) => exampleOf(vocabulary, series)[field]),
  ];
  return format === 'csv' ? csvOf(rows) : buffer(workbookOf(rows, { sheet: 'import', columns: fields.length }));
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
