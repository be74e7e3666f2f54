import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { version } from '../src/platform/version.js';
import { compiled } from './support/compiled.js';
import { freshFolder } from './support/folder.js';

const started = new Set<ChildProcess>();
afterAll(() => {
  for (const child of started) child.kill('SIGKILL');
});

/** The project as npm sees it; `dist` is what a build makes. */
const project = (built: boolean): string => {
  const folder = freshFolder();
  copyFileSync('package.json', join(folder, 'package.json'));
  if (built) symlinkSync(compiled(), join(folder, 'dist'));
  return folder;
};
const environment = (): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  HOME: process.env['HOME'],
  PORT: '0',
  LEDGER_HOME: freshFolder(),
  npm_config_update_notifier: 'false',
});

/** The process and all that it started. */
const treeOf = (root: number): readonly number[] => {
  const pairs = spawnSync('ps', ['-e', '-o', 'pid=,ppid='], { encoding: 'utf8' })
    .stdout.trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number) as [number, number]);
  const below = (pid: number): readonly number[] =>
    pairs.filter(([, parent]) => parent === pid).flatMap(([child]) => [child, ...below(child)]);
  return [root, ...below(root)];
};
const lives = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe('npm start', () => {
  it('runs without a build, and SIGTERM ends the whole tree of processes in order', async () => {
    const child = spawn('npm', ['start'], { cwd: project(true), env: environment() });
    started.add(child);
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    const ended = once(child, 'close');
    const url = () => /"url":"(http:[^"]+)","msg":"listening"/.exec(out)?.[1];
    while (url() === undefined)
      await Promise.race([once(child.stdout, 'data'), ended.then(() => Promise.reject(new Error(out)))]);
    const tree = treeOf(child.pid!);
    // npm, and the server that took the place of its shell.
    expect(tree.length).toBeGreaterThanOrEqual(2);
    child.kill('SIGTERM');
    await ended;
    expect(out).toContain('"msg":"stopped"');
    expect(tree.filter(lives)).toEqual([]);
    await expect(fetch(`${url()!}/health/live`)).rejects.toThrow();
  });

  it('without dist/ ends with a line that states what to do', () => {
    const { status, stderr } = spawnSync('npm', ['start', '--silent'], {
      cwd: project(false),
      env: environment(),
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([1, expect.stringContaining('dist/ is missing')]);
    expect(stderr).toContain('npm run build');
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});

interface Locked {
  readonly packages: Readonly<Record<string, { readonly dev?: true; readonly engines?: { readonly node?: string } }>>;
}
const { satisfies } = createRequire(import.meta.url)('semver') as {
  satisfies(version: string, range: string): boolean;
};

describe('a production install', () => {
  it.each(['20.19.0', '22.12.0', '24.0.0'])('has no package that asks for another Node than %s', (node) => {
    const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Locked;
    const others = Object.entries(packages)
      .filter(([, { dev, engines }]) => dev !== true && !satisfies(node, engines?.node ?? '*'))
      .map(([path, { engines }]) => `${path}: ${engines!.node}`);
    expect(others).toEqual([]);
  });
});

describe('the version', () => {
  it('of the product is that of package.json', () => {
    expect(version).toBe((JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }).version);
  });
});
