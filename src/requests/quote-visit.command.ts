import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { Refusal } from '../../domain/kernel/decider.js';
import { moneyOf } from '../contracts/contracts.port.js';
import { invalidField } from '../platform/commands/invalid-fields.js';
import { MoneyDto, Nested, OneOf } from '../platform/http/validation/decorators.js';
import { requestAct } from './request-act.js';
import { ActDto } from './request-act.dto.js';
import { visitIds, visitRefusals } from './visit-acts.js';

const bases = ['actual', 'fixed'] as const;

export class TravelDto {
  /** As spent, or a sum that is named now. */
  @ApiProperty({ enum: bases }) @OneOf(bases) basis!: (typeof bases)[number];
  @ApiPropertyOptional({ type: MoneyDto }) @IsOptional() @Nested(() => MoneyDto) amount?: MoneyDto;
}
export class QuoteDto extends ActDto {
  @ApiProperty({ type: MoneyDto }) @Nested(() => MoneyDto) fee!: MoneyDto;
  @ApiProperty({ type: TravelDto }) @Nested(() => TravelDto) travel!: TravelDto;
}

/** R16: fee and travel cost; neither is owed silently. The visit's promise pauses until the customer decides. */
export const quoteVisit = requestAct(
  {
    name: 'visits/quote',
    body: QuoteDto,
    act: ({ body, ids }) => {
      const { basis, amount } = body.travel;
      if (basis === 'fixed' && amount === undefined) return invalidField('/travel/amount', 'required');
      const fee = moneyOf(body.fee, '/fee');
      if (fee instanceof Refusal) return fee;
      const travelled = amount === undefined ? null : moneyOf(amount, '/travel/amount');
      if (travelled instanceof Refusal) return travelled;
      return { kind: 'visit-quote', visitId: ids.visitId, fee, travel: { basis, amount: travelled } };
    },
    refuses: visitRefusals,
    examples: {
      whole: {
        fee: { amount: '2000.00', currency: 'CNY' },
        travel: { basis: 'fixed', amount: { amount: '300.00', currency: 'CNY' } },
      },
    },
  },
  visitIds,
);
