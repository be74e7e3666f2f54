import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Urls } from './servers.js';

export const adminKey = 'soak-'.repeat(8);
const program = join(import.meta.dirname, '../../src/cli.js');
const answerMs = 20_000;

export type Role = 'api' | 'projector' | 'worker';

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}
export interface Call {
  readonly method?: string;
  readonly path: string;
  readonly key?: string | undefined;
  readonly body?: object | undefined;
  readonly file?: string | undefined;
  /** `Ledger-Min-Position` */
  readonly after?: string | undefined;
}

/** The environment of every process over a set. */
export const environment = (urls: Urls, home: string, webhookHost = ''): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  NODE_ENV: 'production',
  NODE_OPTIONS: '--max-old-space-size=256',
  PORT: '0',
  LEDGER_HOME: home,
  LEDGER_ADMIN_KEY: adminKey,
  EVENTS_URL: urls.events,
  VIEWS_URL: urls.views,
  JOBS_URL: urls.jobs,
  FILES_URL: 'gridfs:',
  WEBHOOK_HOSTS: webhookHost,
});

/** What a command of the product's command line prints. */
export async function command(
  env: NodeJS.ProcessEnv,
  args: readonly string[],
): Promise<{ readonly code: number | null; readonly out: string; readonly errors: string }> {
  const child = spawn(process.execPath, [program, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, errors] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (out += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (errors += chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, errors };
}

/** What a member reports to the run. */
export interface MemberEvents {
  /** A line of its log at level error or fatal, or of its standard error. */
  readonly onError: (line: string) => void;
  /** It ended, though nobody ended it. */
  readonly onEndedByItself: (what: string) => void;
}

/** One process of the product, `serve --role …`, that is started again after each end. */
export class Member {
  #child: ChildProcess | undefined;
  #ended: Promise<unknown> = Promise.resolve();
  #wanted = false;
  #url: string | undefined;

  constructor(
    readonly name: string,
    readonly role: Role,
    private readonly env: NodeJS.ProcessEnv,
    private readonly events: MemberEvents,
  ) {}

  /** Resolves with the seconds until it was ready; undefined where it was ended before. */
  async start(): Promise<number | undefined> {
    const since = performance.now();
    const child = spawn(process.execPath, [program, 'serve', '--role', this.role], {
      env: this.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    this.#wanted = true;
    let [text, last] = ['', ''];
    this.#ended = once(child, 'close').then(([code, signal]) => {
      this.#url = undefined;
      if (this.#wanted) this.events.onEndedByItself(`${this.name} ended by itself (${code ?? signal}): ${last}`);
    });
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = (text + chunk).split('\n');
      text = lines.pop()!;
      for (const line of lines) {
        const url = /"url":"(http:[^"]+)".*"msg":"listening"/.exec(line)?.[1];
        if (url !== undefined) this.#url = url.replace('[::1]', '127.0.0.1');
        if (/"level":"(?:error|fatal)"/.test(line)) this.events.onError(`${this.name}: ${(last = line)}`);
      }
    });
    child.stderr
      .setEncoding('utf8')
      .on('data', (line: string) => this.events.onError(`${this.name}: ${(last = line)}`));
    const isThere = () => child.exitCode === null && child.signalCode === null;
    while (isThere()) {
      const answer = this.#url === undefined ? undefined : await this.#readiness(this.#url);
      if (answer === 200) return (performance.now() - since) / 1000;
      await sleep(50);
    }
    return undefined;
  }

  get isRunning(): boolean {
    return this.#url !== undefined;
  }

  /** The exit code, where it had the time to have one. */
  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    this.#wanted = false;
    this.#url = undefined;
    this.#child?.kill(signal);
    await this.#ended;
    return this.#child?.exitCode ?? null;
  }

  /** Null: no answer, and the outcome is unknown. */
  async call({ method = 'GET', path, key, body, file, after }: Call): Promise<Answer | null> {
    if (this.#url === undefined) return null;
    const headers = new Headers({
      authorization: `Bearer ${adminKey}`,
      'ledger-vendor': 'seeyon',
      'accept-language': 'en',
    });
    if (key !== undefined) headers.set('idempotency-key', key);
    if (after !== undefined) headers.set('ledger-min-position', after);
    if (body !== undefined) headers.set('content-type', 'application/json');
    try {
      const response = await fetch(`${this.#url}/api/v1${path}`, {
        method,
        headers,
        body: file === undefined ? JSON.stringify(body) : formOf(file),
        signal: AbortSignal.timeout(answerMs),
      });
      return { status: response.status, text: await response.text(), headers: response.headers };
    } catch {
      return null;
    }
  }

  async #readiness(url: string): Promise<number | undefined> {
    return fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(answerMs) }).then(
      ({ status }) => status,
      () => undefined,
    );
  }
}

const formOf = (file: string): FormData => {
  const form = new FormData();
  form.append('file', new Blob([file], { type: 'text/csv' }), 'export.csv');
  return form;
};
