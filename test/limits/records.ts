import { cellsOf, type Field, findColumns } from '../../src/imports/records/headings.js';
import { readRecord, recordBounds } from '../../src/imports/records/record.js';
import { type Column, heading, recordOf } from '../support/imports.js';
import { accepted, type Area, type Tried } from './area.js';

/** The fault that a field of so many characters gives; another fault than of its length counts as accepted. */
const faultOf = (column: Column, field: Field, count: number): string => {
  const cells = cellsOf(recordOf(1, { [column]: '甲'.repeat(count) }), findColumns(heading));
  const { faults } = readRecord(cells, new Map([['EKP', 'EKP']]));
  return faults.some((fault) => fault.field === field && fault.reason === 'too-long') ? 'too-long' : accepted;
};
const tried =
  (column: Column, field: Field) =>
  async (_: unknown, bound: number): Promise<Tried> => ({
    at: faultOf(column, field, bound),
    over: faultOf(column, field, bound + 1),
  });

export const records: Area = {
  name: 'records',
  bounds: recordBounds,
  tries: {
    field: tried('客户名称', 'name'),
    note: tried('备注', 'note'),
    modules: tried('定制模块', 'modules'),
    renewals: tried('续费记录', 'renewals'),
  },
};
