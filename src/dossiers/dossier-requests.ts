import { Inject } from '@nestjs/common';
import { epochOf, type Instant } from '../../domain/kernel/civil.js';
import { fold } from '../../domain/kernel/decider.js';
import { type Recorded, streamName } from '../../domain/kernel/envelope.js';
import type { RequestEvent } from '../../domain/request/request.events.js';
import { request as requests } from '../../domain/request/request.js';
import type { RequestRow } from '../../projections/requests/requests.row.js';
import type { Moment } from '../contract-life/contract-life.port.js';
import { NumberedStreams } from '../platform/ledger/numbered-streams.js';
import type { Condition, View } from '../platform/views/view-store.js';
import { REQUEST_ROWS, requestAnswer, shownPromises, surveysAnswer, VendorTerms } from '../requests/requests.port.js';
import { dossierBounds } from './bounds.js';
import type { DossierEvent, DossierRequest } from './dossier.js';
import { DossierEvents, type Making } from './dossier-events.js';
import { latestKnown } from './latest-known.js';

type History = readonly Recorded<RequestEvent>[];

/** Requests for service in a dossier: as they were at an instant, as known at a position. */
export class DossierRequests {
  constructor(
    @Inject(REQUEST_ROWS) private readonly rows: View<RequestRow>,
    @Inject(NumberedStreams) private readonly streams: NumberedStreams,
    @Inject(DossierEvents) private readonly events: DossierEvents,
  ) {}

  /**
   * The latest of those that meet a condition and were known, in the order they were made, with their histories, and how
   * many earlier ones there are.
   */
  async where(
    of: Condition,
    making: Making,
  ): Promise<{
    readonly requests: readonly DossierRequest[];
    readonly histories: readonly History[];
    readonly omitted: number;
  }> {
    const { moment, pace } = making;
    const { vendor, at, position } = moment;
    const known = (rows: readonly RequestRow[]) =>
      rows.filter((row) => row.position <= position && row.ownRequestedAt <= at);
    const streams: string[] = [];
    let omitted = 0;
    for await (const { requestId } of latestKnown(
      this.rows,
      { vendor, where: [of], field: 'requestedAt' },
      known,
      pace,
    ))
      if (streams.length < dossierBounds.requests) streams.unshift(streamName(vendor, 'request', requestId));
      else omitted += 1;
    const written = new Map<string, DossierEvent[]>(streams.map((stream) => [stream, []]));
    for (const event of await this.events.of(streams, making)) written.get(event.stream)!.push(event);
    const shown: DossierRequest[] = [];
    const histories: History[] = [];
    for (const stream of streams) {
      const history = await this.history(stream, moment);
      shown.push({ ...requestOf(history, moment), events: written.get(stream)! });
      histories.push(history);
      await pace.step();
    }
    return { requests: shown, histories, omitted };
  }

  /** What had happened at the instant, as known at the position. */
  private async history(stream: string, { vendor, at, position }: Moment): Promise<History> {
    const history = await this.streams.read<RequestEvent>(vendor, stream);
    return history.filter((event) => event.position <= position && trueFrom(event) <= at);
  }
}

const requestOf = (history: History, { at, policies }: Moment): Omit<DossierRequest, 'events'> => {
  const state = fold(requests, history as readonly RequestEvent[]);
  if (state.status !== 'registered') throw new Error('a request that is known was registered');
  const terms = new VendorTerms(policies);
  const now = epochOf(at);
  // Whoever may read a dossier may read what is internal.
  const reader = { role: 'auditor', satisfactionOwner: null } as const;
  return {
    request: {
      ...requestAnswer(state, history.length - 1, terms, now, reader),
      // T5: what the newest policy comes to was not known then.
      promises: shownPromises(state, terms, now, false),
    },
    surveys: surveysAnswer(state),
  };
};

/** A4, K8: a request is one from the instant it was made for, its promises from their start. */
const trueFrom = ({ type, data, meta }: Recorded<RequestEvent>): Instant => {
  if (type === 'RequestRegistered') return data.requestedAt;
  return type === 'PromiseGiven' ? data.startAt : meta.effectiveAt;
};
