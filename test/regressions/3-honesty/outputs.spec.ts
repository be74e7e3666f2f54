import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import Database from 'better-sqlite3';
import { reportKind } from '../../../src/cli/report-file.js';
import { backupKind, keyCopyKind } from '../../../src/platform/outputs/kinds.js';
import { OutputFile, OutputRefused } from '../../../src/platform/outputs/output-file.js';
import { runHere as command } from '../../support/command-line.js';
import { freshFolder } from '../../support/folder.js';
import { copyOf, exportOf, smallLedger } from '../../support/small-ledger.js';

/** Events in a ledger, read beside whoever uses it. */
const eventsIn = (home: string): number => {
  const db = new Database(join(home, 'events.db'), { readonly: true });
  try {
    return db.prepare('SELECT count(*) FROM events').pluck().get() as number;
  } finally {
    db.close();
  }
};

describe('files that commands write', () => {
  let base: string;
  beforeAll(async () => {
    base = await smallLedger();
  });

  /** A ledger and, apart from it, a folder with an export. */
  const scene = () => {
    const [home, apart] = [copyOf(base), freshFolder()];
    const file = join(apart, 'export.csv');
    writeFileSync(file, exportOf(2));
    return { home, apart, file };
  };
  const importing = (home: string, file: string, report: string) =>
    command(home, ['import', file, '--vendor', 'seeyon', '--report', report, '--json']);

  it.each([
    ['the file that is read', ({ file }: ReturnType<typeof scene>) => file],
    ['the ledger', ({ home }: ReturnType<typeof scene>) => join(home, 'events.db')],
    ['the keys', ({ home }: ReturnType<typeof scene>) => join(home, 'keys.db')],
    ['a new file in the folder of the ledger', ({ home }: ReturnType<typeof scene>) => join(home, 'imports', 'r.csv')],
    ['a folder that is not there', ({ apart }: ReturnType<typeof scene>) => join(apart, 'nowhere', 'r.csv')],
    ['a folder', ({ apart }: ReturnType<typeof scene>) => apart],
    [
      'a link',
      ({ apart }: ReturnType<typeof scene>) => {
        symlinkSync(join(apart, 'elsewhere.csv'), join(apart, 'link.csv'));
        return join(apart, 'link.csv');
      },
    ],
    [
      'the ledger through a linked folder',
      ({ home, apart }: ReturnType<typeof scene>) => {
        symlinkSync(home, join(apart, 'linked'));
        return join(apart, 'linked', 'r.csv');
      },
    ],
    [
      'a file of another kind',
      ({ apart }: ReturnType<typeof scene>) => {
        writeFileSync(join(apart, 'letter.txt'), 'precious');
        return join(apart, 'letter.txt');
      },
    ],
  ])('import --report on %s: a line, nothing begun, nothing changed', async (_, target) => {
    const here = scene();
    const report = target(here);
    const before = [existsSync(report) && statSync(report).isFile() && readFileSync(report), eventsIn(here.home)];
    const { code, errors } = await importing(here.home, here.file, report);
    expect([code, errors.includes('\n    at '), errors.trim().split('\n').length]).toEqual([1, false, 1]);
    expect([existsSync(report) && statSync(report).isFile() && readFileSync(report), eventsIn(here.home)]).toEqual(
      before,
    );
    expect(readFileSync(here.file, 'utf8')).toBe(exportOf(2));
    expect(readdirSync(here.apart).filter((name) => name.endsWith('-new'))).toEqual([]);
  });

  it('a report that cannot be written is refused before anything is sent to a server', async () => {
    const { home, file } = scene();
    const args = ['import', file, '--vendor', 'seeyon', '--report', file, '--url', 'http://127.0.0.1:1', '--key', 'x'];
    const { code, errors } = await command(home, args);
    expect([code, errors]).toEqual([1, expect.stringContaining('is what the command reads')]);
  });

  it('a report that the disk takes no more of does not stop the import, and is missed at its end', async () => {
    const { home, apart, file } = scene();
    const full = jest.spyOn(OutputFile.prototype, 'write').mockImplementation(() => {
      throw new OutputRefused('r.csv could not be written (ENOSPC)');
    });
    const { code, errors } = await importing(home, file, join(apart, 'r.csv'));
    full.mockRestore();
    expect([code, errors]).toEqual([1, expect.stringContaining('the import has ended, but its report is missing')]);
    expect(readdirSync(apart)).toEqual(['export.csv']);
    const again = await importing(home, file, join(apart, 'r.csv'));
    expect(JSON.parse(again.out)).toMatchObject({ records: { created: 0, known: 2 } });
  });

  it('import --report replaces an earlier report, whole', async () => {
    const { home, apart, file } = scene();
    const report = join(apart, 'report.csv');
    expect((await importing(home, file, report)).code).toBe(0);
    const first = readFileSync(report, 'utf8');
    expect(first.split('\r\n')).toHaveLength(4);
    expect((await importing(home, file, report)).code).toBe(0);
    expect(readFileSync(report, 'utf8')).toContain('2,known,');
    expect(readdirSync(apart).sort()).toEqual(['export.csv', 'report.csv']);
  });

  it.each([
    ['backup FILE', (at: string) => ['backup', at]],
    ['backup --keys FILE', (at: string) => ['backup', `${at}.backup`, '--keys', at]],
  ])('%s writes over nothing of the ledger and nothing of another kind', async (_, args) => {
    const { home, apart, file } = scene();
    symlinkSync(join(home, 'events.db'), join(apart, 'link.db'));
    for (const target of [join(home, 'events.db'), file, join(apart, 'link.db')]) {
      const ledger = readFileSync(join(home, 'events.db'));
      const { code, errors } = await command(home, args(target));
      expect([code, errors.includes('\n    at ')]).toEqual([1, false]);
      expect(readFileSync(join(home, 'events.db')).equals(ledger)).toBe(true);
      expect(existsSync(`${target}.backup`)).toBe(false);
    }
    expect(readFileSync(file, 'utf8')).toBe(exportOf(2));
  });

  it(
    'backup --keys goes over its own copy, never over a backup or `x.new`, and needs another file than the ' + 'backup',
    async () => {
      const { home, apart } = scene();
      const [backup, keys] = [join(apart, 'b.db'), join(apart, 'k.db')];
      writeFileSync(`${keys}.new`, 'precious');
      writeFileSync(`${backup}.new`, 'precious');
      expect((await command(home, ['backup', backup, '--keys', backup])).code).toBe(2);
      expect((await command(home, ['backup', backup, '--keys', keys])).code).toBe(0);
      expect((await command(home, ['backup', join(apart, 'c.db'), '--keys', keys])).code).toBe(0);
      expect(await command(home, ['backup', join(apart, 'd.db'), '--keys', backup])).toMatchObject({ code: 1 });
      expect(existsSync(join(apart, 'd.db'))).toBe(false);
      expect([readFileSync(`${keys}.new`, 'utf8'), readFileSync(`${backup}.new`, 'utf8')]).toEqual([
        'precious',
        'precious',
      ]);
      expect([backup, keys].map((file) => statSync(file).mode & 0o077)).toEqual([0, 0]);
    },
  );
});

