import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { Allow, type Caller, CurrentCaller } from '../platform/auth/caller.js';
import { AsCsv, CsvAnswer } from '../platform/http/conventions/csv.js';
import { limitOf, listBounds, ListQuery } from '../platform/http/conventions/lists.js';
import { OrCode, OrNumber } from '../platform/http/own-numbers/own-number.decorators.js';
import { Invalid } from '../platform/http/problems/problem.js';
import { Documented } from '../platform/http/server/documented.js';
import { Tagged } from '../platform/http/server/tags.js';
import { instantIfGiven } from '../platform/http/validation/instants.js';
import { IsInstantOrDay, Text } from '../platform/http/validation/decorators.js';
import { PolicyBooks } from '../policies/policies.port.js';
import { eventColumns } from './event-columns.js';
import { refuseUnknownType } from './event-types.js';
import * as docs from './history.docs.js';
import { History } from './history.service.js';
import { TimelineEnds } from './timeline-ends.js';

export class EventsQuery extends ListQuery {
  /** Events about this customer, all that are one with it, and their contracts. */
  @OrCode() @ApiPropertyOptional() @IsOptional() @Text(200) customerId?: string;
  /** Events of this contract; with `customerId`, of this one among the customer's. */
  @OrNumber() @ApiPropertyOptional() @IsOptional() @Text(200) contractId?: string;
  /** Events of one stream of the ledger; it must exist. */
  @ApiPropertyOptional({ example: 'seeyon.contract-con_…' }) @IsOptional() @Text(300) stream?: string;
  /** Events of one type, as the schema `Event` lists them. */
  @ApiPropertyOptional({ example: 'ContractPurchased' }) @IsOptional() @Text(100) type?: string;
  /** A3: who recorded it: the id of the API key, else `start`, `command-line`, `imports`, `webhooks`. */
  @ApiPropertyOptional({ example: 'key_…' }) @IsOptional() @Text(200) actor?: string;
  /** The one event at this position of the ledger; none where it is another vendor's. */
  @ApiPropertyOptional({ type: 'integer', minimum: 1, example: 17 }) @IsOptional() @Text(16) position?: string;
  /** T5: true from this instant or later. */
  @ApiPropertyOptional() @IsOptional() @IsInstantOrDay() effectiveFrom?: string;
  /** T5: true from before this instant. */
  @ApiPropertyOptional() @IsOptional() @IsInstantOrDay() effectiveTo?: string;
  /** T5: recorded at or after this instant, or from this day on in the zone of the vendor. */
  @ApiPropertyOptional({ example: '2026-01-01' }) @IsOptional() @IsInstantOrDay() from?: string;
  /** T5: recorded before this instant, or before this day begins in the zone of the vendor. */
  @ApiPropertyOptional({ example: '2027-01-01' }) @IsOptional() @IsInstantOrDay() to?: string;
}

const { largestPage, timelinePage } = listBounds;

export class TimelineQuery {
  /** Up to what is true in the world at this instant. */
  @ApiPropertyOptional() @IsOptional() @IsInstantOrDay() at?: string;
  /** Up to what was recorded at this instant (T5). */
  @ApiPropertyOptional() @IsOptional() @IsInstantOrDay() knownAt?: string;
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: largestPage, default: timelinePage })
  @IsOptional()
  @Text(10)
  limit?: string;
  /** `nextCursor` of the page before. */
  @ApiPropertyOptional() @IsOptional() @Text(2000) cursor?: string;
}

/** The ledger's events, and timelines made of them. */
@Tagged('history', 'The events themselves, and timelines that tell them in sentences.')
@Controller()
export class HistoryController {
  constructor(
    @Inject(History) private readonly history: History,
    @Inject(PolicyBooks) private readonly books: PolicyBooks,
    @Inject(TimelineEnds) private readonly ends: TimelineEnds,
  ) {}

  /**
   * Raw events in ledger order; persons stay sealed. A page may be empty and still have a next one. Sales, support and
   * engineers see events of customers, contracts, releases and policies, not those of keys, imports and webhooks.
   */
  @Get('events')
  @Allow('sales', 'admin', 'support', 'engineer', 'auditor')
  @Documented(docs.events)
  async listEvents(
    @Query() query: EventsQuery,
    @CurrentCaller() { vendor, actor: { role } }: Caller,
    @AsCsv() csv: CsvAnswer | null,
  ): Promise<object> {
    refuseUnknownType(query.type);
    await this.books.refresh();
    const zone = this.books.zone(vendor);
    const [from, to] = [instantIfGiven(zone, '?from', query.from), instantIfGiven(zone, '?to', query.to)];
    const [effectiveFrom, effectiveTo] = [
      instantIfGiven(zone, '?effectiveFrom', query.effectiveFrom),
      instantIfGiven(zone, '?effectiveTo', query.effectiveTo),
    ];
    const { customerId, contractId, stream, type, actor } = query;
    const filter = {
      customerId,
      contractId,
      stream,
      type,
      actor,
      position: positionOf(query),
      from,
      to,
      effectiveFrom,
      effectiveTo,
      audits: role === 'admin' || role === 'auditor',
    };
    const pageAt = (at: Pick<EventsQuery, 'limit' | 'cursor'>) =>
      this.history.events(vendor, filter, limitOf(at), at.cursor);
    return csv === null ? pageAt(query) : csv.file('events', eventColumns, pageAt, query.cursor);
  }

  /** What happened to a customer and its contracts, as sentences, each with its event, page by page. */
  @Get('customers/:id/timeline')
  @Allow('sales', 'admin', 'support', 'engineer', 'auditor')
  @Documented(docs.timeline)
  async getCustomerTimeline(
    @Param('id') id: string,
    @Query() query: TimelineQuery,
    @CurrentCaller() { vendor, language }: Caller,
  ) {
    return this.history.ofCustomer(
      vendor,
      id,
      await this.ends.of(vendor, ['customer', id], query, '?'),
      language,
      pageOf(query),
    );
  }

  /** What happened to a contract, page by page. */
  @Get('contracts/:id/timeline')
  @Allow('sales', 'admin', 'support', 'engineer', 'auditor')
  @Documented(docs.timeline)
  async getContractTimeline(
    @Param('id') id: string,
    @Query() query: TimelineQuery,
    @CurrentCaller() { vendor, language }: Caller,
  ) {
    return this.history.ofContract(
      vendor,
      id,
      await this.ends.of(vendor, ['contract', id], query, '?'),
      language,
      pageOf(query),
    );
  }
}

/** @throws Invalid */
const positionOf = ({ position }: EventsQuery): number | undefined => {
  if (position === undefined) return undefined;
  if (/^[1-9]\d{0,14}$/.test(position)) return Number(position);
  const to = Number.MAX_SAFE_INTEGER;
  throw new Invalid([{ pointer: '?position', code: 'out-of-range', facts: { value: position, from: 1, to } }]);
};

const pageOf = (query: TimelineQuery) => ({ limit: limitOf(query, timelinePage), cursor: query.cursor });
