import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { answerVersions, currentAnswerVersion } from '../../domain/entitlement/decide.js';
import { type Instant, isParsed, parseInstant } from '../../domain/kernel/civil.js';
import { codeKey, readCode } from '../../domain/kernel/spelling.js';
import { isVersion, readVersion } from '../../domain/kernel/version.js';
import {
  type Channel,
  channels,
  type Region,
  regions,
  type Service,
  services,
  type Urgency,
  urgencies,
} from '../../domain/kernel/vocabulary.js';
import { OrCode, OrNumber } from '../platform/http/own-numbers/own-number.decorators.js';
import { type FieldError, Invalid } from '../platform/http/problems/problem.js';
import {
  Code,
  IsInstantOrDay,
  IsVersionText,
  OneOf,
  OneOfNumbers,
  Text,
} from '../platform/http/validation/decorators.js';
import type { QuestionInput } from './entitlements.service.js';

/** "Is this customer entitled to this service at this instant?" (rules section 5) */
export class QuestionDto {
  @OrCode({ required: true })
  @ApiProperty({ example: 'cus_0f3k9x2m7q1v5w8y4z6a0b2c4d' })
  @Text(200)
  customerId!: string;
  @ApiProperty({ enum: services }) @OneOf(services) service!: Service;
  /** The instant asked about; a day means 00:00 in the vendor's zone. Now where absent. */
  @ApiPropertyOptional({ example: '2026-03-20T04:00:00.000Z' }) @IsOptional() @IsInstantOrDay() at?: string;
  /** As if nothing recorded after this instant existed (T5). */
  @ApiPropertyOptional({ example: '2026-05-01' }) @IsOptional() @IsInstantOrDay() knownAt?: string;
  /** The same by position: the one that an earlier answer was made at. */
  @ApiPropertyOptional({ example: '1' }) @IsOptional() @Text(16) knownPosition?: string;
  /** Preferred among contracts that are equally good (D3). */
  @OrNumber() @ApiPropertyOptional() @IsOptional() @Text(200) contractId?: string;
  @ApiPropertyOptional({ example: 'EKP' }) @IsOptional() @Code(50) productSeries?: string;
  @ApiPropertyOptional({ enum: channels }) @IsOptional() @OneOf(channels) channel?: Channel;
  /** With it the answer promises when (K4, K5). */
  @ApiPropertyOptional({ enum: urgencies }) @IsOptional() @OneOf(urgencies) urgency?: Urgency;
  @ApiPropertyOptional() @IsOptional() @Code(100) module?: string;
  /** Required for the service `upgrade`. */
  @ApiPropertyOptional({ example: '4.20' }) @IsOptional() @IsVersionText() targetVersion?: string;
  /** Where the site is, where that is not the customer's own region. */
  @ApiPropertyOptional({ enum: regions }) @IsOptional() @OneOf(regions) region?: Region;
  /** By which version of the rules (D7); the one in force at the position asked about unless given. */
  @ApiPropertyOptional({ type: 'integer', enum: answerVersions, example: currentAnswerVersion })
  @IsOptional()
  @OneOfNumbers(answerVersions)
  answerVersion?: number | string;
}

/** When, and as known when. */
export class AtQuery {
  @ApiPropertyOptional({ example: '2026-03-20' }) @IsOptional() @IsInstantOrDay() at?: string;
  @ApiPropertyOptional({ example: '2026-05-01' }) @IsOptional() @IsInstantOrDay() knownAt?: string;
  /** By which version of the rules (D7); the one in force at the position asked about unless given. */
  @ApiPropertyOptional({ type: 'integer', enum: answerVersions })
  @IsOptional()
  @OneOfNumbers(answerVersions)
  answerVersion?: number | string;
}

/** How a question is read: the vendor's zone and series, and the mark before a field's name in errors. */
export interface Reading {
  readonly zone: string;
  readonly series: ReadonlyMap<string, string>;
  readonly pointer: string;
}

/** The question as the decision reads it. @throws Invalid */
export const read = (query: QuestionDto, { zone, series, pointer }: Reading): QuestionInput => {
  const errors: FieldError[] = [];
  const fault = (field: string, code: FieldError['code'], facts: FieldError['facts'] = {}) =>
    errors.push({ pointer: `${pointer}${field}`, code, facts });
  const target = query.targetVersion === undefined ? null : readVersion(query.targetVersion);
  if (target === null && query.service === 'upgrade') fault('targetVersion', 'required');
  const position = query.knownPosition === undefined ? undefined : Number(query.knownPosition);
  if (position !== undefined && !(/^\d{1,15}$/.test(query.knownPosition!) && position >= 1))
    fault('knownPosition', 'out-of-range', { value: query.knownPosition!, from: 1, to: Number.MAX_SAFE_INTEGER });
  if (query.knownAt !== undefined && position !== undefined)
    fault('knownPosition', 'conflicting', { other: 'knownAt' });
  const seriesText = query.productSeries;
  const productSeries =
    seriesText === undefined ? null : (series.get(codeKey(seriesText)) ?? readCode(seriesText).normalize('NFKC'));
  const instant = (field: 'at' | 'knownAt'): Instant | undefined => {
    const text = query[field];
    if (text === undefined) return undefined;
    const parsed = parseInstant(text, zone);
    if (isParsed(parsed)) return parsed;
    fault(field, 'not-an-instant', { value: text });
    return undefined;
  };
  const [at, knownAt] = [instant('at'), instant('knownAt')];
  if (errors.length > 0) throw new Invalid(errors);
  return {
    customerId: query.customerId,
    service: query.service,
    at,
    knownAt,
    knownPosition: position,
    contractId: query.contractId ?? null,
    productSeries,
    channel: query.channel ?? null,
    urgency: query.urgency ?? null,
    module: query.module ?? null,
    targetVersion: target !== null && isVersion(target) ? target : null,
    region: query.region ?? null,
    answerVersion: answerVersions.find((version) => String(version) === String(query.answerVersion)),
  };
};
