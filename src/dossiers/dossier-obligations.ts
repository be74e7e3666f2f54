import { Inject } from '@nestjs/common';
import { type Recorded, streamName } from '../../domain/kernel/envelope.js';
import type { Suppression } from '../../domain/obligation/kinds.js';
import type { ObligationEvent } from '../../domain/obligation/obligation.events.js';
import { obligationAfter } from '../../projections/obligations/obligation-row.js';
import type { ObligationRow, ObligationsRow } from '../../projections/obligations/obligations.row.js';
import { OBLIGATION_ROWS } from '../obligations/obligations.port.js';
import { NumberedStreams } from '../platform/ledger/numbered-streams.js';
import type { Condition, View } from '../platform/views/view-store.js';
import { dossierBounds } from './bounds.js';
import type { DossierObligation } from './dossier.js';
import type { Making } from './dossier-events.js';
import { latestRows } from './latest-rows.js';

/** What was owed, and how it ended (O4): as recorded by an instant, as known at a position. */
export class DossierObligations {
  constructor(
    @Inject(OBLIGATION_ROWS) private readonly rows: View<ObligationsRow>,
    @Inject(NumberedStreams) private readonly streams: NumberedStreams,
  ) {}

  /** The latest of those that meet one of the conditions, by nominal day, and how many earlier ones there are. */
  async where(
    ofAny: readonly Condition[],
    { moment, pace }: Making,
  ): Promise<{ readonly obligations: readonly DossierObligation[]; readonly omitted: number }> {
    const { vendor, at, position } = moment;
    const ids = new Set<string>();
    let omitted = 0;
    for (const of of ofAny) {
      const where = [of, { field: 'subject', is: 'obligation' }];
      const left = dossierBounds.obligations - ids.size;
      const found = await latestRows(this.rows, vendor, where, 'nominalOn', left);
      for (const id of found.ids) ids.add(id);
      omitted += found.others;
    }
    const streams = [...ids].map((id) => streamName(vendor, 'obligation', id));
    const histories = await this.streams.readSealed<ObligationEvent>(streams);
    await pace.step();
    const obligations = histories
      .map((events) => events.filter((event) => event.position <= position && event.meta.effectiveAt <= at))
      .filter((events) => events.length > 0)
      .map(shown)
      .sort((a, b) => (a.nominalOn < b.nominalOn ? -1 : a.nominalOn > b.nominalOn ? 1 : a.position - b.position));
    return { obligations, omitted };
  }
}

const shown = (events: readonly Recorded<ObligationEvent>[]): DossierObligation => {
  const row = events.reduce<ObligationRow | undefined>((before, event) => obligationAfter(before, event), undefined)!;
  return {
    id: row.obligationId,
    kind: row.kind,
    state: row.state,
    reason: row.reason as Suppression | null,
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
