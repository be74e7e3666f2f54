import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { obligationKinds, obligationStates } from '../../domain/obligation/kinds.js';
import { ListQuery } from '../platform/http/conventions/lists.js';
import { OrCode, OrNumber } from '../platform/http/own-numbers/own-number.decorators.js';
import { IsInstantOrDay, OneOf, Text } from '../platform/http/validation/decorators.js';

export class ObligationsQuery extends ListQuery {
  @ApiPropertyOptional({ enum: obligationKinds }) @IsOptional() @OneOf(obligationKinds) kind?: string;
  @ApiPropertyOptional({ enum: obligationStates }) @IsOptional() @OneOf(obligationStates) state?: string;
  /** Due before this instant; a day means its beginning in the vendor's zone. */
  @ApiPropertyOptional({ example: '2026-03-01' }) @IsOptional() @IsInstantOrDay() dueBefore?: string;
  @OrNumber() @ApiPropertyOptional() @IsOptional() @Text(200) contractId?: string;
  /** Those of this request, planned ones too. */
  @ApiPropertyOptional() @IsOptional() @Text(200) requestId?: string;
  /** Those owed to this customer, or to one that is one with it. */
  @OrCode() @ApiPropertyOptional() @IsOptional() @Text(100) customerId?: string;
}
