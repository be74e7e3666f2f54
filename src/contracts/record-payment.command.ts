import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiExtraModels, ApiProperty, ApiPropertyOptional, getSchemaPath } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { overpaidFor } from '../../domain/contract/open-amount.js';
import { Refusal } from '../../domain/kernel/decider.js';
import { LedgerCommand } from '../platform/commands/command.js';
import { useCase } from '../platform/commands/use-case.js';
import { text, yesNo } from '../platform/http/server/schemas.js';
import { Code, IsAmountOrMoney, IsDay, longestAmount, MoneyDto, Text } from '../platform/http/validation/decorators.js';
import { derivedId } from '../platform/ledger/identity.js';
import { amountOf } from './amounts.js';
import { Repeatable } from './repeatable.js';
import { ContractChanges, type ContractExecuted } from './contract-changes.js';
import { overpaid, write } from './contract-schemas.js';

/** C12. */
@ApiExtraModels(MoneyDto)
export class PaymentDto {
  @ApiProperty({ example: 'trm_0f3k9x2m7q1v5w8y4z6a0b2c4d' }) @Text(100) termId!: string;
  /** A decimal in the currency of the term's fee, or money with its currency. */
  @ApiProperty({
    oneOf: [{ type: 'string', maxLength: longestAmount }, { $ref: getSchemaPath(MoneyDto) }],
    example: '12000.00',
  })
  @IsAmountOrMoney()
  amount!: string | MoneyDto;
  @ApiProperty({ example: '2026-02-01' }) @IsDay() paidOn!: string;
  @ApiPropertyOptional() @IsOptional() @Code(100) invoiceNo?: string;
  @Repeatable() repeat?: boolean;
}

/** C12: a payment for a term that is due. */
export class RecordPayment extends LedgerCommand<PaymentDto, 'contractId', ContractExecuted> {}

@CommandHandler(RecordPayment)
export class RecordPaymentHandler implements ICommandHandler<RecordPayment> {
  constructor(@Inject(ContractChanges) private readonly contracts: ContractChanges) {}

  execute(command: RecordPayment) {
    return this.contracts.change(
      command,
      ({ state, today }) => {
        const { ids, body, request } = command;
        const due = state.terms.find((term) => term.termId === body.termId);
        const amount = amountOf(body.amount, due?.fee?.currency);
        if (amount instanceof Refusal) return amount;
        return {
          kind: 'pay',
          paymentId: derivedId('pay', ids.contractId, request.key),
          termId: body.termId,
          paidOn: body.paidOn,
          invoiceNo: body.invoiceNo ?? null,
          today,
          amount,
        };
      },
      {
        PaymentReceived: ({ paymentId, termId, settled }, state) => ({
          paymentId,
          settled,
          overpaid: overpaidFor(state, termId),
        }),
      },
    );
  }
}

export const recordPayment = useCase({
  command: RecordPayment,
  handler: RecordPaymentHandler,
  body: PaymentDto,
  ids: ['contractId'],
  refusesRepeats: true,
  scope: ({ contractId }) => `POST /contracts/payments ${contractId}`,
  docs: write(
    PaymentDto,
    {
      amount: {
        termId: 'trm_0f3k9x2m7q1v5w8y4z6a0b2c4d',
        amount: '12000.00',
        paidOn: '2026-02-01',
        invoiceNo: 'FP-2026-0201',
      },
    },
    ['probably-repeated', 'term-unknown', 'term-not-due', 'paid-in-future', 'currency-differs', 'amount-not-positive'],
    { paymentId: text, settled: yesNo, overpaid },
  ),
  supposed: { name: 'pay', makes: 'paymentId' },
});
