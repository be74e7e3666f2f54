import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { LedgerCommand } from '../platform/commands/command.js';
import { useCase } from '../platform/commands/use-case.js';
import { ContractChanges, type ContractExecuted } from './contract-changes.js';
import { write } from './contract-schemas.js';
import { ReasonDto } from './reason.dto.js';

/** C8: the licence is no longer valid; nothing is served. */
export class RevokeLicence extends LedgerCommand<ReasonDto, 'contractId', ContractExecuted> {}

@CommandHandler(RevokeLicence)
export class RevokeLicenceHandler implements ICommandHandler<RevokeLicence> {
  constructor(@Inject(ContractChanges) private readonly contracts: ContractChanges) {}

  execute(command: RevokeLicence) {
    return this.contracts.change(command, () => ({ kind: 'revoke-licence', reason: command.body.reason }));
  }
}

export const revokeLicence = useCase({
  command: RevokeLicence,
  handler: RevokeLicenceHandler,
  body: ReasonDto,
  ids: ['contractId'],
  scope: ({ contractId }) => `POST /contracts/licence/revoke ${contractId}`,
  docs: write(ReasonDto, { reason: { reason: '许可证用于未登记的服务器' } }, [], undefined, 200),
  supposed: { name: 'revoke-licence' },
});
