import { type DynamicModule, Module } from '@nestjs/common';
import { contractList } from '../projections/contract-list/contract-list.js';
import { contractSheet } from '../projections/contract-sheet/contract-sheet.js';
import { customerSheet } from '../projections/customer-sheet/customer-sheet.js';
import { policies } from '../projections/policies/policies.js';
import { imports } from '../projections/imports/imports.js';
import { releases } from '../projections/releases/releases.js';
import type { AppOptions, Assembly } from './app.js';
import { projections } from './projections.js';
import { CONTRACT_LIST } from './contracts/contract-search.js';
import { ContractsModule } from './contracts/contracts.module.js';
import { CustomersModule } from './customers/customers.module.js';
import { completeErasures } from './customers/persons.js';
import { CUSTOMER_SHEETS } from './customers/customers.port.js';
import { EntitlementsModule } from './entitlements/entitlements.module.js';
import { Entitlements } from './entitlements/entitlements.port.js';
import { Sheets } from './entitlements/sheets.js';
import { ViewPositions } from './platform/http/conventions/view-positions.js';
import type { PartHealth } from './platform/http/ports.js';
import { ViewsBehind, type ViewStatus } from './platform/projector/views-behind.js';
import type { ViewReaders } from './platform/projector/view-readers.js';
import { VIEW_READERS } from './platform/tokens.js';
import { loadPolicies } from './policies/load-policy.js';
import { PoliciesModule } from './policies/policies.module.js';
import { PolicyBooks } from './policies/policies.port.js';
import { HistoryModule } from './history/history.module.js';
import { publishAll } from './policies/publication.js';
import { IMPORT_LIST, IMPORT_LOG } from './imports/import-jobs.js';
import { ImportsModule } from './imports/imports.module.js';
import { ReleasesModule } from './releases/releases.module.js';
import { Deliverer } from './webhooks/deliverer.js';
import { DeliveryStore } from './webhooks/delivery-store.js';
import { senderTo } from './webhooks/send.js';
import { Targets } from './webhooks/targets.js';
import { subscriptionsOf, WebhookDesk } from './webhooks/webhook-desk.js';
import { WebhooksModule } from './webhooks/webhooks.module.js';
import { WhatIfModule } from './what-if/what-if.module.js';

/** How long a question waits for the views to pass a position it names, in ms. */
const patience = 5_000;

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

/** Puts the product together: what is published, the views that follow the ledger, and the features. */
export const assemble: AppOptions['assemble'] = async (stores, config, clock, metrics, logger): Promise<Assembly> => {
  await completeErasures(stores.keys, stores.events, (error) =>
    logger.error({ err: error }, 'an erasure could not be completed'),
  );
  const loaded = loadPolicies(config.policies);
  await publishAll(stores.ledger, loaded);
  const projector = stores.views;
  const books = new PolicyBooks(projector.view(policies), projector.view(releases), clock, projector);
  const sheets = new Sheets(
    projector.view(customerSheet),
    projector.view(contractSheet),
    () => projector.position(),
    projector,
  );
  const views = {
    position: () => projector.position(),
    passed: (position: number) => projector.reached(String(position), patience),
  };
  const entitlements = new Entitlements(sheets, books, stores.events, views, clock);
  await stores.startViews();
  const targets = new Targets(config.webhookHosts.split(',').filter(Boolean));
  const deliveries = new DeliveryStore(config.home);
  const told = metrics.counter('webhook_deliveries_total', 'Deliveries to webhooks by what came of them', 'outcome');
  const subscriptions = subscriptionsOf(
    new WebhookDesk(stores.ledger),
    () => books.vendors(),
    () => clock.now(),
  );
  const deliverer = new Deliverer({
    events: stores.events,
    sealer: stores.sealer,
    store: deliveries,
    subscriptions,
    send: senderTo(targets),
    clock,
    logger,
    told,
  });
  metrics.gauge('webhook_lag_events', 'Events by which the slowest subscription is behind', () => deliverer.lag());
  const standing = projector.untilReady().then(() => books.refresh());
  standing.catch((error: unknown) => logger.error({ err: error }, 'the views do not stand'));

  for (const { name } of projections)
    metrics.gauge(`view_lag_events_${name.replaceAll('-', '_')}`, `Events by which the view ${name} is behind`, () =>
      lagOf(projector.status(), name),
    );
  return {
    positions: new ViewPositions(projector),
    vendors: { has: (vendor) => vendorIn(books, vendor) },
    readiness: {
      parts: () => {
        const stopped = [stores.events, stores.keys, stores.apiKeys].flatMap((store) => store.stopped() ?? []);
        return {
          store: { ready: stopped.length === 0, lag: 0, ...(stopped.length > 0 && { detail: stopped.join('; ') }) },
          views: healthOf(projector),
          jobs: { ready: true, lag: deliverer.lag() },
        };
      },
    },
    imports: [
      ViewsModule.of([
        { provide: VIEW_READERS, useValue: projector },
        { provide: PolicyBooks, useValue: books },
        { provide: Entitlements, useValue: entitlements },
        { provide: CUSTOMER_SHEETS, useValue: projector.view(customerSheet) },
        { provide: IMPORT_LIST, useValue: projector.view(imports) },
        { provide: IMPORT_LOG, useValue: logger },
        { provide: CONTRACT_LIST, useValue: projector.view(contractList) },
      ]),
      CustomersModule,
      ContractsModule,
      ReleasesModule,
      EntitlementsModule,
      WhatIfModule,
      ImportsModule,
      WebhooksModule.of({ deliverer, store: deliveries, targets }),
      PoliciesModule,
      HistoryModule,
    ],
    standing,
    stop: async () => {
      await deliverer.close();
    },
  };
};

/** Until the views stand nobody knows the vendors: that is no word about one of them. */
const vendorIn = (books: PolicyBooks, vendor: string): boolean => {
  if (books.vendors().length === 0) throw new ViewsBehind('the views do not stand yet');
  return books.has(vendor);
};

const lagOf = (status: readonly ViewStatus[], name: string): number =>
  status.find((view) => view.name === name)?.lag ?? 0;

/** The views as one part of health: as far behind as the slowest, with what is being built or has stopped. */
const healthOf = (projector: ViewReaders): PartHealth => {
  const status = projector.status();
  const said = status.flatMap(({ name, building, stopped }) => [
    ...(stopped === undefined ? [] : [`${name} stopped before event ${stopped.position}`]),
    ...(building === undefined ? [] : [`${name}: ${building.done} of ${building.of} events`]),
  ]);
  const ready = projector.ready() && status.every(({ stopped }) => stopped === undefined);
  return {
    ready,
    lag: Math.max(0, ...status.map(({ lag }) => lag)),
    ...(said.length > 0 && { detail: said.join('; ') }),
  };
};
