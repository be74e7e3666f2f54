import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { LedgerCommand } from '../platform/commands/command.js';
import { useCase } from '../platform/commands/use-case.js';
import { ContractChanges, type ContractExecuted } from './contract-changes.js';
import { ReasonDto } from './reason.dto.js';
import { factCorrectionIdOf, takingBackDocs } from './recorded-facts.js';

/** C7, C9: a transfer that never was; refused where a later one builds on it. */
export class TakeBackTransfer extends LedgerCommand<ReasonDto, 'contractId' | 'transferId', ContractExecuted> {}

@CommandHandler(TakeBackTransfer)
export class TakeBackTransferHandler implements ICommandHandler<TakeBackTransfer> {
  constructor(@Inject(ContractChanges) private readonly contracts: ContractChanges) {}

  execute(command: TakeBackTransfer) {
    return this.contracts.changeWithImpact(
      command,
      () => ({
        kind: 'take-back-transfer',
        correctionId: factCorrectionIdOf(
          command.ids.contractId,
          command.request.key,
          'take-back',
          command.ids.transferId,
        ),
        transferId: command.ids.transferId,
        reason: command.body.reason,
      }),
      { TransferTakenBack: ({ correctionId, transferId }) => ({ correctionId, transferId }) },
    );
  }
}

export const takeBackTransfer = useCase({
  command: TakeBackTransfer,
  handler: TakeBackTransferHandler,
  body: ReasonDto,
  ids: ['contractId', 'transferId'],
  scope: ({ contractId, transferId }) => `POST /contracts/transfers/${transferId}/take-back ${contractId}`,
  docs: takingBackDocs('误登记到另一份合同', ['transfer-unknown', 'later-transfer'], 'transferId'),
  supposed: { name: 'take-back-transfer' },
});
