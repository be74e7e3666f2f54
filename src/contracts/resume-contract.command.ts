import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsOptional } from 'class-validator';
import { LedgerCommand } from '../platform/commands/command.js';
import { useCase } from '../platform/commands/use-case.js';
import { text } from '../platform/http/server/schemas.js';
import { IsDay } from '../platform/http/validation/decorators.js';
import { ContractChanges, type ContractExecuted } from './contract-changes.js';
import { coverage, termRefusals, write } from './contract-schemas.js';

/** C5: `on` is the first day served again. */
export class ResumeDto {
  @ApiProperty({ example: '2025-09-01' }) @IsDay() on!: string;
  @ApiPropertyOptional({ default: false }) @IsOptional() @IsBoolean() extend?: boolean;
}

/** C5: service continues from a day on. */
export class ResumeContract extends LedgerCommand<ResumeDto, 'contractId', ContractExecuted> {}

@CommandHandler(ResumeContract)
export class ResumeContractHandler implements ICommandHandler<ResumeContract> {
  constructor(@Inject(ContractChanges) private readonly contracts: ContractChanges) {}

  execute(command: ResumeContract) {
    return this.contracts.changeWithCoverage(
      command,
      ({ termEnds }) => ({
        kind: 'resume',
        on: command.body.on,
        extend: command.body.extend ?? false,
        termEnds,
      }),
      { ContractResumed: ({ suspensionId }) => ({ suspensionId }) },
    );
  }
}

export const resumeContract = useCase({
  command: ResumeContract,
  handler: ResumeContractHandler,
  body: ResumeDto,
  ids: ['contractId'],
  scope: ({ contractId }) => `POST /contracts/resume ${contractId}`,
  docs: write(
    ResumeDto,
    { on: { on: '2026-05-20', extend: true } },
    ['not-suspended', 'resumed-before-suspended', ...termRefusals],
    { suspensionId: text, ...coverage },
    200,
  ),
  supposed: { name: 'resume' },
});
