import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { templateOf } from '../src/imports/records/template.js';
import { vocabularyOf } from '../src/imports/records/vocabulary.js';
import { languages } from '../domain/kernel/vocabulary.js';
import { compiled } from './support/compiled.js';
import { freshFolder } from './support/folder.js';

const page = readFileSync('docs/imports.md', 'utf8');
const templates = new Map(
  [...page.matchAll(/^(zh-CN|zh-TW|en)\n\n```csv\n([\s\S]*?)^```$/gm)].map(([, language, text]) => [language!, text!]),
);
const commands = [...page.matchAll(/^service-ledger (.+)$/gm)].map(([, line]) => line!.split(' '));

describe('docs/imports.md', () => {
  const work = freshFolder();
  const run = (args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(compiled(), 'src/cli.js'), ...args], {
      cwd: work,
      env: { PATH: process.env['PATH'], LANG: 'en_US.UTF-8', LEDGER_HOME: join(work, 'ledger') },
      encoding: 'utf8',
    });
    return { code: status, out: stdout, errors: stderr };
  };
  beforeAll(() => {
    for (const [language, text] of templates) writeFileSync(join(work, `template.${language}.csv`), text);
  });

  it.each(languages)('has the headings of the template in %s', (language) => {
    const made = templateOf(vocabularyOf({ language }), new Map([['EKP', 'EKP']]), 'csv').toString();
    expect(templates.get(language)!.split('\n')[0]).toBe(made.replace('\u{FEFF}', '').split('\r\n')[0]);
  });

  it('has lines that import: the dry run records nothing, the second creates the contract', () => {
    expect(commands.map(run)).toMatchObject([
      { code: 0, out: expect.stringContaining('1 records: 1 would be created, 0 known, 0 failed') },
      { code: 0, out: expect.stringContaining('1 records: 1 created, 0 known, 0 failed') },
    ]);
    expect(readFileSync(join(work, 'report.csv'), 'utf8')).toContain('2,created,,,XS-2024-0001,2,2026-03-01');
    for (const [language, vendor] of [
      ['zh-TW', 'huaruan'],
      ['en', 'seeyon'],
    ] as const)
      expect(run(['import', `template.${language}.csv`, '--vendor', vendor])).toMatchObject({ code: 0 });
  });

  it('ends with 1 where a record failed', () => {
    writeFileSync(join(work, 'bad.csv'), templates.get('en')!.replaceAll('2024-03-01', 'soon').replaceAll('3,', '4,'));
    const { code, out } = run(['import', 'bad.csv', '--vendor', 'seeyon', '--json', '--dry-run']);
    expect([code, JSON.parse(out)]).toMatchObject([1, { records: { read: 1, created: 0, known: 0, failed: 1 } }]);
  });
});
