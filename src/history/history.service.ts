import { setImmediate as nextTurn } from 'node:timers/promises';
import { Inject } from '@nestjs/common';
import { type Instant, instantOf, startOfDay } from '../../domain/kernel/civil.js';
import type { MergeEvent } from '../../domain/merges/merges.events.js';
import { type Recorded, streamName } from '../../domain/kernel/envelope.js';
import type { Language } from '../../domain/kernel/vocabulary.js';
import { contractsOf } from '../../domain/entitlement/sheet.js';
import type { CustomerSheetRow } from '../../projections/customer-sheet/customer-sheet.row.js';
import { ConcernedCustomers } from '../changes/changes.port.js';
import { CUSTOMER_SHEETS, familyOf, mergesStream } from '../customers/customers.port.js';
import { Ledger } from '../platform/ledger/ledger.js';
import { listBounds } from '../platform/http/conventions/lists.js';
import { NotFound, Problem } from '../platform/http/problems/problem.js';
import type { EventQuery, Ordinals } from '../platform/ordinals/ordinals.js';
import { ORDINALS } from '../platform/tokens.js';
import type { View } from '../platform/views/view-store.js';
import { sentence } from './sentences.js';

/** Merges of other customers are in the same stream: a page reads past them. */
const { eventsReadPerPage: readAtMost } = listBounds;

export interface EventFilter {
  readonly customerId?: string | undefined;
  readonly stream?: string | undefined;
  readonly type?: string | undefined;
  /** First and last moment of recording, half open. */
  readonly from?: Instant | undefined;
  readonly to?: Instant | undefined;
}

/** How many items, after which page. */
interface PageAsked {
  readonly limit: number;
  readonly cursor: string | undefined;
}

/** The position that a page goes on after. @throws Problem cursor-invalid */
const startOf = (cursor: string | undefined): number => {
  if (cursor !== undefined && !/^\d{1,15}$/.test(cursor)) throw new Problem('cursor-invalid');
  return Number(cursor ?? 0);
};

/** The ledger for those who replay it: raw events in order, and timelines as sentences. */
export class History {
  constructor(
    @Inject(ORDINALS) private readonly ordinals: Ordinals,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(CUSTOMER_SHEETS) private readonly customers: View<CustomerSheetRow>,
    @Inject(ConcernedCustomers) private readonly concerned: ConcernedCustomers,
  ) {}

  /** A vendor's events as they are stored (persons sealed), in ledger order. `cursor` is the position read up to. */
  async events(vendor: string, filter: EventFilter, limit: number, cursor: string | undefined) {
    const start = startOf(cursor);
    const { stream, type } = filter;
    const about = filter.customerId === undefined ? undefined : await this.about(vendor, filter.customerId);
    const streams = about?.streams.filter((each) => stream === undefined || each === stream);
    const query = {
      vendor,
      type,
      streams: streams ?? (stream === undefined ? undefined : [stream]),
      before: filter.to === undefined ? undefined : (await this.ordinals.lastBefore(filter.to)) + 1,
    };
    const from = filter.from === undefined ? 0 : await this.ordinals.lastBefore(filter.from);
    const { items, nextCursor } = await this.page(query, Math.max(start, from), limit, about?.includes);
    const shown = [];
    // Whom it is about is derived as of its position: what is recorded stays as it is.
    for (const event of items) shown.push({ ...event, ...(await this.concerned.partyOf(event)) });
    return { items: shown, nextCursor };
  }

  /** What happened to a customer and its contracts, as known at a position, as sentences in a language. */
  async ofCustomer(
    vendor: string,
    customerId: string,
    upTo: { readonly effective: Instant; readonly position: number },
    language: Language,
    page: PageAsked,
  ) {
    const { streams, includes } = await this.about(vendor, customerId);
    return this.timeline(vendor, streams, upTo, language, page, includes);
  }

  async ofContract(
    vendor: string,
    contractId: string,
    upTo: { readonly effective: Instant; readonly position: number },
    language: Language,
    page: PageAsked,
  ) {
    const streams = [streamName(vendor, 'contract', contractId)];
    if ((await this.ordinals.find({ vendor, streams }, 0, 1)).events.length === 0) throw new NotFound(contractId);
    return this.timeline(vendor, streams, upTo, language, page);
  }

  private async timeline(
    vendor: string,
    streams: readonly string[],
    upTo: { readonly effective: Instant; readonly position: number },
    language: Language,
    { limit, cursor }: PageAsked,
    includes: (event: Recorded) => boolean = () => true,
  ) {
    const query = { vendor, streams, before: upTo.position + 1 };
    const { items, nextCursor } = await this.page(
      query,
      startOf(cursor),
      limit,
      (event) => includes(event) && event.meta.effectiveAt <= upTo.effective,
    );
    const events = await this.ledger.streams.opened(vendor, items);
    return { items: events.map((event) => ({ sentence: sentence(event, language), event })), nextCursor };
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
      const { events, next } = await this.ordinals.find(query, after, limit);
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
      streams: [...streams],
      includes: (event: Recorded): boolean =>
        streams.has(event.stream) && (event.stream !== merging || merges(event as Recorded<MergeEvent>)),
    };
  }
}

/** The end of time, for timelines that have no `at`. */
export const forever: Instant = instantOf(startOfDay('9999-12-31', 'UTC'));
