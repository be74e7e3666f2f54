import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { obligationKinds, obligationStates } from '../../domain/obligation/kinds.js';
import { ListQuery } from '../platform/http/conventions/lists.js';
import { IsInstantOrDay, Text } from '../platform/http/validation/decorators.js';

export class ObligationsQuery extends ListQuery {
  @ApiPropertyOptional({ enum: obligationKinds }) @IsOptional() @IsIn(obligationKinds) kind?: string;
  @ApiPropertyOptional({ enum: obligationStates }) @IsOptional() @IsIn(obligationStates) state?: string;
  /** Due before this instant; a day means its beginning in the vendor's zone. */
  @ApiPropertyOptional({ example: '2026-03-01' }) @IsOptional() @IsInstantOrDay() dueBefore?: string;
  @ApiPropertyOptional() @IsOptional() @Text(100) contractId?: string;
  /** Those owed to this customer, or to one that is one with it. */
  @ApiPropertyOptional() @IsOptional() @Text(100) customerId?: string;
}
