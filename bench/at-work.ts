import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Application, openApplication } from '../src/app.js';
import { readConfig } from '../src/platform/config/settings.js';
import { openLog } from '../src/platform/logging/logger.js';

/** The product with everything that it does beside answers, on the system's clock, over a fresh folder. */
export class AtWork {
  private constructor(
    private readonly home: string,
    readonly parts: Application,
    readonly url: string,
    readonly key: string,
  ) {}

  static async open(env: Readonly<Record<string, string>> = {}): Promise<AtWork> {
    const home = mkdtempSync(join(tmpdir(), 'service-ledger-work-'));
    const parts = await openApplication(readConfig({ ...env, LEDGER_HOME: home }), { logger: openLog('error') });
    await parts.ready;
    await parts.app.listen(0, '127.0.0.1');
    const url = (await parts.app.getUrl()).replace('[::1]', '127.0.0.1');
    const { token } = await parts.stores.apiKeys.create({ vendor: 'seeyon', role: 'admin', name: 'bench' });
    return new AtWork(home, parts, url, token);
  }

  /** Sends a command in this process. @throws Error where it is refused */
  async post<Answer>(path: string, payload: object): Promise<Answer> {
    return this.#call({ method: 'POST', url: `/api/v1${path}`, payload });
  }

  async get<Answer>(path: string): Promise<Answer> {
    return this.#call({ method: 'GET', url: `/api/v1${path}` });
  }

  async close(): Promise<void> {
    await this.parts.app.close();
    rmSync(this.home, { recursive: true, force: true });
  }

  async #call<Answer>(request: { readonly method: 'GET' | 'POST'; readonly url: string; readonly payload?: object }) {
    const headers = { authorization: `Bearer ${this.key}` };
    const answer = await this.parts.app.inject({ ...request, headers });
    if (answer.statusCode > 299) throw new Error(`${request.method} ${request.url}: ${answer.body}`);
    return answer.json() as Answer;
  }
}

/** Runs `task` for each number below `count`, so many at once. */
export const each = async (count: number, atOnce: number, task: (n: number) => Promise<unknown>): Promise<void> => {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count) await task((next += 1) - 1);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
};
