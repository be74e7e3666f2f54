import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { FileFault } from '../../src/imports/reading/file-fault.js';
import { optionalFields } from '../../src/imports/records/fields.js';
import { cellsOf, fields, findColumns } from '../../src/imports/records/headings.js';
import { readCsv } from '../../src/imports/reading/read-csv.js';
import { encodingOf } from '../../src/imports/reading/text-encoding.js';
import { sourceOf } from '../../src/cli/local-source.js';
import { readDay, readRecord } from '../../src/imports/records/record.js';
import { freshFolder } from '../support/folder.js';

const heading = [
  '客户编号',
  '客户名称',
  '客户级别',
  '地区',
  '合同号',
  '许可证号',
  '产品系列',
  '产品名称',
  '版本',
  '定制模块',
  '购买日期',
  '续费记录',
  '联系人',
  '电话',
  '邮箱',
  '客户经理',
  '备注',
];
const good = [
  'KH1',
  '甲方',
  '重点客户',
  '市郊',
  'XS-1',
  'L-1',
  'ekp ',
  '致远EKP',
  'V４.１１',
  'CRM接口；移动审批',
  '２０２４年３月１日',
  '2025-03-02～2026-03-01; 2026/3/2 - 2027/3/1',
  '王芳',
  '139',
  'a@example.com',
  '李强',
  '',
];
const series = new Map([['EKP', 'EKP']]);
const record = (change: Partial<Record<(typeof heading)[number], string>> = {}) =>
  readRecord(
    cellsOf(
      heading.map((name, index) => change[name] ?? good[index]!),
      findColumns(heading),
    ),
    series,
  );
const rowsOf = async (bytes: Buffer | string) => {
  const file = join(freshFolder(), 'export.csv');
  writeFileSync(file, bytes);
  const rows: (readonly string[])[] = [];
  for await (const { cells } of readCsv(sourceOf(file))) rows.push(cells);
  return { file, rows };
};

describe('C1: a record of an export', () => {
  it('is understood as people write it', () =>
    expect(record()).toEqual({
      faults: [],
      record: {
        customerCode: 'KH1',
        name: '甲方',
        level: 'key',
        region: 'suburb',
        contractNo: 'XS-1',
        licenceNo: 'L-1',
        series: 'EKP',
        productName: '致远EKP',
        version: '4.11',
        modules: ['CRM接口', '移动审批'],
        purchasedOn: '2024-03-01',
        contact: { name: '王芳', phone: '139', email: 'a@example.com' },
        manager: '李强',
        note: null,
        renewals: [
          { firstDay: '2025-03-02', lastDay: '2026-03-01' },
          { firstDay: '2026-03-02', lastDay: '2027-03-01' },
        ],
      },
    }));

  it.each([
    ['客户级别', '金牌', 'level', 'unknown-word'],
    ['地区', '火星', 'region', 'unknown-word'],
    ['合同号', '  ', 'contractNo', 'empty'],
    ['产品系列', 'OA', 'series', 'unknown-word'],
    ['版本', '4.111', 'version', 'not-a-version'],
    ['版本', '-4.1', 'version', 'not-a-version'],
    ['购买日期', '03/04/2022', 'purchasedOn', 'ambiguous-date'],
    ['购买日期', '2023年13月1日', 'purchasedOn', 'not-a-date'],
    ['续费记录', '2022-01-22~2021-01-27', 'renewals', 'runs-backwards'],
    ['续费记录', '明年', 'renewals', 'not-a-span'],
    ['邮箱', 'user@', 'email', 'not-an-email'],
    ['客户名称', '甲\u{FFFD}方', 'name', 'unreadable'],
    ['客户名称', 'x'.repeat(201), 'name', 'too-long'],
  ])('names what is wrong with %s "%s"', (name, value, field, reason) =>
    expect(record({ [name]: value }).faults).toMatchObject([{ field, reason }]),
  );

  it('T1: reads dates in every usual spelling and guesses none', () =>
    expect(
      [
        ' 2024-07-25 ',
        '2024/3/1',
        '2024年3月1日',
        '20240301',
        '2024.3.1',
        '２０２４-０３-０１',
        '03/04/2022',
        '2024-2/1',
        '2023-02-29',
      ].map(readDay),
    ).toEqual(['2024-07-25', '2024-03-01', '2024-03-01', '2024-03-01', '2024-03-01', '2024-03-01', null, null, null]));
});

describe('the file', () => {
  it('is found by its headings in any order, and names which are missing or repeated', () => {
    expect(findColumns([...heading].reverse()).at.customerCode).toBe(16);
    expect(findColumns(['\u{FEFF}客户编号 ', ...heading.slice(1), '区号'])).toMatchObject({
      width: 18,
      unknown: ['区号'],
    });
    expect(() => findColumns(heading.slice(0, 15).concat('合同号'))).toThrow(FileFault);
    expect(() => findColumns(heading.slice(0, 15).concat('合同号'))).toThrow(
      'missing: 客户经理, 备注; repeated: 合同号',
    );
    expect(fields.filter((field) => !optionalFields.has(field))).toHaveLength(heading.length);
  });

  it('is read as UTF-8 with or without mark, or GB18030, with line breaks inside quotes', async () => {
    const text = '客户编号,备注\r\nKH1,"两\r\n行，含""引号"""\r\n';
    const rows = [
      ['客户编号', '备注'],
      ['KH1', '两\r\n行，含"引号"'],
    ];
    const gb = Buffer.from([0xbf, 0xcd, 0xbb, 0xa7, 0x2c, 0x31, 0x0d, 0x0a]);
    expect((await rowsOf(text)).rows).toEqual(rows);
    expect((await rowsOf(`\u{FEFF}${text}`)).rows).toEqual(rows);
    const { file, rows: read } = await rowsOf(gb);
    expect([await encodingOf(sourceOf(file)), read]).toEqual(['gb18030', [['客户', '1']]]);
  });

  it('that is no text, or no CSV, is refused with the way out', async () => {
    expect((await rowsOf(Buffer.from([0xff, 0xfe, 0x41, 0x00]))).rows).toEqual([['A']]);
    await expect(rowsOf(Buffer.from([0x41, 0xff, 0xff, 0x0a]))).rejects.toThrow('neither UTF-8 nor GB18030');
    await expect(rowsOf('a,b\r\n"open,1\r\n')).rejects.toThrow('the end of the file is missing (from line 2 on)');
  });
});
