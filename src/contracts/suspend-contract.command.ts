import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsOptional } from 'class-validator';
import { LedgerCommand } from '../platform/commands/command.js';
import { useCase } from '../platform/commands/use-case.js';
import { text } from '../platform/http/server/schemas.js';
import { IsDay, Line } from '../platform/http/validation/decorators.js';
import { derivedId } from '../platform/ledger/identity.js';
import { ContractChanges, type ContractExecuted } from './contract-changes.js';
import { impact, termRefusals, write } from './contract-schemas.js';
import { storedForEver } from './reason.dto.js';

/** C5: first and last day suspended; without `to` until it is resumed. */
export class SuspendDto {
  @ApiProperty({ example: '2025-08-01' }) @IsDay() from!: string;
  @ApiPropertyOptional({ example: '2025-08-31' }) @IsOptional() @IsDay() to?: string;
  @ApiProperty({ description: storedForEver }) @Line(500) reason!: string;
  /** The suspended days lengthen the term. */
  @ApiPropertyOptional({ default: false }) @IsOptional() @IsBoolean() extend?: boolean;
}

/** C5: nothing is covered meanwhile. */
export class SuspendContract extends LedgerCommand<SuspendDto, 'contractId', ContractExecuted> {}

@CommandHandler(SuspendContract)
export class SuspendContractHandler implements ICommandHandler<SuspendContract> {
  constructor(@Inject(ContractChanges) private readonly contracts: ContractChanges) {}

  execute(command: SuspendContract) {
    return this.contracts.changeWithImpact(
      command,
      ({ termEnds }) => {
        const { ids, body, request } = command;
        return {
          kind: 'suspend',
          suspensionId: derivedId('sus', ids.contractId, request.key),
          from: body.from,
          to: body.to ?? null,
          reason: body.reason,
          extend: body.extend ?? false,
          termEnds,
        };
      },
      { ContractSuspended: ({ suspensionId }) => ({ suspensionId }) },
    );
  }
}

export const suspendContract = useCase({
  command: SuspendContract,
  handler: SuspendContractHandler,
  body: SuspendDto,
  ids: ['contractId'],
  scope: ({ contractId }) => `POST /contracts/suspend ${contractId}`,
  docs: write(
    SuspendDto,
    { open: { from: '2026-05-01', reason: '系统搬迁', extend: true } },
    ['terminated', 'suspension-runs-backwards', 'suspensions-overlap', ...termRefusals],
    { suspensionId: text, ...impact },
  ),
  supposed: { name: 'suspend' },
});
