import { intakes } from '../../projections/intakes/intakes.js';
import { obligations } from '../../projections/obligations/obligations.js';
import type { ObligationsRow } from '../../projections/obligations/obligations.row.js';
import { policies } from '../../projections/policies/policies.js';
import { requests } from '../../projections/requests/requests.js';
import { surveys } from '../../projections/surveys/surveys.js';
import type { Tokens } from '../mails/mails.port.js';
import type { Clock } from '../platform/clock.js';
import type { Runner, Runners } from '../platform/health/runners.js';
import type { Logger } from '../platform/logging/logger.js';
import type { Metrics } from '../platform/metrics/metrics.js';
import { numberedNow } from '../platform/ordinals/numbered-now.js';
import type { Stores } from '../platform/stores.module.js';
import type { View } from '../platform/views/view-store.js';
import type { PolicyBooks } from '../policies/policies.port.js';
import { UnfinishedMerges } from '../requests/requests.port.js';
import { AddressSource } from './sources/address-source.js';
import { ContractMails } from './sources/contract-mails.js';
import { ContractSource } from './sources/contract-source.js';
import { ErasedAddressees } from './firing/erased-addressees.js';
import { FailedAddresses } from './addresses/failed-addresses.js';
import { Firing } from './firing/firing.js';
import { IntakeSource } from './sources/intake-source.js';
import { DueSearch } from './firing/due-search.js';
import { ObligationChanges } from './firing/obligation-changes.js';
import type { ObligationParts } from './obligations.module.js';
import { OpenObligations } from './firing/open-obligations.js';
import { FiringPace } from './firing/firing-pace.js';
import { RequestMails } from './sources/request-mails.js';
import { RequestSource } from './sources/request-source.js';
import { ObligationRunner } from './firing/runner.js';
import type { Sending } from './sources/sending.js';
import { SurveyMails } from './sources/survey-mails.js';
import { SurveySource } from './sources/survey-source.js';
import type { OwedSource } from './sources/source.js';
import { viewsTimeoutMs } from '../platform/projector/views-timeout.js';

interface Around {
  readonly books: PolicyBooks;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly runners: Runners;
  readonly sending: Sending;
  readonly tokens: Tokens;
  /** O7: real milliseconds between the beginnings of two firings; 0: none. */
  readonly firingsApartMs: number;
}

/** The runner of obligations over the stores, and what it shares with the routes. */
export const openRunner = (
  stores: Stores,
  { books, clock, metrics, logger, runners, sending, tokens, firingsApartMs }: Around,
): ObligationParts => {
  const { ledger, views, events, ordinals, jobs, mail } = stores;
  const rows: View<ObligationsRow> = views.view(obligations);
  const count = metrics.counter('obligations_ended_total', 'Obligations by how this process ended them', 'outcome');
  const changes = new ObligationChanges(ledger, (process) => jobs.hasEnded(process), count);
  const open = new OpenObligations(rows, changes);
  const reached = async (names: readonly string[]): Promise<number> => {
    const position = await numberedNow(events, ordinals);
    await views.reached(position, viewsTimeoutMs, names);
    return position;
  };
  const reachedHead = () => reached([obligations.name, policies.name, requests.name, surveys.name, intakes.name]);
  const mails = new RequestMails(ledger, books, clock, sending, tokens);
  const sources: readonly OwedSource[] = [
    new ContractSource(ledger, books, rows, new ContractMails(ledger, books, clock, sending)),
    new RequestSource(ledger, books, views.view(requests), mails, clock),
    new SurveySource(ledger, books, views.view(surveys), new SurveyMails(ledger, mails, tokens, sending), clock),
    new IntakeSource(ledger, books, views.view(intakes), () => reached([intakes.name]), mails, clock, sending),
    new AddressSource(ledger, books, ordinals, mails, clock, sending),
  ];
  const erased = new ErasedAddressees(ledger);
  const failed = new FailedAddresses(ledger, rows, reachedHead);
  const merges = new UnfinishedMerges(ledger, books, views.view(requests), clock);
  const reported: Runner = runners.add('obligations', () => runner.lag());
  const runner: ObligationRunner = new ObligationRunner({
    search: new DueSearch({ ordinals, jobs, reachedHead, sources, open, clock }),
    firing: new Firing({
      sources,
      open,
      changes,
      mail,
      failed,
      erased,
      processes: jobs,
      clock,
    }),
    pace: new FiringPace(firingsApartMs),
    sources,
    ordinals,
    jobs,
    complete: (vendor) => merges.complete(vendor),
    vendors: () => books.knownVendors(),
    clock,
    logger,
    runner: reported,
  });
  const lateness = () => runner.lateness().catch(() => undefined);
  metrics.gauge('obligations_late_seconds', 'How long the obligation that is due first has waited', async () => {
    const late = await lateness();
    return late === undefined ? undefined : late.lateMs / 1_000;
  });
  metrics.gauge(
    'obligations_waiting',
    'Groups of obligations that have a job',
    async () => (await lateness())?.waiting,
  );
  metrics.gauge(
    'obligations_dead',
    'Groups of obligations, and searches for them, whose work was given up',
    async () => (await lateness())?.dead,
  );
  return { runner, changes, failed, sources, rows };
};
