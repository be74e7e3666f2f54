import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { type Priority, priorities, type Service, services } from '../../domain/kernel/vocabulary.js';
import { type RequestStateName, requestStates } from '../../domain/request/state-table.js';
import { ListQuery } from '../platform/http/conventions/lists.js';
import { OrCode } from '../platform/http/own-numbers/own-number.decorators.js';
import { IsInstantOrDay, OneOf, Text } from '../platform/http/validation/decorators.js';

export const promiseFilters = ['open', 'paused', 'at-risk', 'broken'] as const;
export type PromiseFilter = (typeof promiseFilters)[number];

export class RequestsQuery extends ListQuery {
  /** A customer and all that are one with it. */
  @OrCode() @ApiPropertyOptional() @IsOptional() @Text(100) customerId?: string;
  @ApiPropertyOptional({ enum: requestStates }) @IsOptional() @OneOf(requestStates) state?: RequestStateName;
  /** The number by which people name it. */
  @ApiPropertyOptional({ example: 'R20260301-7K2QF' }) @IsOptional() @Text(40) no?: string;
  /** Id of who owns it; one that is named in text is not found by it. */
  @ApiPropertyOptional() @IsOptional() @Text(100) owner?: string;
  @ApiPropertyOptional({ enum: services }) @IsOptional() @OneOf(services) service?: Service;
  @ApiPropertyOptional({ enum: priorities }) @IsOptional() @OneOf(priorities) priority?: Priority;
  /** Requests with such a promise now; `open` has what is paused or at risk too. */
  @ApiPropertyOptional({ enum: promiseFilters }) @IsOptional() @OneOf(promiseFilters) promise?: PromiseFilter;
  /** An open promise is due before this instant. */
  @ApiPropertyOptional({ example: '2026-03-02T10:00:00.000Z' }) @IsOptional() @IsInstantOrDay() dueBefore?: string;
}
