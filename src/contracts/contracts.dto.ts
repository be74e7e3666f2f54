import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { contractStates } from '../../domain/contract/contract-status.js';
import { type Level, levels } from '../../domain/kernel/vocabulary.js';
import { ListQuery } from '../platform/http/conventions/lists.js';
import { OrCode } from '../platform/http/own-numbers/own-number.decorators.js';
import { IsDay, IsInstantOrDay, Line, OneOf, Text } from '../platform/http/validation/decorators.js';

export class ContractQuery {
  /** As it stands at this instant; now where absent. */
  @ApiPropertyOptional({ example: '2026-03-20' }) @IsOptional() @IsInstantOrDay() at?: string;
  /** With what was known at this instant (T5). */
  @ApiPropertyOptional({ example: '2026-05-01T00:00:00.000Z' }) @IsOptional() @IsInstantOrDay() knownAt?: string;
}

export class ImpactQuery {
  /** `nextCursor` of the page before, or `impactCursor` of the command's answer. */
  @ApiPropertyOptional() @IsOptional() @Text(2000) cursor?: string;
}

const contractSorts = ['contractNo', '-contractNo', 'lastDay', '-lastDay', 'purchasedOn', '-purchasedOn'] as const;

const yesOrNo = ['true', 'false'] as const;

export class ContractsQuery extends ListQuery {
  @OrCode() @ApiPropertyOptional() @IsOptional() @Text(100) customerId?: string;
  /** State today, in the vendor's zone. */
  @ApiPropertyOptional({ enum: contractStates })
  @IsOptional()
  @OneOf(contractStates)
  state?: (typeof contractStates)[number];
  /** Contracts whose last term ends on this day or later. */
  @ApiPropertyOptional({ example: '2026-12-01' }) @IsOptional() @IsDay() expiresFrom?: string;
  /** Contracts whose last term ends before this day. */
  @ApiPropertyOptional({ example: '2027-01-01' }) @IsOptional() @IsDay() expiresBefore?: string;
  /** Any part of a contract or licence number, or of the owner's code or name. */
  @ApiPropertyOptional({ example: 'XS-2025' }) @IsOptional() @Line(100) q?: string;
  /** Level of the customer that owns the contract today. */
  @ApiPropertyOptional({ enum: levels }) @IsOptional() @OneOf(levels) level?: Level;
  /** The whole name of that customer's manager; not for the role `system`. */
  @ApiPropertyOptional({ example: '赵经理' }) @IsOptional() @Line(100) manager?: string;
  /** Whether days between two of its terms belong to none (C3). */
  @ApiPropertyOptional({ enum: yesOrNo }) @IsOptional() @OneOf(yesOrNo) gap?: (typeof yesOrNo)[number];
  /** Whether a payment of one of its terms is due (C12). */
  @ApiPropertyOptional({ enum: yesOrNo }) @IsOptional() @OneOf(yesOrNo) unpaid?: (typeof yesOrNo)[number];
  @ApiPropertyOptional({ enum: contractSorts, default: 'contractNo' })
  @IsOptional()
  @OneOf(contractSorts)
  sort?: (typeof contractSorts)[number];
}
