import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { LedgerCommand } from '../platform/commands/command.js';
import { useCase } from '../platform/commands/use-case.js';
import { ContractChanges, type ContractExecuted } from './contract-changes.js';
import { write } from './contract-schemas.js';
import { ReasonDto } from './reason.dto.js';

/** C8: the licence is valid again. */
export class RestoreLicence extends LedgerCommand<ReasonDto, 'contractId', ContractExecuted> {}

@CommandHandler(RestoreLicence)
export class RestoreLicenceHandler implements ICommandHandler<RestoreLicence> {
  constructor(@Inject(ContractChanges) private readonly contracts: ContractChanges) {}

  execute(command: RestoreLicence) {
    return this.contracts.change(command, () => ({ kind: 'restore-licence', reason: command.body.reason }));
  }
}

export const restoreLicence = useCase({
  command: RestoreLicence,
  handler: RestoreLicenceHandler,
  body: ReasonDto,
  ids: ['contractId'],
  scope: ({ contractId }) => `POST /contracts/licence/restore ${contractId}`,
  docs: write(ReasonDto, { reason: { reason: '已补登记' } }, [], undefined, 200),
  supposed: { name: 'restore-licence' },
});
