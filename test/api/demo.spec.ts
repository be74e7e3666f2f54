import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { compiled } from '../support/compiled.js';
import { freshFolder } from '../support/folder.js';
import { command } from '../support/serve.js';

/** Codes, UTC instants and days as programs write them: nothing of it is in a sentence. */
const ofPrograms = /granted-with-conditions|customer-sheet|\d{4}-\d\d-\d\d(?:T|\b)/;
const sentences = (out: string) =>
  out
    .split('\n')
    .filter((line) => !line.includes('curl '))
    .join('\n');

describe('demo', () => {
  it.each([
    ['zh-CN', 'zh_CN.UTF-8', [], /有权享受维护支持吗/, /\d{4}年\d+月\d+日（周.）/],
    ['zh-TW', 'zh_TW.UTF-8', [], /有權享受維護支援嗎/, /\d{4}年\d+月\d+日（週.）/],
    ['en', 'zh_CN.UTF-8', ['--language', 'en'], /entitled to maintenance today/, /\w{3} \d+ \w{3} \d{4}/],
  ] as const)(
    'answers its three questions in %s, as a person writes names and dates',
    (_, lang, more, asked, written) => {
      const { code, out, errors } = command(freshFolder(), ['demo', '--once', ...more], [], { LC_ALL: lang });
      expect([code, errors]).toEqual([0, '']);
      const answers = out.split(/\n\d\. /).slice(1);
      expect(answers).toHaveLength(3);
      expect(out).toMatch(asked);
      for (const answer of answers) {
        expect(answer).toMatch(written);
        expect(answer).toMatch(/甲方|乙方/);
        // No server runs: a request that is shown must work.
        expect(answer).not.toContain('curl');
      }
      expect(sentences(out)).not.toMatch(ofPrograms);
      expect(out).toContain('--once');
    },
  );

  it('takes a free port where its own is taken, names it, serves, and removes its data at the end', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const temporary = freshFolder();
    const child = spawn(process.execPath, [join(compiled(), 'src/cli.js'), 'demo'], {
      env: { PATH: process.env['PATH'], PORT: String(port), TMPDIR: temporary, LANG: 'en_US.UTF-8' },
    });
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    const ended = once(child, 'close');
    try {
      while (!out.includes('Ctrl+C'))
        await Promise.race([once(child.stdout, 'data'), ended.then(() => Promise.reject(new Error(out)))]);
      const [, taken, free] = /^Port (\d+) is taken by another program: this demo uses (\d+)\.$/m.exec(out)!;
      expect([Number(taken), taken === free]).toEqual([port, false]);
      expect((await fetch(`http://127.0.0.1:${free}/`)).status).toBe(200);
      expect(readdirSync(temporary)).toHaveLength(1);
    } finally {
      child.kill('SIGTERM');
      await ended;
      other.close();
    }
    expect(existsSync(temporary) && readdirSync(temporary)).toEqual([]);
  });
});
