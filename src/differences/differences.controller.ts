import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { type Instant, isParsed, parseInstant } from '../../domain/kernel/civil.js';
import { isVersion, readVersion } from '../../domain/kernel/version.js';
import { type Service, services } from '../../domain/kernel/vocabulary.js';
import { KnownContracts } from '../contract-life/contract-life.port.js';
import { Allow, type Caller, CurrentCaller } from '../platform/auth/caller.js';
import { CallerSignal } from '../platform/http/conventions/caller-gone.js';
import { OrCode, OrNumber } from '../platform/http/own-numbers/own-number.decorators.js';
import { type FieldError, Invalid } from '../platform/http/problems/problem.js';
import { Documented } from '../platform/http/server/documented.js';
import { Tagged } from '../platform/http/server/tags.js';
import { IsInstantOrDay, IsVersionText, OneOf, Text } from '../platform/http/validation/decorators.js';
import * as docs from './differences.docs.js';
import { Differences } from './differences.js';

export class DifferenceQuery {
  /** Compared with all its contracts, or with the one of them that is named beside it. One of the two is required. */
  @OrCode() @ApiPropertyOptional() @IsOptional() @Text(200) customerId?: string;
  /** The one contract that is compared; with `customerId` one that is or was that customer's. */
  @OrNumber() @ApiPropertyOptional() @IsOptional() @Text(200) contractId?: string;
  /** With it both answers are compared too. */
  @ApiPropertyOptional({ enum: services, example: 'maintenance' }) @IsOptional() @OneOf(services) service?: Service;
  /** Required for the service `upgrade`. */
  @ApiPropertyOptional({ example: '4.20' }) @IsOptional() @IsVersionText() targetVersion?: string;
  /** The instant that the answers are about; now where absent. */
  @ApiPropertyOptional({ example: '2026-03-20' }) @IsOptional() @IsInstantOrDay() at?: string;
  /** The first state of knowledge: what was recorded by an instant, by the beginning of a day, or up to a position. */
  @ApiProperty({ example: '2026-05-01' }) @Text(40) a!: string;
  /** The second state of knowledge, in the same forms; what is recorded now where absent. */
  @ApiPropertyOptional({ example: '2026-06-01' }) @IsOptional() @Text(40) b?: string;
}

/** What another state of knowledge changes. */
@Tagged('history')
@Controller('difference')
export class DifferencesController {
  constructor(
    @Inject(Differences) private readonly differences: Differences,
    @Inject(KnownContracts) private readonly contracts: KnownContracts,
  ) {}

  /**
   * Two states of knowledge of a contract, or of a customer with all its contracts: what is known differently, what was
   * recorded in between and why, and which recorded decisions come out differently.
   */
  @Get()
  @Allow('sales', 'admin', 'support', 'engineer', 'auditor')
  @Documented(docs.difference)
  async getDifference(
    @Query() query: DifferenceQuery,
    @CurrentCaller() { vendor, language }: Caller,
    @CallerSignal() signal: AbortSignal,
  ) {
    const { customerId = null, contractId = null, service = null, targetVersion } = query;
    const errors: FieldError[] = [];
    if (customerId === null && contractId === null) errors.push({ pointer: '?contractId', code: 'required' });
    if (service === 'upgrade' && targetVersion === undefined)
      errors.push({ pointer: '?targetVersion', code: 'required' });
    const { at, zone } = await this.contracts.moment(vendor, query.at === undefined ? {} : { at: query.at });
    const [a, b] = (['a', 'b'] as const).map((name) => {
      const text = query[name];
      const known = text === undefined ? undefined : knownIn(text, zone);
      if (known === null)
        errors.push({ pointer: `?${name}`, code: 'neither-position-nor-instant', facts: { value: text! } });
      return known ?? null;
    });
    if (errors.length > 0) throw new Invalid(errors);
    const target = targetVersion === undefined ? null : readVersion(targetVersion);
    const asked = {
      customerId,
      contractId,
      service,
      targetVersion: target !== null && isVersion(target) ? target : null,
      at,
      a: a!,
      b: b ?? null,
    };
    return this.differences.of(vendor, asked, language, signal);
  }
}

/** A position or an instant; null where the text is neither. */
const knownIn = (text: string, zone: string): Instant | number | null => {
  if (/^\d{1,15}$/.test(text)) return Number(text) >= 1 ? Number(text) : null;
  const parsed = parseInstant(text, zone);
  return isParsed(parsed) ? parsed : null;
};
