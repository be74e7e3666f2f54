import { cpSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { startApp } from './app.js';
import { freshFolder } from './folder.js';

export const importHeading =
  '客户编号,客户名称,客户级别,地区,合同号,许可证号,产品系列,产品名称,版本,定制模块,购买日期,续费记录,联系人,电话,邮箱,客户经理,备注';

/** An export of so many records. */
export const exportOf = (records: number): string =>
  [
    importHeading,
    ...Array.from(
      { length: records },
      (_, n) =>
        `IK${n},进口${n},普通,市内,IM-${n},IL-${n},EKP,EKP,4.11,,2025-03-01,,联系人${n},1390000${n},user${n}@example.com,李强,`,
    ),
    '',
  ].join('\r\n');

/** A ledger of a customer and a contract whose licence was revoked, closed cleanly. */
export const smallLedger = async (): Promise<string> => {
  const app = await startApp({ now: '2026-03-01T02:00:00.000Z' });
  const post = async (path: string, body: object) => {
    const answer = await app.http
      .post(`/api/v1${path}`)
      .set({ authorization: `Bearer ${app.keys.admin}` })
      .send(body);
    if (answer.status >= 300) throw new Error(answer.text);
    return answer.body as { id: string };
  };
  const customer = await post('/customers', { name: '客户1', code: 'KH1', level: 'key', region: 'city' });
  const product = { series: 'EKP', name: 'EKP', version: '4.11' };
  const numbers = { contractNo: 'XS-1', licenceNo: 'L-1' };
  const { id } = await post('/contracts', { customerId: customer.id, ...numbers, purchasedOn: '2025-06-01', product });
  await post(`/contracts/${id}/licence/revoke`, { reason: '未付' });
  const { home } = app;
  await app.close();
  return home;
};

/** A copy of a folder to be changed by other hands. */
export const copyOf = (home: string): string => {
  const copy = join(freshFolder(), 'home');
  cpSync(home, copy, { recursive: true });
  return copy;
};

/** What nobody but the product should do to a file. */
export const tamper = (file: string, ...statements: readonly string[]): void => {
  const db = new Database(file);
  try {
    db.unsafeMode();
    for (const statement of statements) db.exec(statement);
    db.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    db.close();
  }
};
