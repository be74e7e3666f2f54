import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { runHere } from '../../support/command-line.js';
import { freshFolder } from '../../support/folder.js';
import { copyOf, exportOf, smallLedger } from '../../support/small-ledger.js';

/** Exit codes: 0 done, 1 refused, 2 bad usage; a fault is named with what is allowed, in lines, never a stack. */
describe('the command line', () => {
  let base: string;
  let file: string;
  beforeAll(async () => {
    base = await smallLedger();
    file = join(freshFolder(), 'export.csv');
    writeFileSync(file, exportOf(1));
  });
  const run = (args: readonly string[], home = base) => runHere(home, args);
  const recorded = ['--vendor', 'seeyon', '--customer', 'cus_x'];

  it.each<[string[], string]>([
    [['check', ...recorded, '--service', 'foo'], 'Allowed choices are maintenance'],
    [['check', ...recorded, '--service', 'care', '--channel', 'foo'], 'Allowed choices are website'],
    [['check', ...recorded, '--service', 'care', '--urgency', 'foo'], 'Allowed choices are critical'],
    [['check', ...recorded, '--service', 'care', '--region', 'foo'], 'Allowed choices are city'],
    [['check', ...recorded, '--service', 'care', '--language', 'foo'], 'Allowed choices are zh-CN'],
    [['check', ...recorded], "required option '--service <service>' not specified"],
    [['check', '--service', 'care', '--vendor', 'seeyon'], "required option '--customer <id>'"],
    [['check', ...recorded, '--service', 'care', '--url', 'http://127.0.0.1:1'], 'both --url and --key'],
    [['check', ...recorded, '--service', 'care', '--url', 'nowhere', '--key', 'x'], "--url 'nowhere' is no address"],
    [['timeline', '--vendor', 'seeyon'], 'name one of --customer and --contract'],
    [['timeline', '--vendor', 'seeyon', '--customer', 'a', '--contract', 'b'], 'name one of'],
    [['import', '--vendor', 'seeyon'], 'name a file to import'],
    [['import', 'x.csv'], "required option '--vendor <vendor>'"],
    [['import', 'x.csv', '--vendor', 'seeyon', '--language', 'foo'], 'Allowed choices are zh-CN, zh-TW, en'],
    [['import', '--undo', 'imp_x', '--vendor', 'seeyon'], '--undo needs --reason'],
    [['import', 'x.csv', '--vendor', 'seeyon', '--reason', 'x'], '--reason belongs to --undo'],
    [['import', '--undo', 'a', '--reason', 'x', '--dry-run', '--vendor', 'seeyon'], 'neither --report nor --dry-run'],
    [['verify', 'more'], 'too many arguments'],
    [['verify', '--foo'], "unknown option '--foo'"],
    [['rebuild', 'foo'], 'there is no view foo; there are policies, releases'],
    [['backup'], "missing required argument 'file'"],
    [['restore'], "missing required argument 'file'"],
    [['keys'], 'Usage: service-ledger keys'],
    [['keys', 'foo'], "unknown command 'foo'"],
    [
      ['keys', 'create', '--vendor', 'seeyon', '--role', 'foo', '--name', 'x'],
      "there is no role 'foo'; there are sales",
    ],
    [['keys', 'create', '--vendor', 'seeyon', '--role', 'sales', '--name', 'x', '--limit', '0'], "--limit '0'"],
    [['keys', 'revoke'], "missing required argument 'id'"],
    [['foo'], "unknown command 'foo'"],
    [['serve', '--foo'], "unknown option '--foo'"],
    [['demo', '--foo'], "unknown option '--foo'"],
  ])('%j is bad usage', async (args, fault) => {
    const { code, out, errors } = await run(args);
    expect([code, out, errors.includes('\n    at ')]).toEqual([2, '', false]);
    expect(errors).toContain(fault);
  });

  it('what only the ledger can judge is bad usage too, with every fault and what is allowed', async () => {
    const home = copyOf(base);
    const dated = await run(['check', ...recorded, '--service', 'upgrade', '--at', 'soon'], home);
    expect([dated.code, dated.out]).toEqual([2, '']);
    expect(dated.errors).toMatch(/at: 'soon' is no instant/);
    const target = await run(['check', ...recorded, '--service', 'upgrade'], home);
    expect([target.code, target.errors]).toEqual([2, expect.stringMatching(/--target-version: /)]);
    for (const args of [
      ['check', '--vendor', 'foo', '--customer', 'x', '--service', 'care'],
      ['timeline', '--vendor', 'foo', '--customer', 'x'],
      ['import', file, '--vendor', 'foo'],
      ['import', '--undo', 'imp_x', '--reason', 'x', '--vendor', 'foo'],
    ]) {
      const { code, errors } = await run(args, home);
      expect([code, errors.trim()]).toEqual([2, expect.stringContaining("no vendor 'foo'; there are huaruan, seeyon")]);
    }
  });

  it.each<[string[], string]>([
    [['check', ...recorded, '--service', 'care'], 'cus_x'],
    [['import', 'nowhere.csv', '--vendor', 'seeyon'], 'nowhere.csv does not exist'],
    [['restore', 'nowhere.db'], 'nowhere.db does not exist'],
    [['import', tmpdir(), '--vendor', 'seeyon'], 'is no plain file'],
    [['verify'], 'there is no ledger in'],
    [['backup', 'b.db'], 'there is no ledger in'],
    [['keys', 'revoke', 'key_x'], 'there is no key key_x'],
    [['keys', 'list', '--url', 'http://127.0.0.1:1', '--key', 'x'], 'does not answer'],
  ])('%j is refused, which is no bad usage', async (args, fault) => {
    const isEmpty = fault === 'there is no ledger in';
    const { code, out, errors } = await run(args, isEmpty ? join(freshFolder(), 'home') : copyOf(base));
    expect([code, out, errors.includes('\n    at ')]).toEqual([1, '', false]);
    expect(errors).toContain(fault);
  });

  it('--json answers with one line of JSON', async () => {
    const home = copyOf(base);
    const apart = freshFolder();
    for (const [args, members] of [
      [['verify'], ['clean', 'events', 'files', 'views', 'vendors', 'notBuilt', 'position', 'unseen']],
      [['rebuild'], ['rebuilt', 'position']],
      [
        ['backup', join(apart, 'b.db'), '--keys', join(apart, 'k.db')],
        ['file', 'events', 'keys'],
      ],
      [['keys', 'list'], ['items']],
      [
        ['import', file, '--vendor', 'seeyon'],
        ['id', 'records', 'columnsLeftOut', 'sheet', 'sheetsLeftOut', 'hiddenColumns', 'dryRun'],
      ],
    ] as const) {
      const { code, out } = await run([...args, '--json'], home);
      expect([code, out.trimEnd().split('\n').length]).toEqual([0, 1]);
      expect(Object.keys(JSON.parse(out) as object).sort()).toEqual([...members].sort());
    }
  });
});
