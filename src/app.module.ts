import { setTimeout as wait } from 'node:timers/promises';
import { type DynamicModule, Module, type Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Instant } from '../domain/kernel/civil.js';
import { contractList } from '../projections/contract-list/contract-list.js';
import { contractSheet } from '../projections/contract-sheet/contract-sheet.js';
import { customerList } from '../projections/customer-list/customer-list.js';
import { customerSheet } from '../projections/customer-sheet/customer-sheet.js';
import { policies } from '../projections/policies/policies.js';
import { imports } from '../projections/imports/imports.js';
import { intakes } from '../projections/intakes/intakes.js';
import { releases } from '../projections/releases/releases.js';
import { renewals } from '../projections/renewals/renewals.js';
import { ApiKeysModule } from './api-keys/api-keys.module.js';
import { KeyRecorder } from './api-keys/key-recorder.js';
import { ChangeFeed } from './changes/change-feed.js';
import { ConcernedCustomers } from './changes/changes.port.js';
import { ChangesModule } from './changes/changes.module.js';
import { ContractLifeModule } from './contract-life/contract-life.module.js';
import './problems.js';
import { contractProblems } from './contracts/contract.problems.js';
import { contractUseCases } from './contracts/contracts.port.js';
import { ContractsModule } from './contracts/contracts.module.js';
import { CustomersModule } from './customers/customers.module.js';
import { Erasures } from './customers/erasures.js';
import { customerProblems } from './customers/customer.problems.js';
import {
  CUSTOMER_SHEETS,
  customerUseCases,
  ERASED_ALONG,
  type ErasedAlong,
  madeTexts,
  storedMails,
} from './customers/customers.port.js';
import { DifferencesModule } from './differences/differences.module.js';
import { DossiersModule } from './dossiers/dossiers.module.js';
import { EntitlementsModule } from './entitlements/entitlements.module.js';
import { Entitlements } from './entitlements/entitlements.port.js';
import { Sheets } from './entitlements/sheets.js';
import { ExplanationsModule } from './explanations/explanations.module.js';
import { PersonsModule } from './persons/persons.module.js';
import type { ProblemCode } from './platform/http/problems/catalogue.js';
import { ViewPositions } from './platform/http/conventions/view-positions.js';
import { Runners } from './platform/health/runners.js';
import type { Positions, Readiness, VendorDirectory } from './platform/http/ports.js';
import { numberedNow } from './platform/ordinals/numbered-now.js';
import type { Clock } from './platform/clock.js';
import type { Config } from './platform/config/settings.js';
import type { Logger } from './platform/logging/logger.js';
import type { Metrics } from './platform/metrics/metrics.js';
import type { Duties } from './platform/roles.js';
import type { Stores } from './platform/stores.module.js';
import { readOldWebhooks, removeOldWebhooks } from './platform/jobs/old-webhooks-file.js';
import { lastBackup } from './platform/backup/last-backup.js';
import { ViewsBehind } from './platform/projector/views-behind.js';
import { faultLine, measure, parts } from './app.health.js';
import { logBuilding, logKeyChange } from './app.logs.js';
import { adoptAnswers } from './policies/adopt-answers.js';
import { VIEW_READERS } from './platform/tokens.js';
import { loadPolicies } from './policies/load-policy.js';
import { PoliciesModule } from './policies/policies.module.js';
import { PolicyBooks } from './policies/policies.port.js';
import { MailsModule } from './mails/mails.module.js';
import { loadOwnTexts } from './mails/mails.port.js';
import { HistoryModule } from './history/history.module.js';
import { McpModule } from './mcp/mcp.module.js';
import { publishAll } from './policies/publication.js';
import { IMPORT_LIST, IMPORT_LOG } from './imports/imports.tokens.js';
import { ImportJobs } from './imports/jobs/import-jobs.js';
import { ImportsModule } from './imports/imports.module.js';
import { IntakesModule } from './intakes/intakes.module.js';
import { INTAKE_ROWS, intakesMade } from './intakes/intakes.port.js';
import { ObligationsModule } from './obligations/obligations.module.js';
import { OBLIGATION_ROWS } from './obligations/obligations.port.js';
import { openRunner } from './obligations/open-runner.js';
import { ObligationRunner } from './obligations/runner.js';
import { publicUrlOf } from './platform/config/public-url.js';
import { releaseProblems } from './releases/release.problems.js';
import { releaseUseCases } from './releases/releases.port.js';
import { ReleasesModule } from './releases/releases.module.js';
import { PROMISE_ROWS, RENEWAL_ROWS } from './reports/reports.port.js';
import { ReportsModule } from './reports/reports.module.js';
import { promises } from '../projections/promises/promises.js';
import { requests } from '../projections/requests/requests.js';
import { RequestsModule } from './requests/requests.module.js';
import { REQUEST_ROWS, registerRequest, requestsMade } from './requests/requests.port.js';
import { requestProblems } from './requests/request.problems.js';
import { SearchModule } from './search/search.module.js';
import { CONTRACT_ROWS, CUSTOMER_ROWS, Directories } from './search/search.port.js';
import { Deliverer } from './webhooks/deliverer.js';
import { senderTo } from './webhooks/send.js';
import type { Subscriptions } from './webhooks/subscriptions.js';
import { takeOverDeliveries } from './webhooks/take-over.js';
import { Targets } from './webhooks/targets.js';
import { subscriptionsOf, WebhookSubscriptions } from './webhooks/webhook-subscriptions.js';
import { WebhooksModule } from './webhooks/webhooks.module.js';
import { WhatIfModule } from './what-if/what-if.module.js';

