import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { addDays, instantOf, startOfDay } from '../../domain/kernel/civil.js';
import { isVersion, readVersion } from '../../domain/kernel/version.js';
import { type Service, services } from '../../domain/kernel/vocabulary.js';
import { writingIn } from '../explanations/explanations.port.js';
import { Allow, type Caller, CurrentCaller } from '../platform/auth/caller.js';
import { CallerSignal } from '../platform/http/conventions/caller-gone.js';
import { positionAfter } from '../platform/http/conventions/lists.js';
import { Invalid } from '../platform/http/problems/problem.js';
import { Documented } from '../platform/http/server/documented.js';
import { Tagged } from '../platform/http/server/tags.js';
import { IsInstantOrDay, IsVersionText, OneOf, Text } from '../platform/http/validation/decorators.js';
import { instantIfGiven } from '../platform/http/validation/instants.js';
import * as docs from './contract-life.docs.js';
import { Knowledge, type KnowledgeAnswer } from './knowledge.js';
import { KnownContracts } from './known-contracts.js';
import { type LifeAnswer, Lives } from './life.js';

export class LifeQuery {
  /** The instant whose day is `today`; now where absent. Spans of other days are in the picture too. */
  @ApiPropertyOptional({ example: '2026-03-20' }) @IsOptional() @IsInstantOrDay() at?: string;
  /** As known at this instant (T5). */
  @ApiPropertyOptional() @IsOptional() @IsInstantOrDay() knownAt?: string;
}

export class KnowledgeQuery {
  @ApiProperty({ enum: services, example: 'maintenance' }) @OneOf(services) service!: Service;
  /** Beginning of what is shown; the purchase day where absent. */
  @ApiPropertyOptional({ example: '2026-01-01' }) @IsOptional() @IsInstantOrDay() from?: string;
  /** Its end, exclusive; where absent a year behind today and the last day of the last term. */
  @ApiPropertyOptional({ example: '2027-01-01' }) @IsOptional() @IsInstantOrDay() to?: string;
  /** Required for the service `upgrade`. */
  @ApiPropertyOptional({ example: '4.20' }) @IsOptional() @IsVersionText() targetVersion?: string;
  /** `nextCursor` of the page before. */
  @ApiPropertyOptional() @IsOptional() @Text(2000) cursor?: string;
}

/** A contract as a picture: what holds when, what happened, and what was believed before. */
@Tagged('contracts')
@Controller('contracts')
export class ContractLifeController {
  constructor(
    @Inject(KnownContracts) private readonly contracts: KnownContracts,
    @Inject(Lives) private readonly lives: Lives,
    @Inject(Knowledge) private readonly knowledge: Knowledge,
  ) {}

  /**
   * The picture of a contract as data: spans in lanes, marks, and ghosts, which are spans that were believed until a
   * correction or a late recording replaced them. Days are days in the vendor's zone, both inclusive.
   */
  @Get(':id/life')
  @Allow('sales', 'admin', 'support', 'engineer', 'auditor')
  @Documented(docs.life)
  async getContractLife(
    @Param('id') id: string,
    @Query() query: LifeQuery,
    @CurrentCaller() { vendor, language }: Caller,
  ): Promise<LifeAnswer> {
    const moment = await this.contracts.moment(vendor, query);
    return this.lives.of(id, moment, writingIn(language, moment.zone));
  }

  /**
   * How one service was judged after each recording: the outcomes of this contract from `from` to `to`, half open, by
   * what was known at the position of the recording.
   */
  @Get(':id/knowledge')
  @Allow('sales', 'admin', 'support', 'engineer', 'auditor')
  @Documented(docs.knowledge)
  async getContractKnowledge(
    @Param('id') id: string,
    @Query() query: KnowledgeQuery,
    @CurrentCaller() { vendor, language }: Caller,
    @CallerSignal() signal: AbortSignal,
  ): Promise<KnowledgeAnswer> {
    const { service, targetVersion, cursor } = query;
    if (service === 'upgrade' && targetVersion === undefined)
      throw new Invalid([{ pointer: '?targetVersion', code: 'required' }]);
    const after = positionAfter(cursor);
    const target = targetVersion === undefined ? null : readVersion(targetVersion);
    const { zone, today, position } = await this.contracts.moment(vendor, {});
    const events = await this.contracts.events(vendor, id, position);
    const lastDays = events.flatMap(({ data }) =>
      ['term' in data ? [data.term] : [], 'terms' in data ? data.terms : []].flat().map(({ lastDay }) => lastDay),
    );
    const lastDay = lastDays.reduce((last, day) => (day > last ? day : last), today);
    const from = instantIfGiven(zone, '?from', query.from) ?? instantOf(startOfDay(purchasedOn(events), zone));
    const to = instantIfGiven(zone, '?to', query.to) ?? instantOf(startOfDay(addDays(lastDay, 366), zone));
    if (to <= from) throw new Invalid([{ pointer: '?to', code: 'not-later', facts: { value: to, other: from } }]);
    const asked = {
      service,
      targetVersion: target !== null && isVersion(target) ? target : null,
      from,
      to,
      after,
    };
    return this.knowledge.of(vendor, id, asked, writingIn(language, zone), signal);
  }
}

/** C9: the earliest day that was ever recorded as that of the purchase. */
const purchasedOn = (events: Awaited<ReturnType<KnownContracts['events']>>): string =>
  events
    .flatMap(({ type, data }) =>
      type === 'ContractPurchased'
        ? [data.purchasedOn]
        : type === 'ContractCorrected' && data.facts.purchasedOn !== undefined
          ? [data.facts.purchasedOn]
          : [],
    )
    .reduce((first, day) => (day < first ? day : first));
