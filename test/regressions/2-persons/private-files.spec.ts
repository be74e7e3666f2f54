import { chmodSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { backupLedger, restoreLedger } from '../../../src/platform/backup/backup.js';
import { startApp } from '../../support/app.js';
import { ApiClient } from '../../support/api-client.js';
import { freshFolder } from '../../support/folder.js';

/** Everything in the folder, itself included, that anybody but its owner may touch, with its mode. */
const open = (folder: string): readonly string[] =>
  [folder, ...readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name))].flatMap(
    (path) => {
      const mode = statSync(path, { throwIfNoEntry: false })?.mode ?? 0;
      return (mode & 0o077) === 0 ? [] : [`${path} ${(mode & 0o777).toString(8)}`];
    },
  );

describe('A2: files that others of the machine could read', () => {
  let usual: number;
  let home: string;
  beforeEach(() => {
    usual = process.umask(0o022);
    home = join(freshFolder(), 'data');
  });
  afterEach(() => void process.umask(usual));

  const atWork = async () => {
    const app = await startApp({ home });
    const client = new ApiClient(app, 'seeyon');
    const contacts = [{ name: '王芳' }];
    await client.post('/customers', { code: `KH${Date.now()}`, name: '甲方', level: 'key', region: 'city', contacts });
    return app;
  };

  it('are not made: stores, their logs, locks, imports, backups and copies of keys', async () => {
    const app = await atWork();
    const upload = await app.http
      .post('/api/v1/imports?dryRun=true')
      .set('authorization', `Bearer ${app.keys.admin}`)
      .attach('file', Buffer.from('客户编号,客户名称\nKH1,甲方\n'), 'export.csv');
    expect(upload.status).toBeLessThan(300);
    const places = join(freshFolder(), 'vault');
    await app.stores.keys.copyTo(join(home, 'copy', 'keys.db')).catch(() => undefined);
    mkdirSync(places);
    await app.stores.keys.copyTo(join(places, 'keys.db'));
    const { file } = backupLedger(home, join(places, 'backups', 'ledger.db'));
    expect(readdirSync(home)).toEqual(expect.arrayContaining(['events.db-wal', 'keys.db-shm', 'views.db', 'jobs.db']));
    expect([...open(home), ...open(places)]).toEqual([]);
    await app.close();
    expect([...open(home), ...open(dirname(file))]).toEqual([]);
  });

  it('are not made for a moment either: a backup that others may read is restored by its owner alone', async () => {
    await (await atWork()).close();
    const backup = join(freshFolder(), 'ledger.db');
    backupLedger(home, backup);
    chmodSync(backup, 0o644);
    const restored = join(freshFolder(), 'restored');
    const seen = new Set<string>();
    let working = true;
    const watched = restoreLedger(backup, restored, undefined, () => {
      for (const found of statSync(restored, { throwIfNoEntry: false }) ? open(restored) : []) seen.add(found);
    }).finally(() => (working = false));
    while (working) await turn();
    await watched;
    expect([...seen, ...open(restored)]).toEqual([]);
  });

  it('that are there already are closed to others at the start, and the log names them', async () => {
    await (await atWork()).close();
    mkdirSync(join(home, 'imports', 'old'), { recursive: true });
    writeFileSync(join(home, 'imports', 'old', 'report.csv'), '王芳');
    writeFileSync(join(home, 'notes.txt'), 'of somebody else');
    for (const name of ['.', 'events.db', 'keys.db', 'imports', 'imports/old', 'imports/old/report.csv', 'notes.txt'])
      chmodSync(join(home, name), statSync(join(home, name)).isDirectory() ? 0o755 : 0o644);
    expect(open(home).length).toBe(7);
    const app = await startApp({ home });
    expect(open(home)).toEqual([`${join(home, 'notes.txt')} 644`]);
    const lines = app.log.filter((line) => line.includes('now its owner alone can'));
    expect(lines.length).toBe(6);
    expect(lines.some((line) => line.includes(join(home, 'keys.db')))).toBe(true);
    await app.close();
    const again = await startApp({ home });
    expect(again.log.filter((line) => line.includes('now its owner alone can'))).toEqual([]);
    await again.close();
  });
});
