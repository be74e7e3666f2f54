import { Inject } from '@nestjs/common';
import { epochOf, type Instant } from '../../domain/kernel/civil.js';
import { fold } from '../../domain/kernel/decider.js';
import { type Recorded, streamName } from '../../domain/kernel/envelope.js';
import type { RequestEvent } from '../../domain/request/request.events.js';
import { request as requests } from '../../domain/request/request.js';
import type { RequestRow } from '../../projections/requests/requests.row.js';
import { NumberedStreams } from '../platform/ledger/numbered-streams.js';
import type { Condition, View } from '../platform/views/view-store.js';
import { REQUEST_ROWS, requestAnswer, shownPromises, surveysAnswer, VendorTerms } from '../requests/requests.port.js';
import { dossierBounds } from './bounds.js';
import type { DossierEvent, DossierRequest } from './dossier.js';
import { DossierEvents, type Making } from './dossier-events.js';
import { latestRows } from './latest-rows.js';

/** Requests for service in a dossier: as they were at an instant, as known at a position. */
export class DossierRequests {
  constructor(
    @Inject(REQUEST_ROWS) private readonly rows: View<RequestRow>,
    @Inject(NumberedStreams) private readonly streams: NumberedStreams,
    @Inject(DossierEvents) private readonly events: DossierEvents,
  ) {}

  /** The latest of those that meet a condition, in the order they were made, and how many earlier ones there are. */
  async where(
    of: Condition,
    making: Making,
  ): Promise<{ readonly requests: readonly DossierRequest[]; readonly omitted: number }> {
    const { vendor } = making.moment;
    const { ids, others } = await latestRows(this.rows, vendor, [of], 'requestedAt', dossierBounds.requests);
    const streams = ids.toReversed().map((id) => streamName(vendor, 'request', id));
    const written = new Map<string, DossierEvent[]>(streams.map((stream) => [stream, []]));
    for (const event of await this.events.of(streams, making)) written.get(event.stream)!.push(event);
    const shown: DossierRequest[] = [];
    for (const stream of streams) {
      const request = await this.requestIn(stream, making);
      if (request !== null) shown.push({ ...request, events: written.get(stream)! });
      await making.pace.step();
    }
    return { requests: shown, omitted: others };
  }

  /** Null where it was not made yet, or not known. */
  private async requestIn(stream: string, { moment }: Making): Promise<Omit<DossierRequest, 'events'> | null> {
    const { vendor, at, position, policies } = moment;
    const history = await this.streams.read<RequestEvent>(vendor, stream);
    const known = history.filter((event) => event.position <= position && trueFrom(event) <= at);
    const state = known[0]?.type === 'RequestRegistered' ? fold(requests, known as readonly RequestEvent[]) : null;
    if (state?.status !== 'registered') return null;
    const terms = new VendorTerms(policies);
    const now = epochOf(at);
    // Whoever may read a dossier may read what is internal.
    const reader = { role: 'auditor', satisfactionOwner: null } as const;
    return {
      request: {
        ...requestAnswer(state, known.length - 1, terms, now, reader),
        // T5: what the newest policy comes to was not known then.
        promises: shownPromises(state, terms, now, false),
      },
      surveys: surveysAnswer(state),
    };
  }
}

/** A4, K8: a request is one from the instant it was made for, its promises from their start. */
const trueFrom = ({ type, data, meta }: Recorded<RequestEvent>): Instant => {
  if (type === 'RequestRegistered') return data.requestedAt;
  return type === 'PromiseGiven' ? data.startAt : meta.effectiveAt;
};