/** A supposed command is refused as the real one would be. */
const refusalsOfWrites = [
  ...Object.keys(contractProblems),
  ...Object.keys(customerProblems),
  ...Object.keys(releaseProblems),
  ...Object.keys(requestProblems),
] as readonly ProblemCode[];

/** M1: of mails that leave for files alone, where neither a policy nor a setting names a sender. */
const unsetSender = 'Service Ledger <service-ledger@localhost>';

/** How long a question waits for the views to pass a position it names, in ms. */
const viewsTimeoutMs = 5_000;

@Module({})
class ViewsModule {
  static of(
    providers: {
      readonly provide: symbol | (abstract new (...args: never[]) => unknown);
      readonly useValue: unknown;
    }[],
  ): DynamicModule {
    return {
      module: ViewsModule,
      global: true,
      providers: providers as DynamicModule['providers'] & object,
      exports: providers.map(({ provide }) => provide),
    };
  }
}

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

/** Puts the product together: what is published, the views that follow the ledger, and the features. */
export async function assemble(
  stores: Stores,
  config: Config,
  clock: Clock,
  metrics: Metrics,
  logger: Logger,
  duties: Duties,
): Promise<Assembly> {
  // M2: unknown placeholders stop the start before anything is published.
  const ownTexts = loadOwnTexts(config.policies);
  const runners = new Runners(() => clock.now());
  const erasuresRunner = runners.add('erasures', () => 0);
  erasuresRunner.started();
  // A7: the holders of what is known of a person besides the ledger.
  const shows =
    ({ name }: { readonly name: string }) =>
    async (): Promise<void> =>
      stores.views.reached(await numberedNow(stores.events, stores.ordinals), viewsTimeoutMs, [name]);
  const erasedAlong: readonly ErasedAlong[] = [
    storedMails(stores.mail),
    madeTexts(requestsMade(stores.ledger, stores.views.view(requests), shows(requests)), stores.keys),
    madeTexts(intakesMade(stores.ledger, stores.views.view(intakes), shows(intakes), clock), stores.keys),
  ];
  const reportErasure = (error: unknown): void => {
    erasuresRunner.failed('completion', error);
    logger.error({ err: error }, 'an erasure could not be completed');
  };
  const erasures = new Erasures(stores.keys, stores.events, stores.ordinals, reportErasure, undefined, erasedAlong);
  // Whoever may open persons makes the keys follow the ledger first.
  if (duties.answers || duties.works) await erasures.start();
  const contradiction = await stores.notedHead?.contradiction();
  if (contradiction != null) logger.error({ contradiction }, 'the ledger is not as it was recorded: run verify');
  const refused = duties.answers ? await publishAll(stores.ledger, loadPolicies(config.policies), logger) : [];
  for (const each of refused) logger.error(each, 'not published; what this vendor published before stays in force');
  const projector = stores.views;
  const books = new PolicyBooks(
    projector.view(policies),
    projector.view(releases),
    clock,
    projector,
    () => projector.position([policies.name, releases.name]),
    (fault) => logger.error({ fault: faultLine(fault) }, 'a publication cannot be used; see docs/operations.md'),
  );
  const sheets = new Sheets(
    projector.view(customerSheet),
    projector.view(contractSheet),
    () => projector.position(),
    projector,
  );
  const views = {
    position: () => projector.position(),
    passed: (position: number) => projector.reached(position, viewsTimeoutMs),
  };
  const order = {
    head: () => numberedNow(stores.events, stores.ordinals),
    positionAt: (knownAt: Instant) => stores.ordinals.positionAt(knownAt),
    firstOf: async (vendor: string, stream: string) =>
      (await stores.ordinals.find({ vendor, streams: [stream] }, 0, 1)).events[0],
  };
  const entitlements = new Entitlements(
    sheets,
    books,
    order,
    views,
    clock,
    metrics.counter('decisions_total', 'Answers about entitlements by their outcome', 'outcome'),
  );
  const directories = new Directories(
    { customers: projector.view(customerList), contracts: projector.view(contractList), sealer: stores.sealer },
    projector,
  );
  await stores.startViews();
  const keyRecorder = new KeyRecorder(
    stores.apiKeys,
    stores.ledger,
    () => books.knownVendors(),
    (error) => logger.error({ err: error }, 'what happened to API keys could not be recorded yet'),
    (fact, key) => logKeyChange(fact, key, logger),
  );
  const targets = new Targets(config.webhookHosts.split(',').filter(Boolean));
  const countDelivery = metrics.counter(
    'webhook_deliveries_total',
    'Deliveries to webhooks by what came of them',
    'outcome',
  );
  const webhooks = new WebhookSubscriptions(stores.ledger);
  const subscriptions = subscriptionsOf(
    webhooks,
    () => books.knownVendors(),
    () => clock.now(),
  );
  const send = senderTo(targets);
  const concerned = new ConcernedCustomers(stores.ordinals);
  const deliverer: Deliverer = new Deliverer({
    concerned,
    ordinals: stores.ordinals,
    sealer: stores.sealer,
    jobs: stores.jobs,
    subscriptions,
    send,
    clock,
    logger,
    onDelivery: countDelivery,
    runner: runners.add('webhooks', () => deliverer.lag()),
  });
  metrics.gauge('webhook_lag_events', 'Events by which the slowest subscription is behind', () => deliverer.lag());
  const owed = openRunner(stores, {
    books,
    clock,
    metrics,
    logger,
    runners,
    sending: { publicUrl: publicUrlOf(config), mailFrom: config.mailFrom ?? unsetSender, ownTexts },
  });
  const complete = async (): Promise<void> => {
    await projector.untilReady();
    // Of a vendor whose policy file was taken away; of the others it was done when they were published.
    if (duties.answers) for (const vendor of await books.knownVendors()) await adoptAnswers(stores.ledger, vendor);
    if (!duties.works) return;
    await takeOverWebhooks(config.home, stores, subscriptions).catch((error: unknown) =>
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
    features: [
      ViewsModule.of([
        { provide: VIEW_READERS, useValue: projector },
        { provide: Runners, useValue: runners },
        { provide: PolicyBooks, useValue: books },
        { provide: ConcernedCustomers, useValue: concerned },
        { provide: Entitlements, useValue: entitlements },
        { provide: ERASED_ALONG, useValue: erasedAlong },
        { provide: CUSTOMER_SHEETS, useValue: projector.view(customerSheet) },
        { provide: IMPORT_LIST, useValue: projector.view(imports) },
        { provide: IMPORT_LOG, useValue: logger },
        { provide: CONTRACT_ROWS, useValue: projector.view(contractList) },
        { provide: CUSTOMER_ROWS, useValue: projector.view(customerList) },
        { provide: REQUEST_ROWS, useValue: projector.view(requests) },
        { provide: Directories, useValue: directories },
        { provide: INTAKE_ROWS, useValue: projector.view(intakes) },
        { provide: OBLIGATION_ROWS, useValue: owed.rows },
        { provide: RENEWAL_ROWS, useValue: projector.view(renewals) },
        { provide: PROMISE_ROWS, useValue: projector.view(promises) },
      ]),
      ApiKeysModule.of(keyRecorder),
      CustomersModule,
      PersonsModule,
      ContractsModule,
      RequestsModule,
      SearchModule,
      ReleasesModule,
      IntakesModule,
      ReportsModule,
      EntitlementsModule,
      ExplanationsModule,
      ContractLifeModule,
      DifferencesModule,
      DossiersModule,
      WhatIfModule.of({
        useCases: [...contractUseCases, ...customerUseCases, ...releaseUseCases, registerRequest],
        refusals: refusalsOfWrites,
      }),
      ImportsModule,
      WebhooksModule.of({ deliverer, targets, send }),
      ObligationsModule.of(owed),
      ChangesModule.of({ feed: new ChangeFeed(stores.ordinals, projector, concerned) }),
      PoliciesModule,
      HistoryModule,
      McpModule,
      MailsModule.of(ownTexts),
    ],
    viewsReady,
    viewsHealed,
    knownVendors: () => books.knownVendors(),
    stop: async () => {
      stopping.abort();
      directories.close();
      await owed.runner.close();
      await deliverer.close();
      await keyRecorder.close();
      await erasures.close();
    },
  };
}

/** Progress of deliveries that an earlier version stored in a file of its own. */
const takeOverWebhooks = async (home: string, { jobs }: Stores, subscriptions: Subscriptions): Promise<void> => {
  const old = readOldWebhooks(home);
  if (old === null) return;
  await takeOverDeliveries(old, jobs, subscriptions);
  removeOldWebhooks(home);
};

/** Begins what goes on beside the answers, once the views are ready. */
export function startWork(app: NestFastifyApplication, viewsHealed: Promise<void>, logger: Logger): void {
  const begin = (start: () => unknown, missing: string): void => {
    viewsHealed.then(start).catch((error: unknown) => logger.error({ err: error }, missing));
  };
  begin(() => app.get(Deliverer, { strict: false }).start(), 'webhooks are not delivered');
  begin(() => app.get(ObligationRunner, { strict: false }).start(), 'what is owed is not done');
  begin(() => app.get(KeyRecorder, { strict: false }).start(), 'what happens to API keys is not recorded');
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

/** Until the views are ready no vendor is known, so a missing vendor is no fault. */
const vendorIn = (books: PolicyBooks, vendor: string): true | Promise<boolean> => {
  if (books.vendors().length === 0) throw new ViewsBehind('the views are not complete yet');
  return books.has(vendor) || books.knownVendors().then((vendors) => vendors.includes(vendor));
};
