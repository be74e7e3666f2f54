import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { contractStates } from '../../domain/contract/contract-status.js';
import { ListQuery } from '../platform/http/conventions/lists.js';
import { OrCode } from '../platform/http/own-numbers/own-number.decorators.js';
import { Code, IsDay, IsInstantOrDay, OneOf, Text } from '../platform/http/validation/decorators.js';

export class ContractQuery {
  /** As it stands at this instant; now where absent. */
  @ApiPropertyOptional({ example: '2026-03-20' }) @IsOptional() @IsInstantOrDay() at?: string;
  /** With what was known at this instant (T5). */
  @ApiPropertyOptional({ example: '2026-05-01T00:00:00.000Z' }) @IsOptional() @IsInstantOrDay() knownAt?: string;
}

export const contractSorts = [
  'contractNo',
  '-contractNo',
  'lastDay',
  '-lastDay',
  'purchasedOn',
  '-purchasedOn',
] as const;

export class ContractsQuery extends ListQuery {
  @OrCode() @ApiPropertyOptional() @IsOptional() @Text(100) customerId?: string;
  /** State today, in the vendor's zone. */
  @ApiPropertyOptional({ enum: contractStates })
  @IsOptional()
  @OneOf(contractStates)
  state?: (typeof contractStates)[number];
  /** Contracts whose last term ends before this day. */
  @ApiPropertyOptional({ example: '2027-01-01' }) @IsOptional() @IsDay() expiresBefore?: string;
  /** The beginning of a contract or licence number. */
  @ApiPropertyOptional({ example: 'XS-2025' }) @IsOptional() @Code(100) q?: string;
  @ApiPropertyOptional({ enum: contractSorts, default: 'contractNo' })
  @IsOptional()
  @OneOf(contractSorts)
  sort?: (typeof contractSorts)[number];
}
