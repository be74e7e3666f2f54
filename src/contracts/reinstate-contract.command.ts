import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { LedgerCommand } from '../platform/commands/command.js';
import { useCase } from '../platform/commands/use-case.js';
import { ContractChanges, type ContractExecuted } from './contract-changes.js';
import { write } from './contract-schemas.js';
import { ReasonDto } from './reason.dto.js';

/** C6: a termination is taken back and counts as never made. */
export class ReinstateContract extends LedgerCommand<ReasonDto, 'contractId', ContractExecuted> {}

@CommandHandler(ReinstateContract)
export class ReinstateContractHandler implements ICommandHandler<ReinstateContract> {
  constructor(@Inject(ContractChanges) private readonly contracts: ContractChanges) {}

  execute(command: ReinstateContract) {
    return this.contracts.change(command, () => ({ kind: 'reinstate', reason: command.body.reason }));
  }
}

export const reinstateContract = useCase({
  command: ReinstateContract,
  handler: ReinstateContractHandler,
  body: ReasonDto,
  ids: ['contractId'],
  scope: ({ contractId }) => `POST /contracts/reinstate ${contractId}`,
  docs: write(ReasonDto, { reason: { reason: '误操作' } }, [], undefined, 200),
  supposed: { name: 'reinstate' },
});
