import { setImmediate as nextTurn } from 'node:timers/promises';
import { Inject } from '@nestjs/common';
import type { Instant } from '../../domain/kernel/civil.js';
import type { MergeEvent } from '../../domain/merges/merges.events.js';
import { type Recorded, streamName } from '../../domain/kernel/envelope.js';
import type { Language } from '../../domain/kernel/vocabulary.js';
import { contractsOf } from '../../domain/entitlement/sheet.js';
import type { CustomerSheetRow } from '../../projections/customer-sheet/customer-sheet.row.js';
import { type EventSentence, EventSentences, isShown, writingIn } from '../explanations/explanations.port.js';
import { categoryOf, ConcernedCustomers } from '../changes/changes.port.js';
import { CUSTOMER_SHEETS, familyOf, mergesStream } from '../customers/customers.port.js';
import { Ledger } from '../platform/ledger/ledger.js';
import { listBounds, positionAfter } from '../platform/http/conventions/lists.js';
import { Invalid, NotFound } from '../platform/http/problems/problem.js';
import type { EventQuery, Ordinals } from '../platform/ordinals/ordinals.js';
import { ORDINALS } from '../platform/tokens.js';
import type { View } from '../platform/views/view-store.js';
import type { ListedEvent } from './event-columns.js';
import { ServedStreams } from './served-streams.js';
import type { TimelineEnd } from './timeline-ends.js';

/** Merges of other customers are in the same stream: a page reads past them. */
const { eventsReadPerPage: readAtMost } = listBounds;
const readAtOnce = 500;

export interface EventFilter {
  readonly customerId?: string | undefined;
  readonly stream?: string | undefined;
  readonly contractId?: string | undefined;
  readonly type?: string | undefined;
  readonly actor?: string | undefined;
  readonly position?: number | undefined;
  /** T5: first and last instant from which it is true, half open. */
  readonly effectiveFrom?: Instant | undefined;
  readonly effectiveTo?: Instant | undefined;
  /** Whether events of keys, imports and webhooks are shown too. */
  readonly audits: boolean;
  /** First and last moment of recording, half open. */
  readonly from?: Instant | undefined;
  readonly to?: Instant | undefined;
}

/** How many items, after which page. */
interface PageAsked {
  readonly limit: number;
  readonly cursor: string | undefined;
}

/** The ledger for those who replay it: raw events in order, and timelines as sentences. */
export class History {
  constructor(
    @Inject(ORDINALS) private readonly ordinals: Ordinals,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(EventSentences) private readonly sentences: EventSentences,
    @Inject(CUSTOMER_SHEETS) private readonly customers: View<CustomerSheetRow>,
    @Inject(ConcernedCustomers) private readonly concerned: ConcernedCustomers,
    @Inject(ServedStreams) private readonly served: ServedStreams,
  ) {}

  /** A vendor's events as they are stored (persons sealed), in ledger order. `cursor` is the position read up to. */
  async events(vendor: string, filter: EventFilter, limit: number, cursor: string | undefined) {
    const start = positionAfter(cursor);
    const { stream, type, contractId, position } = filter;
    const about = filter.customerId === undefined ? undefined : await this.about(vendor, filter.customerId);
    const ofContract = contractId === undefined ? undefined : await this.contractStream(vendor, contractId);
    if (ofContract !== undefined && about?.streams.includes(ofContract) === false)
      throw new Invalid([{ pointer: '?contractId', code: 'not-of-customer', facts: { value: contractId! } }]);
    if (stream !== undefined && !(await this.isRecorded(vendor, stream)))
      throw new Invalid([{ pointer: '?stream', code: 'not-known', facts: { value: stream } }]);
    const named = [stream, ofContract].filter((each) => each !== undefined);
    const streams = about?.streams ?? (named.length === 0 ? undefined : [...new Set(named)]);
    const to = filter.to === undefined ? undefined : (await this.ordinals.lastBefore(filter.to)) + 1;
    const query = {
      vendor,
      type,
      streams: streams?.filter((each) => named.every((name) => name === each)),
      before: position === undefined ? to : Math.min(position + 1, to ?? Infinity),
    };
    const from = filter.from === undefined ? 0 : await this.ordinals.lastBefore(filter.from);
    const matches = matching(filter);
    const { items, nextCursor } = await this.page(
      query,
      Math.max(start, from, (position ?? 1) - 1),
      limit,
      (event) => matches(event) && about?.includes(event) !== false,
    );
    const shown: ListedEvent[] = [];
    // Whom it is about is derived as of its position: what is recorded stays as it is.
    for (const event of items) shown.push({ ...event, ...(await this.concerned.partyOf(event)) });
    return { items: shown, nextCursor };
  }

  /** What happened to a customer and its contracts, as known at a position, as sentences in a language. */
  async ofCustomer(vendor: string, customerId: string, end: TimelineEnd, language: Language, page: PageAsked) {
    const { ids, streams, includes } = await this.about(vendor, customerId);
    const served = await this.served.ofCustomers(vendor, ids);
    const shown = new Set(served);
    return this.timeline(
      vendor,
      [...streams, ...served],
      end,
      language,
      page,
      (event) => shown.has(event.stream) || includes(event),
    );
  }

