import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { firstKeyName } from '../../src/platform/auth/first-admin-key.js';
import { version } from '../../src/platform/version.js';
import { openKeys } from '../support/api-keys.js';
import { compiled } from '../support/compiled.js';
import { freshFolder } from '../support/folder.js';

/** The server as a process of its own, with these settings and no others. */
function start(settings: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [join(compiled(), 'src/main.js')], {
    env: { PATH: process.env['PATH'], LANG: 'en_US.UTF-8', PORT: '0', ...settings },
  });
  let out = '';
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, out, errors }));
  const listening = (async () => {
    for (;;) {
      const url = /"url":"(http:[^"]+)","msg":"listening"/.exec(out)?.[1];
      if (url !== undefined) return url;
      await Promise.race([once(child.stdout, 'data'), ended.then(() => Promise.reject(new Error(errors)))]);
    }
  })();
  listening.catch(() => undefined);
  return { child, ended, listening };
}

const running = async (
  work: (url: string, server: ReturnType<typeof start>, home: string) => Promise<void>,
  settings: Record<string, string> = {},
) => {
  const home = freshFolder();
  const server = start({ LEDGER_HOME: home, ...settings });
  try {
    await work(await server.listening, server, home);
  } finally {
    server.child.kill('SIGTERM');
    await server.ended;
  }
};

describe('the server as a process', () => {
  it('puts the admin key of a first start into a file of its own, never into a log, and ends in order', async () => {
    const home = freshFolder();
    const first = start({ LEDGER_HOME: home });
    const url = await first.listening;
    first.child.kill('SIGTERM');
    const { code, out, errors } = await first.ended;
    expect([code, errors]).toEqual([0, '']);
    const file = join(home, firstKeyName);
    const key = readFileSync(file, 'utf8').trim();
    expect(key).toMatch(/^slk_[\w-]{43}$/);
    expect([statSync(file).mode & 0o777, out.includes(file), out.includes(key)]).toEqual([0o600, true, false]);
    expect(readdirSync(home).filter((name) => name.startsWith(firstKeyName))).toEqual([firstKeyName]);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);

    const second = start({ LEDGER_HOME: home });
    const again = await second.listening;
    while ((await fetch(`${again}/health/ready`)).status !== 200)
      await new Promise((resolve) => setTimeout(resolve, 20));
    const { status } = await fetch(`${again}/api/v1/contracts`, {
      headers: { authorization: `Bearer ${key}`, 'ledger-vendor': 'seeyon' },
    });
    second.child.kill('SIGINT');
    expect([status, (await second.ended).out.includes('slk_')]).toEqual([200, false]);
    expect(readFileSync(file, 'utf8').trim()).toBe(key);
    const { keys, close } = await openKeys(home, Date.now);
    expect(await keys.list()).toMatchObject([{ vendor: '*', role: 'admin' }]);
    await close();
  });

  it('takes the admin key of the settings and never shows it', () => {
    const key = 'k'.repeat(32);
    return running(
      async (url, server) => {
        expect((await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${key}` } })).status).toBe(200);
        server.child.kill('SIGTERM');
        const { out, errors } = await server.ended;
        expect(out + errors).not.toContain(key);
      },
      { LEDGER_ADMIN_KEY: key },
    );
  });

  it('finishes what runs before it ends', () =>
    running(
      async (url, server) => {
        const slow = fetch(`${url}/api/v1/contracts`, {
          headers: {
            authorization: `Bearer ${'k'.repeat(32)}`,
            'ledger-vendor': 'seeyon',
            'ledger-min-position': '999999',
          },
        });
        // Answered after the slow one was taken in.
        for (let n = 0; n < 3; n += 1) expect((await fetch(`${url}/health/live`)).status).toBe(200);
        server.child.kill('SIGTERM');
        expect((await slow).status).toBe(503);
        expect((await server.ended).code).toBe(0);
      },
      { LEDGER_ADMIN_KEY: 'k'.repeat(32) },
    ));

  it('stops at a bad setting, naming it and not its value', async () => {
    const { code, errors } = await start({ LEDGER_HOME: freshFolder(), EVENTS_URL: 'esdb://user:hunter2@store' }).ended;
    expect([code, errors]).toEqual([
      1,
      'VIEWS_URL must be mongodb://… or mongodb+srv://… where EVENTS_URL is esdb:; views, keys and positions of such a ledger are there\n',
    ]);
  });

  it('names who uses the folder, and which port is taken', () =>
    running(async (url, server, home) => {
      const same = await start({ LEDGER_HOME: home }).ended;
      expect([
        same.code,
        same.errors.includes(`in use by process ${server.child.pid}`),
        same.errors.includes(' at '),
      ]).toEqual([1, true, false]);
      const untouched = join(freshFolder(), 'data');
      const { code, errors } = await start({ LEDGER_HOME: untouched, PORT: new URL(url).port }).ended;
      expect([code, errors.includes('EADDRINUSE'), errors.includes('PORT'), errors.includes(' at ')]).toEqual([
        1,
        true,
        true,
        false,
      ]);
      // The port comes first: nothing was made.
      expect(existsSync(untouched)).toBe(false);
    }));

  it('P1: stops at a bad policy file, naming file, line and reason', async () => {
    const policies = freshFolder();
    writeFileSync(join(policies, 'broken.yaml'), 'vendor: [\n');
    const { code, errors } = await start({ LEDGER_HOME: freshFolder(), LEDGER_POLICIES: policies }).ended;
    expect([code, errors]).toEqual([1, expect.stringMatching(/broken\.yaml:\d+:\d+: /)]);
    expect(errors).not.toMatch(/^\s+at /m);
  });

  it('logs what starts over what, and which vendors and events it has', () =>
    running(async (url, server, home) => {
      while ((await fetch(`${url}/health/ready`)).status !== 200);
      server.child.kill('SIGTERM');
      const { code, out } = await server.ended;
      const lines = out
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Record<string, unknown>);
      const line = (msg: string) => lines.find((each) => each['msg'] === msg);
      const facts = { version, node: process.versions.node, role: 'all', folder: home, engines: 'embedded' };
      expect([code, line('starting')]).toEqual([0, expect.objectContaining(facts)]);
      expect(line('ready')).toMatchObject({ ...facts, vendors: ['huaruan', 'seeyon'], events: expect.any(Number) });
      expect(line('ready')!['events']).toBeGreaterThan(0);
      expect(lines.map(({ msg }) => msg)).toEqual(expect.arrayContaining(['published', 'stopping', 'stopped']));
      // Probes are quiet.
      expect(lines.filter(({ route }) => String(route).startsWith('/health'))).toEqual([]);
    }));

  it('LOG_LEVEL: logs probes at debug, and nothing but faults at error', async () => {
    const logged = async (level: string) => {
      let out = '';
      await running(
        async (url, server) => {
          await fetch(`${url}/health/live`);
          server.child.kill('SIGTERM');
          ({ out } = await server.ended);
        },
        { LOG_LEVEL: level },
      );
      return out;
    };
    expect(await logged('debug')).toContain('"route":"/health/live"');
    const { code, errors } = await start({ LEDGER_HOME: freshFolder(), LOG_LEVEL: 'loud' }).ended;
    expect([code, errors]).toEqual([1, expect.stringContaining('LOG_LEVEL must be one of silent, fatal, error')]);
  });
});
