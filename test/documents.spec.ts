import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { compiled } from './support/compiled.js';
import { freshFolder } from './support/folder.js';
import { adminKey, serve } from './support/serve.js';

/** Lines of the code blocks of a document, or of one of its sections. */
const linesOf = (document: string, section?: string): readonly string[] => {
  const text = readFileSync(document, 'utf8');
  const from = section === undefined ? 0 : text.indexOf(`${section}\n`);
  expect(from).toBeGreaterThanOrEqual(0);
  const part = section === undefined ? text : text.slice(from, text.indexOf('\n#', from + 1));
  return [...part.matchAll(/^```\n([\s\S]*?)^```$/gm)].flatMap(([, block]) => block!.trim().split('\n'));
};

/** A folder as `npm ci && npm run build` leaves it, and a port of its own in the place of 3000. */
const built = (): string => {
  const folder = freshFolder();
  for (const name of ['package.json', 'docs/samples']) cpSync(name, join(folder, name), { recursive: true });
  symlinkSync(compiled(), join(folder, 'dist'));
  mkdirSync(join(folder, 'node_modules', '.bin'), { recursive: true });
  return folder;
};
const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
};

const groups = new Set<number>();
afterAll(() => {
  for (const group of groups) {
    try {
      process.kill(-group, 'SIGKILL');
    } catch {
      // It has ended.
    }
  }
});

/**
 * Runs lines in one shell, in a folder, with another port: each must succeed. What they leave in the background is
 * ended with SIGTERM and awaited.
 */
const run = async (folder: string, lines: readonly string[]) => {
  const port = await freePort();
  const script = ['set -e', 'shopt -s expand_aliases', "trap 'kill -TERM $(jobs -p) 2>/dev/null; wait' EXIT", ...lines];
  const file = join(folder, 'lines.sh');
  writeFileSync(file, script.join('\n').replaceAll('127.0.0.1:3000', `127.0.0.1:${port}`));
  const child = spawn('bash', [file], {
    cwd: folder,
    detached: true,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], LANG: 'en_US.UTF-8', PORT: String(port) },
  });
  groups.add(child.pid!);
  let [out, errors] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, errors };
};
/**
 * curl ends its output without a line break: each answer is cut out at its last brace. Lines of the server's log may be
 * in the middle of a long one.
 */
const answersIn = (printed: string): readonly Record<string, unknown>[] => {
  const out = printed.replace(/\{"level":"[^\n]*\n/g, '');
  const from = out.indexOf('{"answer');
  if (from === -1) return [];
  let [depth, to, inText] = [0, from, false];
  do {
    const character = out[to];
    if (character === '\\') to += 1;
    else if (character === '"') inText = !inText;
    else if (!inText && character === '{') depth += 1;
    else if (!inText && character === '}') depth -= 1;
    to += 1;
  } while (depth > 0);
  return [JSON.parse(out.slice(from, to)) as Record<string, unknown>, ...answersIn(out.slice(to))];
};

const isBuild = (line: string): boolean => line.startsWith('npm ci && npm run build');

describe('README.md, "Use it"', () => {
  it('works word for word', async () => {
    const lines = linesOf('README.md', '## Use it');
    const serving = lines.findIndex((line) => line.startsWith('npm start &'));
    const ready = 'until curl -sf http://127.0.0.1:3000/health/ready >/dev/null; do sleep 0.2; done';
    const script = [...lines.slice(0, serving + 1), ready, ...lines.slice(serving + 1)].filter(
      (line) => !isBuild(line),
    );
    const { code, out, errors } = await run(built(), script);
    expect([code, errors.includes('rror:')]).toEqual([0, false]);
    expect(out).toContain('3 records: 3 would be created');
    expect(out).toContain('3 records: 3 created');
    const [answer] = answersIn(out);
    expect(answer).toMatchObject({ entitled: true, service: 'maintenance', receipt: expect.any(String) });
  });
});

describe('docs/quick-start.md and docs/concepts.md', () => {
  it('work word for word, one after the other', async () => {
    const lines = [...linesOf('docs/quick-start.md'), ...linesOf('docs/concepts.md')].filter((line) => !isBuild(line));
    const { code, out, errors } = await run(built(), lines);
    expect([code, errors.includes('rror:')]).toEqual([0, false]);
    const answers = answersIn(out);
    const [first, explained, ...others] = answers;
    expect(first).toMatchObject({ entitled: true });
    expect(explained).toMatchObject({ answer: { entitled: false }, words: { headline: expect.any(String) } });
    expect(others.length).toBeGreaterThanOrEqual(2);
    // A receipt is shown alone at the end, and is that of the same question before.
    const receipt = /sha256:[0-9a-f]{64}(?=\n)/.exec(out)?.[0];
    expect(receipt).toBe(others.at(-1)!['receipt']);
  });
});

describe('docs/operations.md, "Rotating a key"', () => {
  it('creates, switches and revokes, and no request is refused meanwhile', async () => {
    const home = freshFolder();
    const server = await serve(home);
    const created = await server.call('POST', '/keys', { name: 'helpdesk', role: 'system' });
    const { id, key } = JSON.parse(created.text) as { id: string; key: string };
    const { text } = await server.call('POST', '/customers', {
      code: 'KH00101',
      name: '甲',
      level: 'key',
      region: 'city',
    });
    expect(text).toContain('cus_');
    const ask = async (token: string) => {
      const headers = { authorization: `Bearer ${token}` };
      const path = '/api/v1/entitlements/check?customerCode=KH00101&service=maintenance';
      return (await fetch(`${server.url}${path}`, { headers })).status;
    };
    const [list, create, check, revoke] = linesOf('docs/operations.md', '### Rotating a key');
    const shell = (line: string, more: Readonly<Record<string, string>> = {}) => {
      const named = `service-ledger() { ${process.execPath} ${join(compiled(), 'src/cli.js')} "$@"; }`;
      const env = { PATH: process.env['PATH'], LANG: 'en_US.UTF-8', URL: server.url, OLD: adminKey, ...more };
      const { status, stdout, stderr } = spawnSync('bash', ['-ec', `${named}\n${line}\necho "NEW=$NEW"`], {
        cwd: resolve('.'),
        env,
        encoding: 'utf8',
      });
      expect([line, status, stderr.includes('rror')]).toEqual([line, 0, false]);
      return stdout;
    };
    expect(shell(list!)).toContain(id);
    const NEW = /^NEW=(slk_\S+)$/m.exec(shell(create!))![1]!;
    expect([await ask(key), await ask(NEW)]).toEqual([200, 200]);
    expect(shell(check!, { NEW })).toContain('"entitled"');
    expect([await ask(key), await ask(NEW)]).toEqual([200, 200]);
    shell(revoke!, { NEW, ID: id });
    expect([await ask(key), await ask(NEW)]).toEqual([401, 200]);
    await server.stop();
  });
});
