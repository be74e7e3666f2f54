import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiProperty } from '@nestjs/swagger';
import { Refusal } from '../../domain/kernel/decider.js';
import { LedgerCommand } from '../platform/commands/command.js';
import { useCase } from '../platform/commands/use-case.js';
import { services } from '../../domain/kernel/vocabulary.js';
import { day, list, object, oneOf, text, yesNo } from '../platform/http/server/schemas.js';
import { IsDay, Line } from '../platform/http/validation/decorators.js';
import { ContractChanges, type ContractExecuted } from './contract-changes.js';
import { impact, write, written } from './contract-schemas.js';
import { DeliveredServices } from './delivered-services.js';
import { storedForEver } from './reason.dto.js';

/** C6: no service from this day on. */
export class TerminateDto {
  @ApiProperty({ example: '2026-01-01' }) @IsDay() from!: string;
  @ApiProperty({ description: storedForEver }) @Line(500) reason!: string;
}

/** C6: service ends from a day on; answers what was delivered since. */
export class TerminateContract extends LedgerCommand<TerminateDto, 'contractId', ContractExecuted> {}

@CommandHandler(TerminateContract)
export class TerminateContractHandler implements ICommandHandler<TerminateContract> {
  constructor(
    @Inject(ContractChanges) private readonly contracts: ContractChanges,
    @Inject(DeliveredServices) private readonly delivered: DeliveredServices,
  ) {}

  async execute(command: TerminateContract): Promise<ContractExecuted | Refusal> {
    const { from, reason } = command.body;
    const terminated = await this.contracts.changeWithImpact(command, () => ({ kind: 'terminate', from, reason }));
    if (terminated instanceof Refusal) return terminated;
    const delivered = await this.delivered.since(command.vendor, terminated, from);
    return { ...terminated, answer: { ...terminated.answer, ...delivered } };
  }
}

export const terminateContract = useCase({
  command: TerminateContract,
  handler: TerminateContractHandler,
  body: TerminateDto,
  ids: ['contractId'],
  scope: ({ contractId }) => `POST /contracts/terminate ${contractId}`,
  docs: {
    ...write(
      TerminateDto,
      { from: { from: '2026-05-25', reason: '客户停用' } },
      ['terminated-otherwise', 'terminated-before-purchase'],
      undefined,
      200,
    ),
    answer: written(
      {
        ...impact,
        delivered: list(
          object({
            service: oneOf(services),
            id: { ...text, description: 'Of the upgrade, the use of an allowance, the request, or the visit.' },
            on: day,
          }),
        ),
        deliveredMore: {
          ...yesNo,
          description: 'True where not every request of the owners was looked at: more may have been delivered.',
        },
      },
      ['delivered'],
    ),
  },
  supposed: { name: 'terminate' },
});
