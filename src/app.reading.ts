import { contractList } from '../projections/contract-list/contract-list.js';
import { contractSheet } from '../projections/contract-sheet/contract-sheet.js';
import { customerList } from '../projections/customer-list/customer-list.js';
import { customerSheet } from '../projections/customer-sheet/customer-sheet.js';
import { policies } from '../projections/policies/policies.js';
import { releases } from '../projections/releases/releases.js';
import type { Instant } from '../domain/kernel/civil.js';
import { faultLine } from './app.health.js';
import { Entitlements } from './entitlements/entitlements.port.js';
import { Sheets } from './entitlements/sheets.js';
import type { Clock } from './platform/clock.js';
import type { Logger } from './platform/logging/logger.js';
import type { Metrics } from './platform/metrics/metrics.js';
import { operatorText } from './platform/operator-fault.js';
import { numberedNow } from './platform/ordinals/numbered-now.js';
import { ViewsBehind } from './platform/projector/views-behind.js';
import type { Stores } from './platform/stores.module.js';
import { PolicyBooks } from './policies/policies.port.js';
import { Directories } from './search/search.port.js';
import { viewsTimeoutMs } from './platform/projector/views-timeout.js';

/** What questions are answered from: publications, decisions about entitlements, names that are searched for. */
export interface Reading {
  readonly books: PolicyBooks;
  readonly entitlements: Entitlements;
  readonly directories: Directories;
}

/** Names the views that are read, before these are started. */
export const openReading = (
  { views: projector, events, ordinals, sealer }: Stores,
  clock: Clock,
  metrics: Metrics,
  logger: Logger,
): Reading => {
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
    head: () => numberedNow(events, ordinals),
    positionAt: (knownAt: Instant) => ordinals.positionAt(knownAt),
    firstOf: async (vendor: string, stream: string) =>
      (await ordinals.find({ vendor, streams: [stream] }, 0, 1)).events[0],
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
    { customers: projector.view(customerList), contracts: projector.view(contractList), sealer },
    projector,
  );
  return { books, entitlements, directories };
};

/** Until the views are ready no vendor is known, so a missing vendor is no fault. */
export const vendorIn = (books: PolicyBooks, vendor: string): true | Promise<boolean> => {
  if (books.vendors().length === 0) throw new ViewsBehind(operatorText('views-incomplete'));
  return books.has(vendor) || books.knownVendors().then((vendors) => vendors.includes(vendor));
};
