import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { compiled } from '../support/compiled.js';
import { freshFolder } from '../support/folder.js';
import { command } from '../support/serve.js';

/** Latin words that a Chinese reader is shown all the same: names of products, numbers of contracts, a switch. */
const latin = /EKP|HRHIS|--once/g;

/** Codes, UTC instants and days as programs write them: nothing of it is in a sentence. */
const ofPrograms = /granted-with-conditions|customer-sheet|\d{4}-\d\d-\d\d(?:T|\b)/;
const sentences = (out: string) =>
  out
    .split('\n')
    .filter((line) => !line.includes('curl '))
    .join('\n');

/** The last quarter of both service departments, as it is when the demo begins to serve. */
const expectQuarter = async (url: string, out: string, outbox: string) => {
  const [key] = /slk_[\w-]+/.exec(out)!;
  const get = async (vendor: string, path: string) => {
    const headers = { authorization: `Bearer ${key}`, 'ledger-vendor': vendor };
    return (await fetch(`${url}${path}`, { headers })).text();
  };
  const [, report] = /'\S+(\/api\/v1\/reports\/\S+)'/.exec(out)!;
  for (const vendor of ['seeyon', 'huaruan']) {
    const read = async (path: string) => JSON.parse(await get(vendor, path));
    expect(await read(report!)).toMatchObject({
      calls: { rate: expect.any(Number) },
      promises: { broken: 1, void: 2, open: 1, rate: expect.any(Number) },
      unregistered: { count: 1 },
    });
    const { sent, answered, low, followUps } = await read(report!.replace('service-levels', 'satisfaction'));
    expect([answered > 8, sent > answered, low]).toEqual([true, true, 1]);
    expect(followUps).toEqual({ inTime: Number(vendor === 'seeyon'), late: Number(vendor === 'huaruan'), open: 0 });
    const { onTime, late, lost, open } = await read(report!.replace('service-levels', 'renewals'));
    expect([onTime, late, lost, open].filter((count) => !(count > 0))).toEqual([]);
    expect((await read('/api/v1/requests?promise=at-risk')).items).toMatchObject([{ state: 'acknowledged' }]);
    const states = (await read('/api/v1/requests?limit=500')).items.map(({ state }: { state: string }) => state);
    expect([...new Set(states)].sort()).toEqual(
      ['acknowledged', 'cancelled', 'closed', 'merged', 'resolved', 'waiting', 'working'].sort(),
    );
    // Nothing waits for the time of the system to go on.
    expect((await read('/api/v1/obligations?state=due')).items).toEqual([]);
  }
  const [, mails] = /^ +(\d+) mails were sent/m.exec(out)!;
  expect(readdirSync(outbox)).toHaveLength(Number(mails));
  const metrics = await get('*', '/metrics');
  for (const name of ['late_seconds', 'dead'])
    expect(metrics).toMatch(new RegExp(`^service_ledger_obligations_${name} 0$`, 'm'));
  // The mails that it names, in the reader's language where there are any.
  const named = [...out.matchAll(/^ +(\S+\.eml)$/gm)].map(([, file]) => readFileSync(file!, 'utf8'));
  expect(named).toHaveLength(3);
  expect(named[0]).toContain('Nora Whitfield');
};

describe('demo', () => {
  it.each([['zh-TW', 'zh_TW.UTF-8', /有權享受維護支援嗎/, /\d{4}年\d+月\d+日（週.）/]] as const)(
    'answers its three questions in %s, as a person writes names and dates',
    (_, lang, asked, written) => {
      const { code, out, errors } = command(freshFolder(), ['demo', '--once'], [], { LC_ALL: lang });
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
      expect(sentences(out).replace(latin, '')).not.toMatch(/[A-Za-z]{3,}/);
      expect(out).toContain('--once');
      for (const company of ['致远', '華軟'])
        expect(out).toMatch(new RegExp(`${company}.*\\d%.*\\d%.* [45]\\.\\d+.*\\d%`));
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
      const [folder, ...more] = readdirSync(temporary);
      expect(more).toEqual([]);
      await expectQuarter(`http://127.0.0.1:${free}`, out, join(temporary, folder!, 'outbox'));
    } finally {
      child.kill('SIGTERM');
      await ended;
      other.close();
    }
    expect(existsSync(temporary) && readdirSync(temporary)).toEqual([]);
  });
});
