import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import request from 'supertest';
import { enginesOf, openApplication } from '../../src/app.js';
import { ImportJobs } from '../../src/imports/jobs/import-jobs.js';
import { clockOf } from '../../src/platform/clock.js';
import { readConfig } from '../../src/platform/config/settings.js';
import type { Engines } from '../../src/platform/engines.js';
import type { StreamAppend } from '../../src/platform/events/event-store.js';
import { StoreStopped } from '../../src/platform/events/event-store.js';
import { openLog } from '../../src/platform/logging/logger.js';
import { dutiesOf } from '../../src/platform/roles.js';
import { freshFolder } from './folder.js';
import type { Shown } from './imports.js';
import { StrictFiles } from './strict/strict-files.js';
import { StrictJobServer } from './strict/strict-jobs.js';

/** Called before each append and after each stored file of a process; returns whether the process dies there. */
export interface Deaths {
  readonly onAppend?: (types: readonly string[]) => boolean;
  readonly onStored?: (count: number) => boolean;
}

/** Applications that share one ledger, one store of jobs and one of files, and nothing in memory. */
export class ImportProcesses {
  readonly server = new StrictJobServer();
  readonly stored = new Map<string, Buffer>();
  readonly #open: ImportProcess[] = [];
  #now = Date.parse('2026-11-23T02:00:00.000Z');
  readonly clock = clockOf(() => this.#now);
  readonly config = readConfig({ LEDGER_HOME: freshFolder() });
  readonly logger = openLog('silent');
  #engines: Engines | undefined;

  /** Past the lease of whatever a dead process ran. */
  passLease(): void {
    this.#now += 31_000;
  }

  async start(deaths: Deaths = {}): Promise<ImportProcess> {
    const isFirst = this.#engines === undefined;
    this.#engines ??= await enginesOf(this.clock)(this.config, this.clock, this.logger, dutiesOf('all'));
    const engines = this.#engines;
    const jobs = this.server.open(() => this.#now);
    const files = new StrictFiles(this.stored);
    let dead = false;
    let puts = 0;
    const dies = (): void => {
      dead = true;
      jobs.kill();
    };
    const whileAlive = (): void => {
      if (dead) throw new StoreStopped('the process was killed');
    };
    const appends = (events: readonly { readonly type: string }[]): void => {
      whileAlive();
      if (deaths.onAppend?.(events.map(({ type }) => type)) === true) dies();
      whileAlive();
    };
    const own: Engines = {
      ...engines,
      jobs,
      files: new Proxy(files, {
        get: (target, name) =>
          name !== 'put'
            ? (Reflect.get(target, name) as (() => unknown) | undefined)?.bind(target)
            : async (...put: Parameters<StrictFiles['put']>) => {
                whileAlive();
                const file = await target.put(...put);
                if (deaths.onStored?.((puts += 1)) === true) dies();
                whileAlive();
                return file;
              },
      }),
      events: new Proxy(engines.events, {
        get: (target, name) =>
          name === 'append'
            ? async (...append: Parameters<Engines['events']['append']>) => {
                appends(append[2]);
                return target.append(...append);
              }
            : name === 'appendTogether' && target.appendTogether !== undefined
              ? async (streams: readonly StreamAppend[]) => {
                  appends(streams.flatMap(({ events }) => events));
                  return target.appendTogether!(streams);
                }
              : bound(target, name),
      }),
      startViews: async () => (isFirst ? engines.startViews() : undefined),
      close: async () => undefined,
    };
    const { app, ready, stores } = await openApplication(this.config, {
      clock: this.clock,
      logger: this.logger,
      engines: async () => own,
    });
    await ready;
    const key = async (vendor: string): Promise<string> =>
      (await stores.apiKeys.create({ vendor, role: 'admin', name: 'test', customerId: null })).token;
    const process = new ImportProcess(app, { seeyon: await key('seeyon'), huaruan: await key('huaruan') }, () => dead);
    this.#open.push(process);
    return process;
  }

  async close(): Promise<void> {
    for (const { app } of this.#open) await app.close();
    await this.#engines?.close();
  }
}

export class ImportProcess {
  constructor(
    readonly app: NestFastifyApplication,
    private readonly keys: Readonly<Record<'seeyon' | 'huaruan', string>>,
    readonly isDead: () => boolean,
  ) {}

  as(vendor: 'seeyon' | 'huaruan' = 'seeyon'): Record<string, string> {
    return { authorization: `Bearer ${this.keys[vendor]}`, 'accept-language': 'en' };
  }

  get http(): ReturnType<typeof request> {
    return request(this.app.getHttpServer());
  }

  async send(file: string, vendor: 'seeyon' | 'huaruan' = 'seeyon', query = ''): Promise<string> {
    const sent = this.http.post(`/api/v1/imports${query}`).set(this.as(vendor));
    const { status, body } = await sent.attach('file', Buffer.from(file), 'export.csv');
    if (status !== 202) throw new Error(`${status} ${JSON.stringify(body)}`);
    return (body as Shown).id;
  }

  async shown(id: string, vendor: 'seeyon' | 'huaruan' = 'seeyon'): Promise<Shown> {
    return (await this.http.get(`/api/v1/imports/${id}`).set(this.as(vendor))).body as Shown;
  }

  async report(id: string): Promise<string> {
    return (await this.http.get(`/api/v1/imports/${id}/report`).set(this.as())).text;
  }

  async ended(id: string, vendor: 'seeyon' | 'huaruan' = 'seeyon'): Promise<Shown> {
    for (;;) {
      const shown = await this.shown(id, vendor);
      if (shown.state === 'finished' || shown.state === 'failed') return shown;
      if (shown.state === undefined) throw new Error(JSON.stringify(shown));
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  get imports(): ImportJobs {
    return this.app.get(ImportJobs, { strict: false });
  }
}

const bound = (target: object, name: string | symbol): unknown => {
  const value: unknown = Reflect.get(target, name);
  return typeof value === 'function' ? (value as () => unknown).bind(target) : value;
};
