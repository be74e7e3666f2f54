import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { LedgerCommand } from '../platform/commands/command.js';
import { useCase } from '../platform/commands/use-case.js';
import { ContractChanges, type ContractExecuted } from './contract-changes.js';
import { ReasonDto } from './reason.dto.js';
import { factCorrectionIdOf, takingBackDocs } from './recorded-facts.js';

/** C9, C12: a payment that never was: what it settled is due again. */
export class TakeBackPayment extends LedgerCommand<ReasonDto, 'contractId' | 'paymentId', ContractExecuted> {}

@CommandHandler(TakeBackPayment)
export class TakeBackPaymentHandler implements ICommandHandler<TakeBackPayment> {
  constructor(@Inject(ContractChanges) private readonly contracts: ContractChanges) {}

  execute(command: TakeBackPayment) {
    return this.contracts.changeWithImpact(
      command,
      () => ({
        kind: 'take-back-payment',
        correctionId: factCorrectionIdOf(
          command.ids.contractId,
          command.request.key,
          'take-back',
          command.ids.paymentId,
        ),
        paymentId: command.ids.paymentId,
        reason: command.body.reason,
      }),
      { PaymentTakenBack: ({ correctionId, paymentId }) => ({ correctionId, paymentId }) },
    );
  }
}

export const takeBackPayment = useCase({
  command: TakeBackPayment,
  handler: TakeBackPaymentHandler,
  body: ReasonDto,
  ids: ['contractId', 'paymentId'],
  scope: ({ contractId, paymentId }) => `POST /contracts/payments/${paymentId}/take-back ${contractId}`,
  docs: takingBackDocs('该笔款项属于另一份合同', ['payment-unknown'], 'paymentId'),
  supposed: { name: 'take-back-payment' },
});
