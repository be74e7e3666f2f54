import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { LedgerCommand } from '../platform/commands/command.js';
import { useCase } from '../platform/commands/use-case.js';
import { ContractChanges, type ContractExecuted } from './contract-changes.js';
import { ReasonDto } from './reason.dto.js';
import { factCorrectionIdOf, takingBackDocs } from './recorded-facts.js';

/** C9, V4: an upgrade that never was: the version before it is installed. */
export class TakeBackUpgrade extends LedgerCommand<ReasonDto, 'contractId' | 'upgradeId', ContractExecuted> {}

@CommandHandler(TakeBackUpgrade)
export class TakeBackUpgradeHandler implements ICommandHandler<TakeBackUpgrade> {
  constructor(@Inject(ContractChanges) private readonly contracts: ContractChanges) {}

  execute(command: TakeBackUpgrade) {
    return this.contracts.changeWithImpact(
      command,
      () => ({
        kind: 'take-back-upgrade',
        correctionId: factCorrectionIdOf(
          command.ids.contractId,
          command.request.key,
          'take-back',
          command.ids.upgradeId,
        ),
        upgradeId: command.ids.upgradeId,
        reason: command.body.reason,
      }),
      { UpgradeTakenBack: ({ correctionId, upgradeId }) => ({ correctionId, upgradeId }) },
    );
  }
}

export const takeBackUpgrade = useCase({
  command: TakeBackUpgrade,
  handler: TakeBackUpgradeHandler,
  body: ReasonDto,
  ids: ['contractId', 'upgradeId'],
  scope: ({ contractId, upgradeId }) => `POST /contracts/upgrades/${upgradeId}/take-back ${contractId}`,
  docs: takingBackDocs('升级没有完成，已退回原版本', ['upgrade-unknown'], 'upgradeId'),
  supposed: { name: 'take-back-upgrade' },
});
