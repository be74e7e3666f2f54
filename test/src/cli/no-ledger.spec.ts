import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { runHere } from '../../support/command-line.js';
import { freshFolder } from '../../support/folder.js';

const question = ['--vendor', 'seeyon', '--customer', 'cus_1'];

describe('a folder without a ledger', () => {
  let [absent, empty] = ['', ''];
  beforeEach(() => {
    const folder = freshFolder();
    [absent, empty] = [join(folder, 'mistyped'), join(folder, 'empty')];
    mkdirSync(empty);
  });

  it.each([
    [['check', ...question, '--service', 'maintenance']],
    [['timeline', ...question]],
    [['requests', 'list', '--vendor', 'seeyon']],
    [['requests', 'show', 'req_1', '--vendor', 'seeyon']],
    [['obligations', 'list', '--vendor', 'seeyon', '--csv']],
    [['obligations', 'retry', 'x', '--vendor', 'seeyon']],
    [['reports', 'renewals', '--vendor', 'seeyon', '--from', '2025-01-01', '--to', '2025-12-31']],
    [['verify']],
    [['rebuild']],
    [['keys', 'list']],
    [['keys', 'revoke', 'key_1']],
    [['import', '--undo', 'imp_1', '--reason', 'x', '--vendor', 'seeyon']],
    [['backup', join(freshFolder(), 'backup')]],
  ])('%j is refused with the folder, and makes nothing', async (args) => {
    for (const folder of [absent, empty]) {
      const { code, out, errors } = await runHere(folder, args);
      expect([code, out, errors]).toEqual([1, '', expect.stringContaining(folder)]);
      expect(errors).toContain('LEDGER_HOME');
    }
    expect([existsSync(absent), readdirSync(empty)]).toEqual([false, []]);
  });

  it('gives a template and a dry run, which need no facts, and stays without one', async () => {
    const template = join(freshFolder(), 'template.csv');
    const written = await runHere(absent, ['import', '--template', template, '--vendor', 'seeyon']);
    expect([written.code, written.errors, existsSync(template)]).toEqual([0, '', true]);
    const sample = resolve('docs/samples/contracts.csv');
    const dry = await runHere(absent, ['import', sample, '--vendor', 'seeyon', '--dry-run', '--json']);
    expect([dry.code, JSON.parse(dry.out)]).toEqual([
      0,
      expect.objectContaining({ records: { read: 3, created: 3, known: 0, failed: 0 } }),
    ]);
    expect(existsSync(absent)).toBe(false);
  });
});
