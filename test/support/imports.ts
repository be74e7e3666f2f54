import { ImportJobs } from '../../src/imports/jobs/import-jobs.js';
import type { TestApp } from './app.js';

export const heading = [
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
export type Column = (typeof heading)[number];

/** A record that is right, but for what is named. */
export const recordOf = (n: number | string, change: Readonly<Record<Column, string>> = {}): readonly string[] => {
  const cells: Readonly<Record<Column, string>> = {
    客户编号: `KH${n}`,
    客户名称: `客户${n}`,
    客户级别: '普通',
    地区: '市内',
    合同号: `XS-${n}`,
    许可证号: `L-${n}`,
    产品系列: 'EKP',
    产品名称: 'EKP',
    版本: '4.11',
    购买日期: '2025-03-01',
    联系人: `王芳${n}`,
    电话: `1390000${n}`,
    邮箱: `user${n}@example.com`,
    客户经理: '李强',
    ...change,
  };
  return heading.map((column) => cells[column] ?? '');
};

export const csvOf = (...rows: readonly (readonly string[])[]): string =>
  [...rows.map((row) => row.join(',')), ''].join('\r\n');

export interface Shown {
  readonly id: string;
  readonly state: string;
  readonly records: {
    readonly read: number;
    readonly created: number;
    readonly known: number;
    readonly failed: number;
  };
  readonly columnsLeftOut: readonly string[];
  readonly sheet: string | null;
  readonly sheetsLeftOut: readonly string[];
  readonly hiddenColumns: readonly string[];
  readonly failure: { readonly code: string; readonly detail: string } | null;
  readonly errors: {
    readonly items: readonly {
      readonly row: number;
      readonly sheet: string | null;
      readonly contractNo: string;
      readonly field: string;
      readonly value: string;
      readonly detail: string;
      readonly faults: readonly {
        readonly field: string;
        readonly value: string;
        readonly detail: string;
        readonly differences: readonly object[];
      }[];
    }[];
  };
}

/** Imports by HTTP what a file holds, and waits for the end. */
export const importing = (app: TestApp, key: keyof TestApp['keys'] = 'admin', language = 'en') => {
  const headers = { authorization: `Bearer ${app.keys[key]}`, 'accept-language': language };
  const shown = async (id: string): Promise<Shown> =>
    (await app.http.get(`/api/v1/imports/${id}?limit=100`).set(headers)).body;
  const send = (file: Buffer | string, query = '') =>
    app.http.post(`/api/v1/imports${query}`).set(headers).attach('file', Buffer.from(file), 'export');
  const idle = () => app.app.get(ImportJobs, { strict: false }).idle();
  return {
    headers,
    shown,
    send,
    idle,
    run: async (file: Buffer | string, query = ''): Promise<Shown> => {
      const { body } = await send(file, query);
      await idle();
      return shown(body.id);
    },
    report: async (id: string): Promise<string> =>
      (await app.http.get(`/api/v1/imports/${id}/report`).set(headers)).text,
    contracts: async (): Promise<readonly string[]> =>
      (await app.http.get('/api/v1/contracts?limit=200').set(headers)).body.items.map(
        ({ contractNo }: { contractNo: string }) => contractNo,
      ),
  };
};
