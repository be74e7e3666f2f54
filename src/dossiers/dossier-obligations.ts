import { Inject } from '@nestjs/common';
import { type Day, epochOf } from '../../domain/kernel/civil.js';
import { type Recorded, streamName } from '../../domain/kernel/envelope.js';
import type { Suppression } from '../../domain/obligation/kinds.js';
import type { ObligationEvent } from '../../domain/obligation/obligation.events.js';
import { obligationAfter } from '../../projections/obligations/obligation-row.js';
import type { ObligationRow, ObligationsRow } from '../../projections/obligations/obligations.row.js';
import type { Row } from '../../projections/projection.js';
import type { Moment } from '../contract-life/contract-life.port.js';
import {
  derivedAt,
  type Histories,
  OBLIGATION_ROWS,
  type Published,
  type ShownObligation,
} from '../obligations/obligations.port.js';
import { NumberedStreams } from '../platform/ledger/numbered-streams.js';
import type { Condition, View } from '../platform/views/view-store.js';
import { dossierBounds } from './bounds.js';
import type { DossierObligation } from './dossier.js';
import type { Making } from './dossier-events.js';
import { latestKnown } from './latest-known.js';

type History = readonly Recorded<ObligationEvent>[];

/** What was owed at an instant, as known at a position: what is recorded, with its end, and what was planned (O10). */
export class DossierObligations {
  constructor(
    @Inject(OBLIGATION_ROWS) private readonly rows: View<ObligationsRow>,
    @Inject(NumberedStreams) private readonly streams: NumberedStreams,
  ) {}

  /**
   * The latest of those that meet one of the conditions, or follow from histories, by nominal day, and how many earlier
   * ones there are. `owners`: whose are meant; null: everybody's.
   */
  async where(
    ofAny: readonly Condition[],
    histories: Histories,
    owners: ReadonlySet<string> | null,
    making: Making,
  ): Promise<{ readonly obligations: readonly DossierObligation[]; readonly omitted: number }> {
    const { moment, pace } = making;
    const nominalOn = new Map<string, Day>();
    for (const of of ofAny)
      for await (const row of this.recordedBy(of, making)) nominalOn.set(row.obligationId, row.nominalOn);
    const recorded = [...nominalOn.keys()];
    const latest = recorded.toSorted((a, b) => compared(nominalOn.get(b)!, nominalOn.get(a)!));
    const listed = await this.histories(latest.slice(0, dossierBounds.obligations), moment);
    await pace.step();
    const derived = derivedAt(moment.vendor, histories, publishedBy(moment), epochOf(moment.at), new Set(recorded))
      .filter(({ customerId }) => owners === null || (customerId !== null && owners.has(customerId)))
      .map(planned);
    const all = [...listed.map(shown), ...derived].sort(inOrder);
    const obligations = all.slice(-dossierBounds.obligations);
    return { obligations, omitted: recorded.length + derived.length - obligations.length };
  }

  /** Those of which something was recorded by then, the latest first. */
  private recordedBy(of: Condition, { moment, pace }: Making): AsyncGenerator<ObligationRow> {
    const { vendor, at, knownAt } = moment;
    const until = knownAt === null || at < knownAt ? at : knownAt;
    const known = async (rows: readonly ObligationRow[]): Promise<readonly ObligationRow[]> => {
      // Of what has ended by then everything was recorded; of the others only their streams hold when.
      const unsure = rows.filter((row) => !hasEndedBy(row, until)).map(({ obligationId }) => obligationId);
      const begun = new Set((await this.histories(unsure, moment)).map(([event]) => event!.data.obligationId));
      return rows.filter((row) => hasEndedBy(row, until) || begun.has(row.obligationId));
    };
    const where = [of, { field: 'subject', is: 'obligation' }];
    return latestKnown(
      this.rows as View<Row> as View<ObligationRow>,
      { vendor, where, field: 'nominalOn' },
      known,
      pace,
    );
  }

  /** As far as they were recorded by then; those of which nothing was are left out. */
  private async histories(ids: readonly string[], { vendor, at, position }: Moment): Promise<readonly History[]> {
    const streams = ids.map((id) => streamName(vendor, 'obligation', id));
    return (await this.streams.readSealed<ObligationEvent>(streams))
      .map((events) => events.filter((event) => event.position <= position && event.meta.effectiveAt <= at))
      .filter((events) => events.length > 0);
  }
}

const hasEndedBy = ({ endedAt }: ObligationRow, until: string): boolean => endedAt !== null && endedAt <= until;

/** T5: what was published later was not known. */
const publishedBy = ({ policies: { zone, book, calendars }, position }: Moment): Published => ({
  zone,
  calendars,
  book: { ...book, calendarAt: (known) => book.calendarAt(Math.min(known, position)) },
});

const compared = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
/** By nominal day; what is planned last. */
const inOrder = (a: DossierObligation, b: DossierObligation): number => {
  const last = Number.MAX_SAFE_INTEGER;
  return compared(a.nominalOn, b.nominalOn) || (a.position ?? last) - (b.position ?? last) || compared(a.id, b.id);
};

const shown = (events: History): DossierObligation => {
  const row = events.reduce<ObligationRow | undefined>((before, event) => obligationAfter(before, event), undefined)!;
  return {
    id: row.obligationId,
    kind: row.kind,
    state: row.state,
    reason: row.reason as Suppression | null,
    outlook: null,
    nominalOn: row.nominalOn,
    dueAt: row.dueAt,
    customerId: row.customerId,
    contractId: row.contractId,
    requestId: row.requestId,
    about: row.about,
    lastDay: row.lastDay,
    recipients: row.recipients.map(({ state, code }) => ({ state, code })),
    supersededBy: row.supersededBy,
    endedAt: row.endedAt,
    position: events.at(-1)!.position,
  };
};

const planned = (owed: ShownObligation): DossierObligation => ({
  id: owed.id,
  kind: owed.kind,
  state: owed.state,
  reason: owed.reason as Suppression | null,
  outlook: owed.outlook as DossierObligation['outlook'],
  nominalOn: owed.nominalOn,
  dueAt: owed.dueAt,
  customerId: owed.customerId,
  contractId: owed.contractId,
  requestId: owed.requestId,
  about: owed.about,
  lastDay: owed.lastDay,
  recipients: [],
  supersededBy: owed.supersededBy,
  endedAt: null,
  position: null,
});
