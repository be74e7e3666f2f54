import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { LedgerCommand } from '../platform/commands/command.js';
import { useCase } from '../platform/commands/use-case.js';
import { ContractChanges, type ContractExecuted } from './contract-changes.js';
import { ReasonDto } from './reason.dto.js';
import { factCorrectionIdOf, takingBackDocs } from './recorded-facts.js';

/** C9: an agreement that never was; upgrades taken on it are listed as impact. */
export class TakeBackAgreement extends LedgerCommand<ReasonDto, 'contractId' | 'agreementId', ContractExecuted> {}

@CommandHandler(TakeBackAgreement)
export class TakeBackAgreementHandler implements ICommandHandler<TakeBackAgreement> {
  constructor(@Inject(ContractChanges) private readonly contracts: ContractChanges) {}

  execute(command: TakeBackAgreement) {
    return this.contracts.changeWithImpact(
      command,
      () => ({
        kind: 'take-back-agreement',
        correctionId: factCorrectionIdOf(
          command.ids.contractId,
          command.request.key,
          'take-back',
          command.ids.agreementId,
        ),
        agreementId: command.ids.agreementId,
        reason: command.body.reason,
      }),
      { AgreementTakenBack: ({ correctionId, agreementId }) => ({ correctionId, agreementId }) },
    );
  }
}

export const takeBackAgreement = useCase({
  command: TakeBackAgreement,
  handler: TakeBackAgreementHandler,
  body: ReasonDto,
  ids: ['contractId', 'agreementId'],
  scope: ({ contractId, agreementId }) => `POST /contracts/agreements/${agreementId}/take-back ${contractId}`,
  docs: takingBackDocs('协议从未签订', ['agreement-unknown'], 'agreementId'),
  supposed: { name: 'take-back-agreement' },
});
