import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const adminKey = 'soak-'.repeat(8);

const root = join(import.meta.dirname, '../..');

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly replayed: boolean;
}

/**
 * The product's server as a process of its own, started again after every kill; calls that it does not answer give
 * null.
 */
export class Server {
  #child: ChildProcess | undefined;
  #ended: Promise<unknown> = Promise.resolve();
  #url = '';
  #up: Promise<void> = Promise.resolve();
  #resume: () => void = () => undefined;
  startedAt = 0;

  constructor(
    readonly home: string,
    private readonly onLog: (line: string) => void,
  ) {}

  /** Resolves with the seconds it took to be ready. */
  async start(): Promise<number> {
    const since = performance.now();
    const child = spawn(process.execPath, [join(root, 'src/main.js')], {
      env: this.env(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    this.#ended = once(child, 'close');
    let text = '';
    const listening = new Promise<string>((resolve, reject) => {
      child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
        text = (text + chunk).slice(-100_000);
        const lines = text.split('\n');
        text = lines.pop()!;
        for (const line of lines) {
          const url = /"url":"(http:[^"]+)","msg":"listening"/.exec(line)?.[1];
          if (url !== undefined) resolve(url.replace('[::1]', '127.0.0.1'));
          // Views that are computed again and the like are warnings; these are faults.
          if (/"level":"(?:error|fatal)"/.test(line)) this.onLog(line);
        }
      });
      child.stderr.setEncoding('utf8').on('data', (line: string) => this.onLog(line));
      void this.#ended.then(() => reject(new Error('the server ended before it listened')));
    });
    this.#url = await listening;
    while ((await fetch(`${this.#url}/health/ready`)).status !== 200)
      await new Promise((resolve) => setTimeout(resolve, 20));
    this.startedAt = Date.now();
    this.#resume();
    return (performance.now() - since) / 1000;
  }

  /** Ends the process with a signal; calls wait from now on until it is started again. */
  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    this.#up = new Promise((resolve) => (this.#resume = resolve));
    this.#child?.kill(signal);
    await this.#ended;
  }

  /** Resident memory of the process in MiB; undefined while there is none. */
  memory(): number | undefined {
    try {
      return (
        Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${this.#child?.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024 ||
        undefined
      );
    } catch {
      return undefined;
    }
  }

  /** One call, without repetition; null where the connection broke. */
  async call(method: string, path: string, body?: object, key?: string): Promise<Answer | null> {
    await this.#up;
    const headers = {
      authorization: `Bearer ${adminKey}`,
      'ledger-vendor': 'seeyon',
      'accept-language': 'en',
      ...(key !== undefined && { 'idempotency-key': key }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    };
    try {
      const response = await fetch(`${this.#url}/api/v1${path}`, {
        method,
        headers,
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      return {
        status: response.status,
        text: await response.text(),
        replayed: response.headers.get('idempotent-replay') === 'true',
      };
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 10));
      return null;
    }
  }

  /** A number that the server exposes to Prometheus. */
  async metric(name: string): Promise<number | undefined> {
    await this.#up;
    const text = await fetch(`${this.#url}/metrics`, {
      headers: { authorization: `Bearer ${adminKey}`, 'ledger-vendor': 'seeyon' },
    }).then(
      (response) => response.text(),
      () => '',
    );
    const found = new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1];
    return found === undefined ? undefined : Number(found);
  }

  /** A command of the product's own command line in this folder, or another. */
  async command(
    args: readonly string[],
    home = this.home,
  ): Promise<{ readonly code: number | null; readonly out: string; readonly errors: string }> {
    const child = spawn(process.execPath, [join(root, 'src/cli.js'), ...args], {
      env: { ...this.env(), LEDGER_HOME: home },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [out, errors] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (out += chunk));
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (errors += chunk));
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, out, errors };
  }

  /**
   * The heap is bounded: what is never let go ends the process, and so the run, instead of hiding behind a lazy
   * collector.
   */
  private env(): NodeJS.ProcessEnv {
    return {
      PATH: process.env['PATH'],
      NODE_ENV: 'production',
      NODE_OPTIONS: '--max-old-space-size=256',
      PORT: '0',
      LEDGER_HOME: this.home,
      LEDGER_ADMIN_KEY: adminKey,
    };
  }
}
