import { it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import request from 'supertest';
import type { Instant } from '../../domain/kernel/civil.js';
import { type AppOptions, enginesOf, openApplication } from '../../src/app.js';
import { type Clock, clockOf } from '../../src/platform/clock.js';
import { readConfig } from '../../src/platform/config/settings.js';
import type { OpenEngines } from '../../src/platform/engines.js';
import { openLog } from '../../src/platform/logging/logger.js';
import type { MailPort } from '../../src/platform/mail/mail.js';
import { numberedNow } from '../../src/platform/ordinals/numbered-now.js';
import type { Stores } from '../../src/platform/stores.module.js';
import type { LogLevel } from '../../src/platform/logging/levels.js';
import { freshFolder } from './folder.js';
import type { StrictSet } from './strict/strict-set.js';

type KeyName = 'admin' | 'sales' | 'support' | 'engineer' | 'auditor' | 'customer' | 'system';

/** The customer that the key `customer` belongs to. */
export const portalCustomer = 'cus_portal';

export interface TestApp {
  /** A supertest agent; paths from the root. */
  readonly http: ReturnType<typeof request>;
  readonly clock: Clock & { set(iso: Instant): void };
  /** Keys for the vendor seeyon by role; `other`: sales of huaruan; `everywhere`: admin of every vendor. */
  readonly keys: Readonly<Record<KeyName | 'other' | 'everywhere', string>>;
  readonly app: NestFastifyApplication;
  readonly stores: Stores;
  readonly home: string;
  readonly log: readonly string[];
  close(): Promise<void>;
}

interface Start {
  /** Settings besides the folder. */
  readonly env?: Readonly<Record<string, string>>;
  readonly now?: Instant;
  readonly home?: string;
  /** Folder of policy files; the two packs where absent. */
  readonly policies?: string;
  readonly logLevel?: LogLevel;
  /** Modules besides the features. */
  readonly modules?: AppOptions['modules'];
  /** The engines of this process; where absent, the set that the test run is for. */
  readonly engines?: AppOptions['engines'];
  /** Where mail goes; where absent, into files of the folder. */
  readonly mail?: MailPort;
}

/**
 * `strict`: every application runs over engines in memory that share nothing with SQLite. `distributed`: over servers
 * that speak the protocols of EventStoreDB and MongoDB, and a real Redis where there is one.
 */
const set = process.env['LEDGER_TEST_ENGINES'];
// Only the set of this run is loaded: drivers and doubles of servers take a second of each test file.
const strict = set === 'strict' ? await import('./strict/strict-set.js') : undefined;
const distributed = set === 'distributed' ? await import('./distributed/distributed-at.js') : undefined;

/** A test of what only embedded engines have: files in the folder, decimal positions as tokens. */
export const onEmbedded = (title: string, test: () => Promise<void>, timeout?: number): void => {
  if (set === undefined) it(title, test, timeout);
};

/** Resolves when this process reads what is recorded now, by whichever of its parts. */
export const caughtUp = async ({ stores }: Pick<TestApp, 'stores'>): Promise<void> =>
  stores.views.reached(await numberedNow(stores.events, stores.ordinals), 60_000);

const sets = new Map<string, StrictSet>();
/** The set of strict engines that belongs to a folder: an application that is opened there again finds it. */
const strictSetAt = (home: string, clock: Clock): StrictSet => {
  const known = sets.get(home) ?? new strict!.StrictSet(clock);
  sets.set(home, known);
  return known;
};

const enginesOfRun = (home: string, clock: Clock): OpenEngines => {
  if (strict !== undefined) return strictSetAt(home, clock).process();
  return distributed === undefined ? enginesOf(clock) : distributed.distributedAt(home);
};

/** The real application over embedded stores in a fresh folder, its clock in the hands of the test. */
export async function startApp({
  env = {},
  now = '2026-03-01T02:00:00.000Z',
  home = freshFolder(),
  policies,
  modules = [],
  engines,
  mail,
  logLevel = 'info',
}: Start = {}): Promise<TestApp> {
  let ms = Date.parse(now);
  const clock = { ...clockOf(() => ms), set: (iso: Instant) => void (ms = Date.parse(iso)) };
  const log: string[] = [];
  const logger = openLog(logLevel, { write: (line: string) => void log.push(line) });
  const config = readConfig({ ...env, LEDGER_HOME: home, LEDGER_POLICIES: policies });
  const open = engines ?? enginesOfRun(home, clock);
  const { app, stores, ready } = await openApplication(config, {
    clock,
    logger,
    modules,
    // The clock of the test goes on for nobody who waits.
    firingsApartMs: 0,
    engines: mail === undefined ? open : async (...given) => ({ ...(await open(...given)), mail }),
  });
  await ready;
  const key = async (role: KeyName, vendor = 'seeyon'): Promise<string> => {
    const { token } = await stores.apiKeys.create({
      vendor,
      role,
      name: `test ${role}`,
      customerId: role === 'customer' ? portalCustomer : null,
    });
    return token;
  };
  return {
    http: request(app.getHttpServer()),
    clock,
    keys: {
      admin: await key('admin'),
      sales: await key('sales'),
      support: await key('support'),
      engineer: await key('engineer'),
      auditor: await key('auditor'),
      customer: await key('customer'),
      system: await key('system'),
      other: await key('sales', 'huaruan'),
      everywhere: await key('admin', '*'),
    },
    app,
    stores,
    home,
    log,
    close: () => app.close(),
  };
}
