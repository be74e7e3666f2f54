import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { compiled } from '../support/compiled.js';
import { freshFolder } from '../support/folder.js';
import { adminKey, serve, verified } from '../support/serve.js';

const heading =
  '客户编号,客户名称,客户级别,地区,合同号,许可证号,产品系列,产品名称,版本,定制模块,购买日期,续费记录,联系人,电话,邮箱,客户经理,备注';
const file = (home: string, records: number): string => {
  const rows = Array.from(
    { length: records },
    (_, n) =>
      `KH${n},客户${n},普通,市内,XS-${n},L-${n},EKP,EKP,4.11,,2025-03-01,,联系人${n},1390000${n},user${n}@example.com,李强,`,
  );
  writeFileSync(join(home, 'export.csv'), [heading, ...rows, ''].join('\r\n'));
  return join(home, 'export.csv');
};

const command = (home: string, ...args: string[]): Promise<{ code: number | null; out: string; errors: string }> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [join(compiled(), 'src/cli.js'), ...args], {
      env: { PATH: process.env['PATH'], LEDGER_HOME: join(home, 'data') },
    });
    let [out, errors] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
    child.on('close', (code) => resolve({ code, out, errors }));
  });

describe('service-ledger import', () => {
  it('works through a server: upload, wait, report, and undo', async () => {
    const home = freshFolder();
    const server = await serve(join(home, 'data'));
    const through = ['--vendor', 'seeyon', '--url', server.url, '--key', adminKey, '--json'];
    const report = join(home, 'report.csv');
    const received = await command(home, 'import', file(home, 20), '--report', report, ...through);
    expect([received.code, received.errors.includes('Error')]).toEqual([0, false]);
    const { id, ...rest } = JSON.parse(received.out) as { id: string };
    expect(rest).toEqual({
      records: { read: 20, created: 20, known: 0, failed: 0 },
      columnsLeftOut: [],
      sheet: null,
      sheetsLeftOut: [],
      hiddenColumns: [],
      dryRun: false,
    });
    expect(readFileSync(report, 'utf8').split('\r\n')).toHaveLength(22);
    expect(received.errors).toContain('正在导入: 100%');
    expect(JSON.parse((await server.call('GET', '/imports')).text)).toMatchObject({ items: [{ file: 'export.csv' }] });
    const refused = await command(home, 'import', report, ...through);
    expect([refused.code, refused.out]).toEqual([1, '']);
    expect(refused.errors).toContain('缺少');
    await server.stop();

    const undone = await command(home, 'import', '--undo', id, '--reason', '文件有误', '--vendor', 'seeyon', '--json');
    expect([undone.code, JSON.parse(undone.out)]).toEqual([0, { id, undo: { contracts: 20, customers: 20, kept: 0 } }]);
    expect((await command(home, 'import', '--vendor', 'seeyon')).code).toBe(2);
  });

  it('goes on after SIGKILL at the next start, and creates nothing twice (C11)', async () => {
    const home = freshFolder();
    const server = await serve(join(home, 'data'));
    const uploading = command(
      home,
      'import',
      file(home, 1500),
      '--vendor',
      'seeyon',
      '--url',
      server.url,
      '--key',
      adminKey,
    );
    const count = async (at: typeof server) => {
      const { status, text } = await at.call('GET', '/imports?limit=1');
      if (status !== 200) throw new Error(`the list of imports answered ${status}: ${text}`);
      return (JSON.parse(text) as { items: { id: string; state: string; records: object | null }[] }).items[0];
    };
    let begun;
    while (
      (begun = await count(server)) === undefined ||
      (JSON.parse((await server.call('GET', `/imports/${begun.id}`)).text) as { records: { created: number } }).records
        .created === 0
    );
    await server.stop('SIGKILL');
    expect((await uploading).code).toBe(1);
    const again = await serve(join(home, 'data'));
    for (;;) {
      const state = (await count(again))?.state;
      if (state === 'finished') break;
      if (state === 'failed') throw new Error('the import failed');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(await count(again)).toEqual({
      ...begun,
      state: 'finished',
      startedAt: expect.any(String),
      records: { read: 1500, created: 1500, known: 0, failed: 0 },
      text: expect.stringContaining('1500'),
    });
    await again.stop();
    expect(verified(join(home, 'data'))).toMatchObject({ clean: true, events: [], views: [] });
  });
});
