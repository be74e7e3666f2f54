import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { fields, headingOf } from '../../src/imports/records/headings.js';

/** The columns and words of a report in zh-CN, by the names that files of expected outcomes have. */
const columns = {
  记录: 'record',
  结果: 'outcome',
  列: 'field',
  合同号: 'contractNo',
  服务期数: 'terms',
  到期日: 'lastDay',
};
const outcomes = { 已创建: 'created', 将创建: 'created', 已登记过: 'duplicate', 有误: 'error' };

const shown = (name: string, cell: string): string => {
  if (name === 'outcome') return outcomes[cell as keyof typeof outcomes];
  return name === 'field' ? (fields.find((field) => headingOf(field) === cell) ?? cell) : cell;
};

/** A table with headings. */
export const tableOf = (file: string): Record<string, string>[] =>
  parse(readFileSync(file), { columns: true, bom: true });

/** A report in zh-CN without its details. */
export const reportRows = (file: string): Record<string, string>[] =>
  tableOf(file).map((row) =>
    Object.fromEntries(Object.entries(columns).map(([heading, name]) => [name, shown(name, row[heading]!)])),
  );
