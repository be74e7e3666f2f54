import { setTimeout as wait } from 'node:timers/promises';
import type { DynamicModule, Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { KeyRecorder } from './api-keys/key-recorder.js';
import './problems.js';
import { ViewPositions } from './platform/http/conventions/view-positions.js';
import { Runners } from './platform/health/runners.js';
import type { Positions, Readiness, VendorDirectory } from './platform/http/ports.js';
import type { Clock } from './platform/clock.js';
import type { Config } from './platform/config/settings.js';
import type { Logger } from './platform/logging/logger.js';
import type { Metrics } from './platform/metrics/metrics.js';
import type { Duties } from './platform/roles.js';
import type { Stores } from './platform/stores.module.js';
import { lastBackup } from './platform/backup/last-backup.js';
import { openDelivery } from './app.delivery.js';
import { openErasures } from './app.erasures.js';
import { featuresOf } from './app.features.js';
import { openReading, vendorIn } from './app.reading.js';
import { measure, parts } from './app.health.js';
import { logBuilding, logKeyChange } from './app.logs.js';
import { adoptAnswers } from './policies/adopt-answers.js';
import { loadPolicies } from './policies/load-policy.js';
import { loadOwnTexts, tokensOf } from './mails/mails.port.js';
import { publishAll } from './policies/publication.js';
import { ImportJobs } from './imports/jobs/import-jobs.js';
import { openRunner } from './obligations/open-runner.js';
import { ObligationRunner } from './obligations/firing/runner.js';
import { publicUrlOf } from './platform/config/public-url.js';
import { LeftFiles } from './requests/requests.port.js';
import { Deliverer } from './webhooks/deliverer.js';

/** M1: of mails that leave for files alone, where neither a policy nor a setting names a sender. */
const unsetSender = 'service-ledger@localhost';

/** The parts of one process between the stores and the features. */
export interface Assembly {
  readonly positions: Positions;
  readonly readiness: Readiness;
  readonly vendors: VendorDirectory;
  /** The features, with all they need besides the stores. */
  readonly features: readonly (DynamicModule | Type)[];
  /** Resolves when the views are ready and every question can be answered. */
  readonly viewsReady: Promise<void>;
  /** The same, but a fault of the stores is waited out. */
  readonly viewsHealed: Promise<void>;
  readonly knownVendors: () => Promise<readonly string[]>;
  /** Stops what follows the ledger, before the stores close. */
  stop(): Promise<void>;
}

/** What an application runs with, besides its stores and settings. */
interface Around {
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly duties: Duties;
  readonly firingsApartMs: number;
}

/** Puts the product together: what is published, the views that follow the ledger, and the features. */
export async function assemble(
  stores: Stores,
  config: Config,
  { clock, metrics, logger, duties, firingsApartMs }: Around,
): Promise<Assembly> {
  // M2: unknown placeholders stop the start before anything is published.
  const ownTexts = loadOwnTexts(config.policies);
  const runners = new Runners(() => clock.now());
  const { erasures, erasedAlong } = openErasures(stores, clock, runners, logger);
  // Whoever may open persons makes the keys follow the ledger first.
  if (duties.answers || duties.works) await erasures.start();
  const contradiction = await stores.notedHead?.contradiction();
  if (contradiction != null) logger.error({ contradiction }, 'the ledger is not as it was recorded: run verify');
  const refused = duties.answers ? await publishAll(stores.ledger, loadPolicies(config.policies), logger) : [];
  for (const each of refused) logger.error(each, 'not published; what this vendor published before stays in force');
  const projector = stores.views;
  const reading = openReading(stores, clock, metrics, logger);
  const { books, directories } = reading;
  await stores.startViews();
  const leftFiles = new LeftFiles(stores.files, stores.ledger, clock, (error) =>
    logger.error({ err: error }, 'files that no request names could not be removed yet'),
  );
  const keyRecorder = new KeyRecorder(
    stores.apiKeys,
    stores.ledger,
    () => books.knownVendors(),
    (error) => logger.error({ err: error }, 'what happened to API keys could not be recorded yet'),
    (fact, key) => logKeyChange(fact, key, logger),
  );
  const { webhookHosts } = config;
  const delivery = openDelivery(stores, { books, clock, metrics, logger, runners, webhookHosts });
  const tokens = await tokensOf(stores.keys);
  const owed = openRunner(stores, {
    tokens,
    books,
    clock,
    metrics,
    logger,
    runners,
    firingsApartMs,
    sending: { publicUrl: publicUrlOf(config), mailFrom: config.mailFrom ?? unsetSender, ownTexts },
  });
  const complete = async (): Promise<void> => {
    await projector.untilReady();
    // Of a vendor whose policy file was taken away; of the others it was done when they were published.
    if (duties.answers) for (const vendor of await books.knownVendors()) await adoptAnswers(stores.ledger, vendor);
    if (!duties.works) return;
    await delivery
      .takeOver(config.home)
      .catch((error: unknown) =>
        logger.error({ err: error }, 'webhooks.db of an earlier version could not be taken over: events are repeated'),
      );
  };
  const viewsReady = complete();
  logBuilding(projector, viewsReady, logger);
  const stopping = new AbortController();
  const viewsHealed = viewsReady.catch(() => repeated(complete, stopping.signal));
  viewsHealed.catch(() => undefined);
  viewsReady.catch((error: unknown) => logger.error({ err: error }, 'the views are not complete'));

  const readiness = { parts: () => parts(stores, runners, books, refused) };
  measure(metrics, stores, books, refused, runners);
  metrics.gauge('ready', '1 where /health/ready answers 200', () =>
    Object.values(readiness.parts()).every(({ ready }) => ready) ? 1 : 0,
  );
  metrics.gauge('last_backup_timestamp_seconds', 'When a backup beside LEDGER_HOME was made last', () =>
    lastBackup(config.home),
  );
  return {
    positions: new ViewPositions(projector, stores.ordinals, stores.acknowledgesProjected),
    vendors: { has: (vendor) => vendorIn(books, vendor) },
    readiness,
    features: featuresOf(stores, {
      reading,
      delivery,
      owed,
      erasedAlong,
      keyRecorder,
      leftFiles,
      ownTexts,
      tokens,
      runners,
      logger,
    }),
    viewsReady,
    viewsHealed,
    knownVendors: () => books.knownVendors(),
    stop: async () => {
      stopping.abort();
      directories.close();
      await owed.runner.close();
      await delivery.deliverer.close();
      await keyRecorder.close();
      await erasures.close();
      await leftFiles.close();
    },
  };
}

/** Begins what goes on beside the answers, once the views are ready. */
export function startWork(app: NestFastifyApplication, viewsHealed: Promise<void>, logger: Logger): void {
  const begin = (start: () => unknown, missing: string): void => {
    viewsHealed.then(start).catch((error: unknown) => logger.error({ err: error }, missing));
  };
  begin(() => app.get(Deliverer, { strict: false }).start(), 'webhooks are not delivered');
  begin(() => app.get(ObligationRunner, { strict: false }).start(), 'what is owed is not done');
  begin(() => app.get(KeyRecorder, { strict: false }).start(), 'what happens to API keys is not recorded');
  begin(() => app.get(LeftFiles, { strict: false }).start(), 'files that no request names stay');
  begin(() => app.get(ImportJobs, { strict: false }).resume(), 'interrupted imports do not go on');
}

/** Until it succeeds, once a second. @throws AbortError when it is stopped */
const repeated = async (work: () => Promise<void>, signal: AbortSignal): Promise<void> => {
  for (;;) {
    await wait(1_000, undefined, { signal, ref: false });
    const done = await work().then(
      () => true,
      () => false,
    );
    if (done) return;
  }
};
