import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsOptional } from 'class-validator';
import { LedgerCommand } from '../platform/commands/command.js';
import { useCase } from '../platform/commands/use-case.js';
import { IsDay, Line } from '../platform/http/validation/decorators.js';
import { ContractChanges, type ContractExecuted } from './contract-changes.js';
import { impact, termRefusals, write } from './contract-schemas.js';
import { storedForEver } from './reason.dto.js';

/** C4: served up to the day before `from`. */
export class CancelTermDto {
  @ApiProperty({ example: '2026-06-01' }) @IsDay() from!: string;
  @ApiProperty({ description: storedForEver }) @Line(500) reason!: string;
  /** Later queued terms move up to close the hole. */
  @ApiPropertyOptional({ default: false }) @IsOptional() @IsBoolean() moveUp?: boolean;
}

/** C4: a queued or running paid term ends from a day on. */
export class CancelTerm extends LedgerCommand<CancelTermDto, 'contractId' | 'termId', ContractExecuted> {}

@CommandHandler(CancelTerm)
export class CancelTermHandler implements ICommandHandler<CancelTerm> {
  constructor(@Inject(ContractChanges) private readonly contracts: ContractChanges) {}

  execute(command: CancelTerm) {
    return this.contracts.changeWithImpact(command, ({ termEnds }) => {
      const { from, reason, moveUp } = command.body;
      return { kind: 'cancel-term', termId: command.ids.termId, from, reason, moveUp: moveUp ?? false, termEnds };
    });
  }
}

export const cancelTerm = useCase({
  command: CancelTerm,
  handler: CancelTermHandler,
  body: CancelTermDto,
  ids: ['contractId', 'termId'],
  scope: ({ contractId, termId }) => `POST /contracts/terms/${termId}/cancel ${contractId}`,
  docs: write(
    CancelTermDto,
    { queued: { from: '2027-06-01', reason: '客户改用另一份合同', moveUp: false } },
    ['term-unknown', 'free-term-not-cancellable', 'cancel-after-term', ...termRefusals],
    impact,
  ),
  supposed: { name: 'cancel-term' },
});
