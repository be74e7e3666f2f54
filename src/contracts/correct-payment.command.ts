import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiExtraModels, ApiProperty, ApiPropertyOptional, getSchemaPath } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import type { CommandOf } from '../../domain/contract/contract.commands.js';
import { overpaidFor } from '../../domain/contract/open-amount.js';
import { Refusal } from '../../domain/kernel/decider.js';
import { LedgerCommand } from '../platform/commands/command.js';
import { invalidField } from '../platform/commands/invalid-fields.js';
import { useCase } from '../platform/commands/use-case.js';
import { text } from '../platform/http/server/schemas.js';
import {
  IsAmountOrMoney,
  IsDay,
  Code,
  Line,
  longestAmount,
  MoneyDto,
  Text,
} from '../platform/http/validation/decorators.js';
import { amountOf } from './amounts.js';
import { ContractChanges, type ContractExecuted } from './contract-changes.js';
import { overpaid } from './contract-schemas.js';
import { storedForEver } from './reason.dto.js';
import { correctionDocs, factCorrectionIdOf, namesNothing } from './recorded-facts.js';

/** C9, C12: what is stated anew of a payment; at least one fact besides the reason. */
@ApiExtraModels(MoneyDto)
export class CorrectPaymentDto {
  @ApiProperty({ description: storedForEver }) @Line(500) reason!: string;
  /** The term that it was really paid for; that term must be due. */
  @ApiPropertyOptional({ example: 'trm_0f3k9x2m7q1v5w8y4z6a0b2c4d' }) @IsOptional() @Text(100) termId?: string;
  /** A decimal in the currency of the payment, or money with its currency. */
  @ApiPropertyOptional({
    oneOf: [{ type: 'string', maxLength: longestAmount }, { $ref: getSchemaPath(MoneyDto) }],
    example: '12000.00',
  })
  @IsOptional()
  @IsAmountOrMoney()
  amount?: string | MoneyDto;
  /** Needs an admin. */
  @ApiPropertyOptional({ example: '2026-02-01' }) @IsOptional() @IsDay() paidOn?: string;
  /** `null` takes the number away. */
  @ApiPropertyOptional({ type: String, nullable: true }) @IsOptional() @Code(100) invoiceNo?: string | null;
}

/** C9, C12: a payment stated anew; what it settles is counted again. */
export class CorrectPayment extends LedgerCommand<CorrectPaymentDto, 'contractId' | 'paymentId', ContractExecuted> {}

@CommandHandler(CorrectPayment)
export class CorrectPaymentHandler implements ICommandHandler<CorrectPayment> {
  constructor(@Inject(ContractChanges) private readonly contracts: ContractChanges) {}

  execute(command: CorrectPayment) {
    return this.contracts.changeWithImpact(
      command,
      ({ state, today }) => {
        const { ids, body, request } = command;
        const recorded = state.payments.find(({ paymentId }) => paymentId === ids.paymentId);
        const amount = body.amount == null ? undefined : amountOf(body.amount, recorded?.amount.currency);
        if (amount instanceof Refusal) return amount;
        const facts = {
          termId: body.termId ?? undefined,
          amount,
          paidOn: body.paidOn ?? undefined,
          invoiceNo: body.invoiceNo,
        };
        if (namesNothing(facts)) return invalidField('/amount', 'required');
        return {
          kind: 'correct-payment',
          correctionId: factCorrectionIdOf(ids.contractId, request.key, 'correct', ids.paymentId),
          paymentId: ids.paymentId,
          reason: body.reason,
          facts: facts as CommandOf<'correct-payment'>['facts'],
          role: request.actor.role,
          today,
        };
      },
      {
        PaymentCorrected: ({ correctionId, paymentId, termId }, state) => ({
          correctionId,
          paymentId,
          overpaid: overpaidFor(state, termId),
        }),
      },
    );
  }
}

export const correctPayment = useCase({
  command: CorrectPayment,
  handler: CorrectPaymentHandler,
  body: CorrectPaymentDto,
  ids: ['contractId', 'paymentId'],
  scope: ({ contractId, paymentId }) => `POST /contracts/payments/${paymentId}/correct ${contractId}`,
  docs: correctionDocs(
    CorrectPaymentDto,
    { amount: { reason: '金额录错', amount: '11000.00' }, day: { reason: '到账日录错', paidOn: '2026-02-03' } },
    ['payment-unknown', 'term-unknown', 'term-not-due', 'paid-in-future', 'currency-differs', 'amount-not-positive'],
    { paymentId: text, overpaid },
  ),
  supposed: { name: 'correct-payment' },
});
