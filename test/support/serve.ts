import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import type { ProcessRole } from '../../src/platform/roles.js';
import { compiled } from './compiled.js';
import { freshFolder } from './folder.js';

export const adminKey = 'k'.repeat(40);

const running = new Set<ChildProcess>();
afterAll(() => {
  // A test that failed leaves its server; nothing of it may outlive the file.
  for (const child of running) child.kill('SIGKILL');
});

export interface Reply {
  readonly status: number;
  readonly text: string;
  readonly replayed: boolean;
}

/** The server as a process of its own, with a known admin key. */
export interface Serving {
  readonly url: string;
  readonly child: ChildProcess;
  readonly ended: Promise<readonly unknown[]>;
  /**
   * Resolves when it has logged this: its lines come by another way than its answers, and later. @throws Error with
   * the whole log after 20 s
   */
  logged(text: string): Promise<void>;
  call(method: string, path: string, body?: object, key?: string): Promise<Reply>;
  /** Status and body of `/health/ready`. */
  ready(): Promise<{
    readonly status: number;
    readonly parts: Readonly<
      Record<string, { readonly ready: boolean; readonly lag: number; readonly detail?: string }>
    >;
  }>;
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

const environment = (home: string): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  TMPDIR: process.env['TMPDIR'],
  PORT: '0',
  LEDGER_HOME: home,
  LEDGER_ADMIN_KEY: adminKey,
});

/**
 * Starts the server on a folder and waits until it listens and its views are complete; `tracer` runs it under that
 * command, which must leave it its process id, `more` is added to its environment. @throws Error with its output where
 * it ends before
 */
export const serve = (
  home: string,
  tracer: readonly string[] = [],
  more: Readonly<Record<string, string>> = {},
): Promise<Serving> =>
  start(home, [...tracer, process.execPath, join(compiled(), 'src/main.js')], { LANG: 'en_US.UTF-8', ...more });

/** The same for a process of one role. `options` are those of node. */
export const serveRole = (
  role: ProcessRole,
  more: Readonly<Record<string, string>>,
  options: readonly string[] = [],
): Promise<Serving> =>
  start(freshFolder(), [process.execPath, ...options, join(compiled(), 'src/cli.js'), 'serve', '--role', role], more);

async function start(
  home: string,
  [command, ...rest]: readonly string[],
  more: Readonly<Record<string, string>>,
): Promise<Serving> {
  const child = spawn(command!, rest, { env: { ...environment(home), ...more } });
  running.add(child);
  let [out, errors] = ['', ''];
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  const ended = once(child, 'close').finally(() => running.delete(child));
  const listening = () => /"url":"(http:[^"]+)","msg":"listening"/.exec(out)?.[1];
  while (listening() === undefined) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(errors);
    await Promise.race([once(child.stdout, 'data'), ended]);
  }
  const url = listening()!;
  const serving: Serving = {
    url,
    child,
    ended,
    logged: (text) => logged(text, () => out + errors),
    call: async (method, path, body, key) => {
      const headers = {
        authorization: `Bearer ${adminKey}`,
        'ledger-vendor': 'seeyon',
        'accept-language': 'en',
        ...(key !== undefined && { 'idempotency-key': key }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      };
      const response = await fetch(`${url}/api/v1${path}`, {
        method,
        headers,
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      return {
        status: response.status,
        text: await response.text(),
        replayed: response.headers.get('idempotent-replay') === 'true',
      };
    },
    ready: async () => {
      const response = await fetch(`${url}/health/ready`);
      const { ready: _ready, ...parts } = (await response.json()) as { ready: boolean } & Awaited<
        ReturnType<Serving['ready']>
      >['parts'];
      return { status: response.status, parts };
    },
    stop: async (signal = 'SIGTERM') => {
      child.kill(signal);
      await ended;
    },
  };
  while (!(await serving.ready().catch(() => undefined))?.parts['views']?.ready) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(errors);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return serving;
}

async function logged(text: string, log: () => string): Promise<void> {
  for (let tries = 0; !log().includes(text); tries += 1) {
    if (tries === 400) throw new Error(`not logged within 20 s: ${text}\n${log()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** A command of the product's command line on a folder, with whatever it printed. */
export function command(
  home: string,
  args: readonly string[],
  tracer: readonly string[] = [],
  more: Readonly<Record<string, string>> = {},
): { readonly code: number | null; readonly signal: string | null; readonly out: string; readonly errors: string } {
  const [program, ...rest] = [...tracer, process.execPath, join(compiled(), 'src/cli.js'), ...args];
  const { status, signal, stdout, stderr } = spawnSync(program!, rest, {
    env: { ...environment(home), ...more },
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  return { code: status, signal, out: stdout, errors: stderr };
}

/** What `verify` finds in a folder that nobody serves. */
export function verified(home: string): {
  readonly clean: boolean;
  readonly events: readonly string[];
  readonly views: readonly unknown[];
  readonly position: number;
} {
  const { out, errors } = command(home, ['verify', '--json']);
  if (out === '') throw new Error(errors);
  return JSON.parse(out) as ReturnType<typeof verified>;
}

/** Lets calls of a running process on a file fail from now on, until the answer's `heal` is called. */
export async function inject(
  process: ChildProcess,
  file: string,
  calls: string,
  error: string,
): Promise<{ heal(): Promise<void> }> {
  // All threads: the stores are written by one of their own.
  const tracer = spawn('strace', [
    '-f',
    '-p',
    String(process.pid),
    '-o',
    '/dev/null',
    '-P',
    file,
    '-e',
    `trace=${calls}`,
    '-e',
    `inject=${calls}:error=${error}`,
  ]);
  let recorded = '';
  tracer.stderr.setEncoding('utf8').on('data', (text: string) => (recorded += text));
  const ended = once(tracer, 'close');
  while (!/attached/.test(recorded)) {
    await Promise.race([once(tracer.stderr, 'data'), ended]);
    if (tracer.exitCode !== null) throw new Error(recorded);
  }
  return {
    heal: async () => {
      tracer.kill('SIGINT');
      await ended;
    },
  };
}
