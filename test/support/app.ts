import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import request from 'supertest';
import type { Instant } from '../../domain/kernel/civil.js';
import { type AppOptions, createApp } from '../../src/app.js';
import { assemble } from '../../src/app.module.js';
import { inProcess } from '../../src/platform/embedded/open-embedded.js';
import { projected } from '../../src/projections.js';
import { type Clock, clockOf } from '../../src/platform/clock.js';
import { readConfig } from '../../src/platform/config/settings.js';
import { openLog } from '../../src/platform/logging/logger.js';
import type { Stores } from '../../src/platform/stores.module.js';
import { withLedgerOfHome } from './eventstoredb/ledger-of-home.js';
import { freshFolder } from './folder.js';

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
  readonly logLevel?: string;
  readonly imports?: Awaited<ReturnType<AppOptions['assemble']>>['imports'];
}

/** The real application over embedded stores in a fresh folder, its clock in the hands of the test. */
export async function startApp({
  env = {},
  now = '2026-03-01T02:00:00.000Z',
  home = freshFolder(),
  policies,
  imports = [],
  logLevel = 'info',
}: Start = {}): Promise<TestApp> {
  let ms = Date.parse(now);
  const clock = { ...clockOf(() => ms), set: (iso: Instant) => void (ms = Date.parse(iso)) };
  const log: string[] = [];
  const logger = openLog(logLevel, { write: (line: string) => void log.push(line) });
  let viewsReady: Promise<void> = Promise.resolve();
  const config = await withLedgerOfHome(readConfig({ ...env, LEDGER_HOME: home, LEDGER_POLICIES: policies }));
  const { app, stores } = await createApp(config, {
    clock,
    logger,
    launch: inProcess(projected, clock.ms),
    assemble: async (...parts) => {
      const assembly = await assemble(...parts);
      viewsReady = assembly.viewsReady;
      return { ...assembly, imports: [...assembly.imports, ...imports] };
    },
  });
  await viewsReady;
  const key = (role: KeyName, vendor = 'seeyon') =>
    stores.apiKeys.create({
      vendor,
      role,
      name: `test ${role}`,
      customerId: role === 'customer' ? portalCustomer : null,
    }).token;
  return {
    http: request(app.getHttpServer()),
    clock,
    keys: {
      admin: key('admin'),
      sales: key('sales'),
      support: key('support'),
      engineer: key('engineer'),
      auditor: key('auditor'),
      customer: key('customer'),
      system: key('system'),
      other: key('sales', 'huaruan'),
      everywhere: key('admin', '*'),
    },
    app,
    stores,
    home,
    log,
    close: () => app.close(),
  };
}
