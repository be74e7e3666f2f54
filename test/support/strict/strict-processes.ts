import request from 'supertest';
import type { Role, StreamEvent } from '../../../domain/kernel/envelope.js';
import { type Application, openApplication } from '../../../src/app.js';
import { clockOf } from '../../../src/platform/clock.js';
import { readConfig } from '../../../src/platform/config/settings.js';
import { openLog } from '../../../src/platform/logging/logger.js';
import type { ProcessRole } from '../../../src/platform/roles.js';
import { freshFolder } from '../folder.js';
import { ProcessDeath } from './process-death.js';
import { StrictSet } from './strict-set.js';

export interface ProcessStart {
  /** Folder of policy files; the two packs where absent. */
  readonly policies?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** T5: how long after an instant it can be asked about, in ms; at once where absent. */
  readonly settledAfterMs?: number;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Answer = any;
interface Reply {
  readonly status: number;
  readonly body: Answer;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Processes of the product over one set of strict engines, each with a folder of its own, in real time. */
export class StrictProcesses {
  #skipped = 0;
  readonly clock = clockOf(() => Date.now() + this.#skipped);
  readonly set = new StrictSet(this.clock);
  readonly #open: StrictProcess[] = [];

  async start(role: ProcessRole, { policies, env, settledAfterMs }: ProcessStart = {}): Promise<StrictProcess> {
    const death = new ProcessDeath();
    const log: string[] = [];
    const config = readConfig({ ...env, LEDGER_HOME: freshFolder(), LEDGER_POLICIES: policies });
    const application = await openApplication(config, {
      clock: this.clock,
      firingsApartMs: 0,
      logger: openLog('warn', { write: (line: string) => void log.push(line) }),
      role,
      engines: this.set.process({ death, ...(settledAfterMs !== undefined && { settledAfterMs }) }),
    });
    const process = new StrictProcess(application, death, log);
    this.#open.push(process);
    return process;
  }

  /** A dead process renews no lease; the clock of all moves past those it had. */
  kill(process: StrictProcess): void {
    process.death.kill();
    this.pass(31_000);
  }

  /** The clock of all moves on. */
  pass(ms: number): void {
    this.#skipped += ms;
  }

  /** Events of these types, in order. */
  recorded(...types: readonly string[]): readonly StreamEvent[] {
    return this.set.ledger.readAll(null, Infinity).flatMap(({ event }) => (types.includes(event.type) ? [event] : []));
  }

  /** Whether the process runs a job of the queue just now. */
  runs({ application }: StrictProcess, queue: string): boolean {
    return [...this.set.jobs.jobs.values()].some(
      ({ job, state, owner }) => job.queue === queue && state === 'running' && owner === application.stores.jobs,
    );
  }

  async close(): Promise<void> {
    for (const { application } of this.#open) await application.app.close();
  }
}

export class StrictProcess {
  /** Sent with every request; an admin key of every vendor, once there is one. */
  token = '';

  constructor(
    readonly application: Application,
    readonly death: ProcessDeath,
    readonly log: readonly string[],
  ) {}

  async createKey(role: Role, vendor = 'seeyon'): Promise<{ readonly id: string; readonly token: string }> {
    const { key, token } = await this.application.stores.apiKeys.create({ vendor, role, name: `test ${role}` });
    return { id: key.id, token };
  }

  call(method: 'get' | 'post' | 'patch', path: string, body?: object, headers: object = {}): Promise<Reply> {
    const test = request(this.application.app.getHttpServer())
      [method](`/api/v1${path}`)
      .set({ authorization: `Bearer ${this.token}`, 'accept-language': 'en', 'ledger-vendor': 'seeyon', ...headers });
    return Promise.resolve(body === undefined ? test : test.send(body));
  }

  async done(method: 'get' | 'post' | 'patch', path: string, body?: object, headers: object = {}): Promise<Answer> {
    const { status, text, body: answer } = await this.call(method, path, body, headers);
    if (status > 299) throw new Error(`${method} ${path} answered ${status}: ${text}`);
    return answer;
  }

  async upload(csv: string): Promise<string> {
    const { status, text, body } = await request(this.application.app.getHttpServer())
      .post('/api/v1/imports')
      .set({ authorization: `Bearer ${this.token}`, 'ledger-vendor': 'seeyon' })
      .attach('file', Buffer.from(csv), 'export.csv');
    if (status !== 202) throw new Error(`the upload answered ${status}: ${text}`);
    return (body as { id: string }).id;
  }
}
