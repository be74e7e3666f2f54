import { FileFault } from './file-fault.js';

/**
 * The fields of an import record, in the order of the export's columns: of several faults the first column's is
 * reported.
 */
export const fields = [
  'customerCode',
  'name',
  'level',
  'region',
  'contractNo',
  'licenceNo',
  'series',
  'productName',
  'version',
  'modules',
  'purchasedOn',
  'renewals',
  'contact',
  'phone',
  'email',
  'manager',
  'note',
] as const;
export type Field = (typeof fields)[number];

const headings: Readonly<Record<Field, string>> = {
  customerCode: '客户编号',
  name: '客户名称',
  level: '客户级别',
  region: '地区',
  contractNo: '合同号',
  licenceNo: '许可证号',
  series: '产品系列',
  productName: '产品名称',
  version: '版本',
  modules: '定制模块',
  purchasedOn: '购买日期',
  renewals: '续费记录',
  contact: '联系人',
  phone: '电话',
  email: '邮箱',
  manager: '客户经理',
  note: '备注',
};

/** What the column of a field is called in the file. */
export const headingOf = (field: Field): string => headings[field];

/** One record as it stands in the file: the text of each field. */
export type Cells = Readonly<Record<Field, string>>;

/** Where each field stands; columns the import does not know are named, so that nothing is left behind in silence. */
export interface Columns {
  readonly at: Readonly<Record<Field, number>>;
  readonly width: number;
  readonly unknown: readonly string[];
}

/** Finds the columns by heading, in any order; spaces and full-width letters do not matter. @throws FileFault */
export const findColumns = (row: readonly string[]): Columns => {
  const found = row.map((heading) => heading.normalize('NFKC').replace(/[\s\u{FEFF}]/gu, ''));
  const named = fields.map((field) => headings[field]);
  const missing = named.filter((heading) => !found.includes(heading));
  const repeated = named.filter((heading) => found.indexOf(heading) !== found.lastIndexOf(heading));
  if (missing.length > 0 || repeated.length > 0) {
    const said = (headings: readonly string[]) => headings.join(', ') || '-';
    throw new FileFault('headings', {
      missing: said(missing),
      repeated: said(repeated),
      found: said(found).slice(0, 2000),
    });
  }
  const at = Object.fromEntries(fields.map((field) => [field, found.indexOf(headings[field])])) as Record<
    Field,
    number
  >;
  return { at, width: row.length, unknown: found.filter((heading) => heading !== '' && !named.includes(heading)) };
};

export const cellsOf = (row: readonly string[], columns: Columns): Cells =>
  Object.fromEntries(fields.map((field) => [field, row[columns.at[field]] ?? ''])) as Record<Field, string>;
