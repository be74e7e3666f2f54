import type { PartHealth } from './platform/http/ports.js';
import type { Runners } from './platform/health/runners.js';
import type { Metrics } from './platform/metrics/metrics.js';
import type { ViewReaders } from './platform/projector/view-readers.js';
import type { ViewStatus } from './platform/projector/views-behind.js';
import type { Stores } from './platform/stores.module.js';
import type { PolicyBooks, PublicationFault } from './policies/policies.port.js';
import type { RefusedPublication } from './policies/publication.js';
import { projected, projections } from './projections.js';
import { inEnglish } from './platform/operator-fault.js';

/** The parts of this process, for `/health/ready`. */
export function parts(
  stores: Stores,
  runners: Runners,
  books: PolicyBooks,
  refused: readonly RefusedPublication[],
): Readonly<Record<string, PartHealth>> {
  return {
    store: storeHealth(stores),
    views: viewsHealth(stores.views),
    jobs: jobsHealth(stores, runners),
    mail: mailHealth(stores),
    vendors: vendorsHealth(books, refused),
  };
}

/** A copy of the keys that is behind stops nothing: it is named until it is current again. */
const storeHealth = (stores: Stores): PartHealth => {
  const stopped = [stores.events, stores.keys, stores.apiKeys].flatMap((store) => {
    const why = store.stopped();
    return why === null ? [] : [inEnglish(why)];
  });
  const isBehind = typeof stores.keyCopyFault?.() === 'string';
  const details = [...stopped, ...(isBehind ? ['the copy of the keys lacks persons: see docs/operations.md'] : [])];
  return {
    ready: stopped.length === 0,
    lag: 0,
    ...(isBehind && { degraded: true }),
    ...(details.length > 0 && { detail: details.join('; ') }),
  };
};

/** Limits that each process counts alone stop no request: they are named where their server is. */
const jobsHealth = ({ jobs, requestCounts }: Stores, runners: Runners): PartHealth => {
  const health = runners.health(jobs.fault());
  if (requestCounts.fault() === null) return health;
  const details = [...(health.detail === undefined ? [] : [health.detail]), 'limits of requests are counted apart'];
  return { ...health, degraded: true, detail: details.join('; ') };
};

/** Never unready: what cannot be sent now is tried again (M4), and questions are answered meanwhile. */
const mailHealth = ({ mail }: Stores): PartHealth => {
  const fault = mail.fault();
  return fault === null ? { ready: true, lag: 0 } : { ready: true, lag: 0, degraded: true, detail: fault };
};

/** What `/metrics` reads of views, publications and background work. */
export function measure(
  metrics: Metrics,
  stores: Stores,
  books: PolicyBooks,
  refused: readonly RefusedPublication[],
  runners: Runners,
): void {
  const { views, requestCounts, ordinals, ledger } = stores;
  metrics.gauge('position', 'Position of the last event of the ledger that is numbered', async () => {
    const head = await ordinals.head().catch(() => undefined);
    return head?.position;
  });
  metrics.total('appended_events_total', 'Events that this process recorded', () => ledger.appended);
  metrics.gauges(
    'store_stopped',
    '1 where the store takes no writes',
    'store',
    () =>
      new Map(
        (['events', 'keys', 'access'] as const).map((name) => [
          name,
          (name === 'access' ? stores.apiKeys : stores[name]).stopped() === null ? 0 : 1,
        ]),
      ),
  );
  metrics.gauge('keys_copy_behind', '1 where persons may be missing in the copy of the keys', () => {
    const fault = stores.keyCopyFault?.();
    return fault === undefined ? undefined : Number(fault !== null);
  });
  metrics.gauges(
    'view_lag_events',
    'Events by which the view is behind',
    'view',
    () => new Map(projections.map(({ name }) => [name, lagOf(views.status(), name)])),
  );
  stores.mail.onAnswer(metrics.counter('mails_total', 'Mails by what the mail server answered', 'outcome'));
  metrics.gauge('mail_fault', '1 where no mail can be sent at present', () => Number(stores.mail.fault() !== null));
  metrics.gauge(
    'request_limits_apart',
    '1 where requests are counted in this process alone, their server is out of reach',
    () => (requestCounts.fault() === null ? 0 : 1),
  );
  metrics.gauges(
    'view_stopped',
    '1 where the view stopped before an event it cannot apply, or a fault of its store holds it up',
    'view',
    () => new Map(views.status().map(({ name, stopped, fault }) => [name, (stopped ?? fault) ? 1 : 0])),
  );
  metrics.gauges(
    'vendor_faults',
    'Publications of the vendor that cannot be used or were refused at the start',
    'vendor',
    () => new Map(books.vendors().map((vendor) => [vendor, faultsOf(books, refused, vendor).length])),
  );
  metrics.gauges(
    'job_failed',
    '1 where work of the runner ended in a fault and does not continue',
    'runner',
    () => new Map(runners.statuses().map(({ name, state }) => [name, state === 'failed' ? 1 : 0])),
  );
}

const lagOf = (status: readonly ViewStatus[], name: string): number =>
  status.find((view) => view.name === name)?.lag ?? 0;

/** One publication that cannot be used, as a line. */
export const faultLine = ({ vendor, what, position, cause }: PublicationFault): string =>
  `${vendor}: ${what} (event ${position}): ${cause}`;

/** What one vendor, or each, has published that cannot be used, and what was refused at the start. */
const faultsOf = (books: PolicyBooks, refused: readonly RefusedPublication[], vendor?: string): readonly string[] => [
  ...books
    .faults()
    .filter((fault) => vendor === undefined || fault.vendor === vendor)
    .map(faultLine),
  ...refused
    .filter((each) => vendor === undefined || each.vendor === vendor)
    .map(({ vendor, what, code, reason }) => `${vendor}: ${what} not published: ${code}: ${reason}`),
];

/** Never unready: a vendor's fault is that vendor's alone, and the others are answered. */
const vendorsHealth = (books: PolicyBooks, refused: readonly RefusedPublication[]): PartHealth => {
  const faults = faultsOf(books, refused);
  return { ready: true, lag: 0, ...(faults.length > 0 && { degraded: true, detail: faults.join('; ') }) };
};

/** The views as one part of health: as far behind as the slowest, with what is being built or has stopped. */
const viewsHealth = (views: ViewReaders): PartHealth => {
  const status = views.status();
  const sentences = status.flatMap(({ name, building, stopped }) => [
    ...(stopped === undefined ? [] : [`${name} stopped before event ${stopped.position}: ${stopped.error}`]),
    ...(building === undefined ? [] : [`${name}: ${building.done} of ${building.of} events`]),
  ]);
  const fault = status.find((view) => view.fault !== undefined)?.fault;
  if (fault !== undefined) sentences.unshift(`the views are held up, and are tried again: ${fault}`);
  const stopped = status.filter((view) => view.stopped !== undefined).map(({ name }) => name);
  // A list that stopped does not answer; nothing else waits for it.
  const ready = views.ready() && !stopped.some((name) => projected.decisive.includes(name));
  return {
    ready,
    lag: Math.max(0, ...status.map(({ lag }) => lag)),
    ...(ready && stopped.length > 0 && { degraded: true }),
    ...(sentences.length > 0 && { detail: sentences.join('; ') }),
  };
};
