import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ImportJobs } from '../../src/imports/jobs/import-jobs.js';
import { storedFiles } from '../support/stored-files.js';
import { caughtUp, startApp, type TestApp } from '../support/app.js';
import { readFileSync } from 'node:fs';

const heading =
  '客户编号,客户名称,客户级别,地区,合同号,许可证号,产品系列,产品名称,版本,定制模块,购买日期,续费记录,联系人,电话,邮箱,客户经理,备注,自用列';
const record = (n: number, purchasedOn: string, phone = '1390000') =>
  `KH${n},客户${n},普通,市内,XS-${n},L-${n},EKP,EKP,4.11,,${purchasedOn},,联系人${n},${phone},,李强,,自用${n}`;

describe('what a sales admin does with an import', () => {
  let app: TestApp;
  const as = (language = 'zh-CN') => ({ authorization: `Bearer ${app.keys.sales}`, 'accept-language': language });
  const get = async (path: string, language?: string) => app.http.get(`/api/v1/imports${path}`).set(as(language));
  const imported = async (text: string | Buffer, name: string, query = '') => {
    const { body } = await app.http.post(`/api/v1/imports${query}`).set(as()).attach('file', Buffer.from(text), name);
    await app.app.get(ImportJobs, { strict: false }).idle();
    await caughtUp(app);
    return (await get(`/${body.id}`)).body as { id: string; text: string; records: object };
  };

  beforeAll(async () => {
    app = await startApp({ now: '2026-11-23T02:00:00.000Z' });
  });
  afterAll(() => app.close());

  it('a dry run is listed with its file and person, and would create', async () => {
    const file = [heading, record(1, '2025-03-01'), record(2, '昨天'), ''].join('\r\n');
    const { id, text } = await imported(file, '王芳的客户.csv', '?dryRun=true');
    expect(text).toBe('共 2 条记录：将创建 1 条，已登记过 0 条，有误 1 条');
    expect((await get(`/${id}/report`)).text).toContain('2,将创建,,,XS-1,1,');
    expect((await get(`/${id}/report`, 'zh-TW')).text).toContain('記錄,結果,欄,說明,合約編號,服務期數,到期日');
    expect((await get('?dryRun=true')).body.items).toMatchObject([
      {
        id,
        dryRun: true,
        state: 'finished',
        file: '王芳的客户.csv',
        by: { role: 'sales' },
        records: { created: 1, failed: 1 },
      },
    ]);
    expect((await get('')).body.items).toEqual([]);
    // A2: the name of the file is nowhere in plain.
    for (const name of storedFiles(app.home)) expect(readFileSync(name, 'utf8')).not.toContain('王芳');
  });

  it('the rows at fault are taken, corrected and imported as they are', async () => {
    const file = [heading, record(11, '2025-03-01'), record(12, '昨天', '+86 139'), ''].join('\r\n');
    const { id } = await imported(file, 'a.csv');
    const { text, headers } = await get(`/${id}/errors`);
    expect(headers['content-disposition']).toContain(`${id}-errors.csv`);
    const lines = text.split('\r\n');
    expect(lines[0]).toBe(`\u{FEFF}原因,${heading}`);
    expect(lines[1]).toContain('购买日期：“昨天”不是日期');
    expect(lines[1]).toContain(",'+86 139,");
    expect(lines[1]).toMatch(/,自用12$/);
    expect(lines.slice(2)).toEqual(['']);
    // The same as a workbook, which is imported as it is too.
    const answer = await app.http
      .get(`/api/v1/imports/${id}/errors`)
      .query({ format: 'xlsx' })
      .set(as())
      .buffer(true)
      .parse((stream, done) => {
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        stream.on('end', () => done(null, Buffer.concat(parts)));
      });
    expect(answer.headers['content-type']).toMatch(/spreadsheetml/);
    const again = await imported(answer.body as Buffer, 'errors.xlsx', '?dryRun=true');
    expect(again.records).toEqual({ read: 1, created: 0, known: 0, failed: 1 });
    const { detail } = (await get(`/${again.id}`)).body.errors.items[0];
    expect(detail).toContain('“昨天”不是日期');
    const mended = await imported(text.replaceAll(',昨天,', ',2025-03-02,'), 'b.csv');
    expect(mended.records).toEqual({ read: 1, created: 1, known: 0, failed: 0 });
    const found = (await app.http.get('/api/v1/contracts?q=XS-12').set(as())).body.items[0];
    const { contacts } = (await app.http.get(`/api/v1/customers/${found.customerId}`).set(as())).body;
    expect(contacts[0].phone).toBe('+86 139');
    // T5: what an import records is true from its own day on, as where it is recorded one by one.
    const { items } = (await app.http.get(`/api/v1/contracts/${found.id}/timeline`).set(as())).body;
    expect(items[0]).toMatchObject({ effectiveDay: '2025-03-02', recordedAt: '2026-11-23T02:00:00.000Z' });
  });
});