  async ofContract(vendor: string, contractId: string, end: TimelineEnd, language: Language, page: PageAsked) {
    const streams = [
      await this.contractStream(vendor, contractId),
      ...(await this.served.ofContract(vendor, contractId)),
    ];
    return this.timeline(vendor, streams, end, language, page);
  }

  /** What happened to a request, as known at a position; nothing where there is none. */
  ofRequest(vendor: string, requestId: string, end: TimelineEnd, language: Language, page: PageAsked) {
    return this.timeline(vendor, [streamName(vendor, 'request', requestId)], end, language, page);
  }

  private async timeline(
    vendor: string,
    streams: readonly string[],
    { effective, position, zone }: TimelineEnd,
    language: Language,
    { limit, cursor }: PageAsked,
    includes: (event: Recorded) => boolean = () => true,
  ) {
    const query = { vendor, streams, before: position + 1 };
    const { items, nextCursor } = await this.page(
      query,
      positionAfter(cursor),
      limit,
      (event) => isShown(event) && includes(event) && event.meta.effectiveAt <= effective,
    );
    const events = await this.ledger.streams.opened(vendor, items);
    const written = await this.sentences.write(vendor, events, writingIn(language, zone));
    return { items: written.map((item, index) => itemOf(item, events[index]!)), nextCursor };
  }

  /** The wanted events after a position; a page that reads past too many others ends early. */
  private async page(
    query: EventQuery,
    start: number,
    limit: number,
    wanted: (event: Recorded) => boolean = () => true,
  ): Promise<{ readonly items: readonly Recorded[]; readonly nextCursor: string | null }> {
    const items: Recorded[] = [];
    let after = start;
    for (let read = 0; read < readAtMost && items.length < limit;) {
      // Where few events match, larger reads pass over the others.
      const { events, next } = await this.ordinals.find(query, after, items.length < read ? readAtOnce : limit);
      for (const event of events) {
        read += 1;
        after = event.position;
        if (wanted(event)) items.push(event);
        if (items.length === limit) break;
      }
      if (next === null && after === (events.at(-1)?.position ?? after)) return { items, nextCursor: null };
      // Others are answered between two reads.
      await nextTurn();
    }
    return { items, nextCursor: String(after) };
  }

  /** @throws NotFound where there is no such contract */
  private async contractStream(vendor: string, contractId: string): Promise<string> {
    const stream = streamName(vendor, 'contract', contractId);
    if (!(await this.isRecorded(vendor, stream))) throw new NotFound(contractId);
    return stream;
  }

  private async isRecorded(vendor: string, stream: string): Promise<boolean> {
    return (await this.ordinals.find({ vendor, streams: [stream] }, 0, 1)).events.length > 0;
  }

  /**
   * The customer with all that are one with it: their streams, those of their contracts, and the merges that made
   * them one.
   */
  private async about(vendor: string, customerId: string) {
    const family = await familyOf(this.customers, vendor, customerId);
    if (family === null) throw new NotFound(customerId);
    const ids = new Set(family.rows.map(({ subject }) => subject));
    const merging = mergesStream(vendor);
    const streams = new Set([
      ...[...ids].map((id) => streamName(vendor, 'customer', id)),
      ...contractsOf(family.rows, Infinity).map((id) => streamName(vendor, 'contract', id)),
      merging,
    ]);
    const merges = ({ data }: Recorded<MergeEvent>): boolean => ids.has(data.absorbedId) || ids.has(data.intoId);
    return {
      ids: [...ids],
      streams: [...streams],
      includes: (event: Recorded): boolean =>
        streams.has(event.stream) && (event.stream !== merging || merges(event as Recorded<MergeEvent>)),
    };
  }
}

/** What no index holds is compared event by event; a page reads a bounded number of them. */
const matching = ({ actor, effectiveFrom, effectiveTo, audits }: EventFilter): ((event: Recorded) => boolean) => {
  const [from, to] = [effectiveFrom, effectiveTo];
  return (event) =>
    (actor === undefined || event.meta.actor === actor) &&
    (from === undefined || event.meta.effectiveAt >= from) &&
    (to === undefined || event.meta.effectiveAt < to) &&
    (audits || ofBusiness.has(categoryOf(event) ?? ''));
};

/** Streams of what a vendor sells and serves; the others are about the ledger itself. */
const ofBusiness = new Set(['customer', 'contract', 'merges', 'release', 'policy', 'calendar', 'request']);

const itemOf = (
  { sentence, parts, recordedAt, recordedAtText, effectiveDay, by, reason, changed }: EventSentence,
  event: Recorded,
) => ({
  sentence,
  parts,
  recordedAt,
  recordedAtText,
  effectiveDay,
  by,
  reason,
  changed,
  event,
});
