import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { compiled } from '../support/compiled.js';
import { freshFolder } from '../support/folder.js';

const adminKey = 'k'.repeat(40);

/** The port opens before the views stand. */
const ready = async (url: string): Promise<void> => {
  while ((await fetch(`${url}/health/ready`)).status !== 200) await new Promise((resolve) => setTimeout(resolve, 20));
};

/** The server as a process of its own on a folder, with a known admin key. */
const serve = async (home: string) => {
  const env = { PATH: process.env['PATH'], PORT: '0', LEDGER_HOME: home, LEDGER_ADMIN_KEY: adminKey };
  const child = spawn(process.execPath, [join(compiled(), 'src/main.js')], { env });
  let out = '';
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  const ended = once(child, 'close');
  for (;;) {
    const url = /"url":"(http:[^"]+)","msg":"listening"/.exec(out)?.[1];
    if (url !== undefined) {
      await ready(url);
      return { url, child, ended };
    }
    if (child.exitCode !== null) throw new Error(errors);
    await Promise.race([once(child.stdout, 'data'), ended]);
  }
};

interface Purchase {
  readonly no: string;
  /** Null until the server acknowledged it. */
  readonly acknowledged: { readonly status: number; readonly text: string } | null;
}

const post = async (url: string, path: string, key: string, body: object) => {
  const headers = { authorization: `Bearer ${adminKey}`, 'ledger-vendor': 'seeyon', 'idempotency-key': key, 'content-type': 'application/json' };
  const response = await fetch(`${url}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: response.status, text: await response.text() };
};
const get = async (url: string, path: string) => (await fetch(`${url}/api/v1${path}`, { headers: { authorization: `Bearer ${adminKey}`, 'ledger-vendor': 'seeyon' } })).json() as Promise<{ items: { contractNo: string; id: string }[]; nextCursor: string | null }>;

describe('kill -9 of the server under concurrent writes (C11)', () => {
  it('keeps every acknowledged write once, and unacknowledged ones whole or not at all', async () => {
    const home = freshFolder();
    const seed = Date.now() % 1_000_000;
    const said: Purchase[] = [];
    let customerId = '';
    const buy = (url: string, no: string) =>
      post(url, '/contracts', `buy ${no}`, { customerId, contractNo: no, licenceNo: `L-${no}`, purchasedOn: '2025-03-01', product: { series: 'EKP', name: 'EKP', version: '4.11' } });

    for (let round = 0; round < 3; round += 1) {
      const { url, child, ended } = await serve(home);
      const customer = await post(url, '/customers', 'customer', { code: 'KH1', name: '甲方', level: 'key', region: 'city' });
      customerId = (JSON.parse(customer.text) as { id: string }).id;
      // What was said before the last kill is said again: acknowledged writes answer as they did, the others now stand.
      for (const { no, acknowledged } of said.splice(0)) {
        const again = await buy(url, no);
        if (acknowledged !== null) expect([no, again]).toEqual([no, acknowledged]);
        expect([no, again.status]).toEqual([no, 201]);
        said.push({ no, acknowledged: again });
      }
      let stop = false;
      const writer = async (lane: number) => {
        for (let n = 0; !stop; n += 1) {
          const no = `XS-${seed}-${round}-${lane}-${n}`;
          const acknowledged = await buy(url, no).catch(() => null);
          said.push({ no, acknowledged });
          if (acknowledged === null) return;
        }
      };
      const writers = Array.from({ length: 16 }, (_, lane) => writer(lane));
      await new Promise((resolve) => setTimeout(resolve, 250 + ((seed * (round + 1)) % 300)));
      child.kill('SIGKILL');
      stop = true;
      await Promise.all([...writers, ended]);
    }

    const { url, child, ended } = await serve(home);
    const listed: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = await get(url, `/contracts?limit=500${cursor === '' ? '' : `&cursor=${cursor}`}`);
      listed.push(...page.items.map(({ contractNo }) => contractNo));
      cursor = page.nextCursor;
    }
    child.kill('SIGTERM');
    await ended;
    const acknowledged = said.filter((purchase) => purchase.acknowledged?.status === 201).map(({ no }) => no);
    expect(acknowledged.length).toBeGreaterThan(50);
    expect(new Set(listed).size).toBe(listed.length);
    expect(listed).toEqual(expect.arrayContaining(acknowledged));
    expect(said.map(({ no }) => no)).toEqual(expect.arrayContaining(listed));

    const verified = spawn(process.execPath, [join(compiled(), 'src/cli.js'), 'verify', '--json'], { env: { PATH: process.env['PATH'], LEDGER_HOME: home } });
    let report = '';
    verified.stdout.setEncoding('utf8').on('data', (text: string) => (report += text));
    await once(verified, 'close');
    expect([`seed ${seed}`, JSON.parse(report)]).toMatchObject([`seed ${seed}`, { clean: true, events: [], views: [] }]);
  });
});