describe('OutputFile', () => {
  const open = (path: string, kind = reportKind, folders: string[] = [], inputs: string[] = []) =>
    OutputFile.open(path, kind, { folders, inputs });

  it('leaves what was there until it is committed, and nothing of what was discarded', () => {
    const folder = freshFolder();
    const file = join(folder, 'r.csv');
    const output = open(file);
    output.write('one');
    expect(existsSync(file)).toBe(false);
    output.commit();
    expect([readFileSync(file, 'utf8'), statSync(file).mode & 0o777]).toEqual(['one', 0o600]);
    expect(() => open(file)).toThrow(OutputRefused);
    const other = open(join(folder, 'other.csv'));
    other.write('x');
    other.discard();
    expect(readdirSync(folder)).toEqual(['r.csv']);
  });

  it('is not put in place of what came there meanwhile', () => {
    const folder = freshFolder();
    const output = open(join(folder, 'r.csv'));
    writeFileSync(join(folder, 'r.csv'), 'precious');
    expect(() => output.commit()).toThrow(/exists and is not a report/);
    expect([readFileSync(join(folder, 'r.csv'), 'utf8'), readdirSync(folder)]).toEqual(['precious', ['r.csv']]);
  });

  it.each(['', 'folder/', 'a\0b'])('%j is no file', (path) => {
    expect(() => open(path)).toThrow(OutputRefused);
  });

  it('looks through links of folders, and at the file behind a second name', () => {
    const [ledger, apart] = [freshFolder(), freshFolder()];
    mkdirSync(join(ledger, 'deep'));
    symlinkSync(join(ledger, 'deep'), join(apart, 'way'));
    expect(() => open(join(apart, 'way', 'r.csv'), reportKind, [ledger])).toThrow(/holds the ledger/);
    expect(() => open(join(ledger, 'not', 'there.csv'), backupKind, [ledger])).toThrow(/holds the ledger/);
    const input = join(apart, 'report.csv');
    const first = open(input);
    first.write('\u{FEFF}record,outcome,field,detail,contractNo,terms,lastDay\r\n');
    first.commit();
    expect(() => open(input, reportKind, [], [input])).toThrow(/what the command reads/);
    expect(() => open(input, keyCopyKind)).toThrow(/not a copy of keys/);
  });
});
