import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { LedgerCommand } from '../platform/commands/command.js';
import { useCase } from '../platform/commands/use-case.js';
import { ContractChanges, type ContractExecuted } from './contract-changes.js';
import { write } from './contract-schemas.js';
import { ReasonDto } from './reason.dto.js';

/** D9: a use is given back: cancelled, refused or returned. */
export class GiveBackUse extends LedgerCommand<ReasonDto, 'contractId' | 'useId', ContractExecuted> {}

@CommandHandler(GiveBackUse)
export class GiveBackUseHandler implements ICommandHandler<GiveBackUse> {
  constructor(@Inject(ContractChanges) private readonly contracts: ContractChanges) {}

  execute(command: GiveBackUse) {
    const { ids, body } = command;
    return this.contracts.change(command, () => ({ kind: 'give-back', useId: ids.useId, reason: body.reason }));
  }
}

export const giveBackUse = useCase({
  command: GiveBackUse,
  handler: GiveBackUseHandler,
  body: ReasonDto,
  ids: ['contractId', 'useId'],
  scope: ({ contractId, useId }) => `POST /contracts/allowance-uses/${useId}/give-back ${contractId}`,
  docs: write(ReasonDto, { reason: { reason: '客户取消巡检' } }, ['use-unknown'], undefined, 200),
  supposed: { name: 'give-back' },
});
