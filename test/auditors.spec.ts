import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { startApp } from './support/app.js';
import { type Ended, runHere } from './support/command-line.js';
import { type ContractK, recordContractK } from './support/contract-k.js';
import { freshFolder } from './support/folder.js';

const guide = readFileSync('docs/auditors.md', 'utf8');
const prefix = 'node dist/src/cli.js ';
const lines = [...guide.matchAll(/^```\n([\s\S]*?)^```$/gm)]
  .flatMap(([, block]) => block!.trim().split('\n'))
  .map((line) => line.replace(/\s+#.*$/, ''))
  .filter((line) => line.startsWith(prefix))
  .map((line) => line.slice(prefix.length));
const scriptIn = (language: string): string =>
  new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(guide)![1]!;

describe('the lines of docs/auditors.md', () => {
  const [home, work] = [freshFolder(), freshFolder()];
  /** Files that a line names are in a folder of their own. */
  const run = (...args: readonly string[]) =>
    runHere(
      home,
      args.map((arg) => (/\.(?:html|json)$/.test(arg) ? join(work, arg) : arg)),
    );
  const write = (file: string, text: string) => writeFileSync(join(work, file), text);
  let k: ContractK;
  let explanation: string;
  const ended = new Map<string, Ended>();

  beforeAll(async () => {
    const app = await startApp({ home, now: '2025-03-01T01:00:00.000Z' });
    k = await recordContractK(app, 'XS-2025-0311');
    const query = { customerId: k.customerId, service: 'onsite', urgency: 'high', at: '2026-03-20' };
    const { text } = await app.http
      .get('/api/v1/entitlements/explain')
      .query(query)
      .set({ authorization: `Bearer ${app.keys.auditor}`, 'accept-language': 'zh-TW' });
    explanation = text;
    await app.close();
    for (const line of lines) {
      const [command, file] = line.replace('cus_…', k.customerId).split(' > ');
      const result = await run(...command!.split(/\s+/));
      if (file !== undefined) write(file, result.out);
      ended.set(line, result);
    }
  }, 120_000);

  it('do what they are there for', () => {
    expect(lines.map((line) => [line, ended.get(line)!.code, ended.get(line)!.errors])).toEqual(
      lines.map((line) => [line, line.includes('--known-at') ? 1 : 0, expect.not.stringMatching(/Error|\bat \S+:\d+/)]),
    );
    expect(readFileSync(join(work, 'dossier.html'), 'utf8')).toContain('Dossier of contract XS-2025-0311');
    expect(ended.get('verify-receipt dossier.json')!.out.match(/the receipt is right/g)).toHaveLength(9);
  });

  it('D7: the scripts and the command compute the same receipt, and refuse a changed answer', async () => {
    const changed = explanation.replace('"entitled":true', '"entitled":false');
    expect(changed).not.toBe(explanation);
    write('right.json', explanation);
    write('wrong.json', changed);
    write('receipt.mjs', scriptIn('js'));
    write('receipt.py', scriptIn('python'));
    const { receipt } = (JSON.parse(explanation) as { answer: { receipt: string } }).answer;
    const python = spawnSync('python3', ['--version']).status === 0 ? [['python3', 'receipt.py']] : [];
    for (const [program, script] of [[process.execPath, 'receipt.mjs'], ...python] as [string, string][]) {
      expect(spawnSync(program, [script, 'right.json'], { cwd: work, encoding: 'utf8' }).stdout).toBe(
        `right ${receipt}\n`,
      );
      expect(spawnSync(program, [script, 'wrong.json'], { cwd: work, encoding: 'utf8' }).stdout).toMatch(
        /^wrong sha256:/,
      );
    }
    expect(await run('verify-receipt', 'right.json')).toMatchObject({
      code: 0,
      out: `the receipt is right: ${receipt}\n`,
    });
    expect(await run('verify-receipt', 'wrong.json')).toMatchObject({
      code: 1,
      out: expect.stringContaining(`the answer has ${receipt}`),
    });
  });

  it('D7: the answer of a check is verified with what was asked beside it', async () => {
    write('check.json', JSON.stringify((JSON.parse(explanation) as { answer: object }).answer));
    const verify = (...more: readonly string[]) => run('verify-receipt', 'check.json', ...more);
    expect(await verify()).toMatchObject({ code: 2, errors: expect.stringContaining('--vendor') });
    expect(await verify('--vendor', 'seeyon', '--urgency', 'high')).toMatchObject({ code: 0 });
    expect(await verify('--vendor', 'seeyon')).toMatchObject({ code: 1 });
    expect(await verify('--vendor', 'huaruan', '--urgency', 'high')).toMatchObject({ code: 1 });
    write('none.json', '{}');
    expect(await run('verify-receipt', 'none.json')).toMatchObject({ code: 2 });
  });
});
