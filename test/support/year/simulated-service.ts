import { join } from 'node:path';
import Database from 'better-sqlite3';
import { calendarPublication } from '../../../domain/policy/publishing.js';
import type { HolidayYears } from '../../../domain/policy/policy.events.js';
import { Refusal } from '../../../domain/kernel/decider.js';
import { enginesOf, openApplication } from '../../../src/app.js';
import { firings, searches } from '../../../src/obligations/firing/obligation-jobs.js';
import { ObligationRunner } from '../../../src/obligations/firing/runner.js';
import { clockOf } from '../../../src/platform/clock.js';
import { readConfig } from '../../../src/platform/config/settings.js';
import { openLog } from '../../../src/platform/logging/logger.js';
import type { MailPort } from '../../../src/platform/mail/mail.js';
import { numberedNow } from '../../../src/platform/ordinals/numbered-now.js';
import type { Application } from '../../../src/app.js';
import { contentHash } from '../../../src/policies/content-hash.js';

export const vendors = ['seeyon', 'huaruan'] as const;
export type Vendor = (typeof vendors)[number];

/** An answer as the simulation looks into it. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Answer = any;

/** A command that was refused, with its code. */
export class Refused extends Error {
  constructor(
    what: string,
    readonly status: number,
    readonly code: string,
    detail: string,
  ) {
    super(`${what} answered ${status} ${code}: ${detail}`);
  }
}

/** The product over embedded stores, its clock and its runner in the hands of a simulation. */
export class SimulatedService {
  #calls = 0;
  /** Commands that were refused, by code. */
  readonly refused = new Map<string, number>();

  private constructor(
    readonly home: string,
    private readonly parts: Application,
    private readonly time: { now: number },
    private readonly keys: Readonly<Record<'admin' | 'system', Readonly<Record<Vendor, string>>>>,
    /** Lines of the log from the level `warn` on. */
    readonly log: readonly string[],
  ) {}

  /** @param now epoch ms */
  static async open(home: string, mail: MailPort, now: number): Promise<SimulatedService> {
    const time = { now };
    const clock = clockOf(() => time.now);
    const log: string[] = [];
    const engines = enginesOf(clock);
    const config = readConfig({ LEDGER_HOME: home, PUBLIC_URL: 'https://service.example.com' });
    const parts = await openApplication(config, {
      clock,
      firingsApartMs: 0,
      logger: openLog('warn', { write: (line: string) => void log.push(line) }),
      engines: async (...given) => ({ ...(await engines(...given)), mail }),
    });
    await parts.ready;
    await parts.app.get(ObligationRunner, { strict: false }).start();
    const key = async (vendor: Vendor, role: 'admin' | 'system') =>
      (await parts.stores.apiKeys.create({ vendor, role, name: `simulation ${role}` })).token;
    const keys = {
      admin: { seeyon: await key('seeyon', 'admin'), huaruan: await key('huaruan', 'admin') },
      system: { seeyon: await key('seeyon', 'system'), huaruan: await key('huaruan', 'system') },
    };
    return new SimulatedService(home, parts, time, keys, log);
  }

  get stores() {
    return this.parts.stores;
  }

  get now(): number {
    return this.time.now;
  }

  /** Later alone. */
  set now(at: number) {
    this.time.now = Math.max(this.time.now, at);
  }

  async call(vendor: Vendor | null, method: 'GET' | 'POST', path: string, body?: object): Promise<Answer> {
    this.#calls += 1;
    // Only a mail system reports what came back.
    const isReport = path === '/mail/bounces';
    const headers = {
      ...(vendor !== null && { authorization: `Bearer ${this.keys[isReport ? 'system' : 'admin'][vendor]}` }),
      ...(method === 'POST' && { 'idempotency-key': `simulation-${this.#calls}` }),
    };
    const answer = await this.parts.app.inject({
      method,
      url: `/api/v1${path}`,
      headers,
      ...(body !== undefined && { payload: body }),
    });
    const json = answer.body === '' ? null : (answer.json() as Answer);
    if (answer.statusCode > 299) throw new Refused(`${method} ${path}`, answer.statusCode, json.code, answer.body);
    return json;
  }

  /** A link of a mail, without login. */
  follow(path: string, body: object): Promise<Answer> {
    return this.attempt(null, path, body);
  }

  /** Null where the state of the ledger forbids it: nobody is stopped by that. */
  async attempt(vendor: Vendor | null, path: string, body: object): Promise<Answer> {
    try {
      return await this.call(vendor, 'POST', path, body);
    } catch (error) {
      if (!(error instanceof Refused) || ![403, 409, 410].includes(error.status)) throw error;
      this.refused.set(error.code, (this.refused.get(error.code) ?? 0) + 1);
      return null;
    }
  }

  get calls(): number {
    return this.#calls;
  }

  /** Deals with all that is due now, and with what that makes due now. */
  async settle(): Promise<void> {
    const runner = this.parts.app.get(ObligationRunner, { strict: false });
    let searched = -1;
    for (;;) {
      const head = await this.head();
      if (head !== searched) await runner.refresh();
      searched = head;
      if (!(await this.#isBusy()) && (await this.head()) === searched) return;
      this.stores.jobs.wake();
      while (await this.#isBusy()) await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }

  /** When the runner has something to do next; Infinity where it has nothing. */
  async nextDue(): Promise<number> {
    const dues = await Promise.all([searches, firings].map((queue) => this.stores.jobs.counts(queue)));
    return Math.min(...dues.map(({ nextDueAt }) => nextDueAt ?? Infinity));
  }

  async head(): Promise<number> {
    return numberedNow(this.stores.events, this.stores.ordinals);
  }

  async caughtUp(): Promise<void> {
    await this.stores.views.reached(await this.head(), 5_000);
  }

  /** K2: as a start of a product does that ships the days of a further year. */
  async publishCalendar(vendor: Vendor, holidays: HolidayYears): Promise<void> {
    const sha256 = contentHash(holidays);
    const outcome = await this.stores.ledger.handle({
      vendor,
      category: 'calendar',
      id: vendor,
      decider: calendarPublication,
      command: { kind: 'publish', version: `cn-${holidays.years.at(-1)}-${sha256.slice(0, 8)}`, sha256, holidays },
      request: {
        actor: { id: 'service-ledger', role: 'admin' },
        channel: 'start',
        correlationId: 'start',
        scope: 'start calendar',
        body: null,
      },
    });
    if (outcome instanceof Refusal) throw new Error(`the calendar was refused: ${outcome.code}`);
    await this.caughtUp();
  }

  /** Numbers of the tables that were ever built for views. */
  async builtTables(): Promise<readonly number[]> {
    const file = new Database(join(this.home, 'views.db'), { readonly: true });
    const numbers = file.prepare('SELECT number FROM builds').pluck().all() as number[];
    file.close();
    return numbers;
  }

  close(): Promise<void> {
    return this.parts.app.close();
  }

  async #isBusy(): Promise<boolean> {
    for (const queue of [searches, firings]) {
      const { running, nextDueAt } = await this.stores.jobs.counts(queue);
      if (running > 0 || (nextDueAt !== null && nextDueAt <= this.now)) return true;
    }
    return false;
  }
}
