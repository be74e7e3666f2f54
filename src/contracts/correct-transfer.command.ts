import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import type { CommandOf } from '../../domain/contract/contract.commands.js';
import { isRegistered } from '../customers/customers.port.js';
import { LedgerCommand } from '../platform/commands/command.js';
import { invalidField } from '../platform/commands/invalid-fields.js';
import { useCase } from '../platform/commands/use-case.js';
import { text } from '../platform/http/server/schemas.js';
import { OrCode } from '../platform/http/own-numbers/own-number.decorators.js';
import { IsDay, Line, Text } from '../platform/http/validation/decorators.js';
import { Ledger } from '../platform/ledger/ledger.js';
import { ContractChanges, type ContractExecuted } from './contract-changes.js';
import { storedForEver } from './reason.dto.js';
import { correctionDocs, factCorrectionIdOf, namesNothing } from './recorded-facts.js';

/** C7, C9: what is stated anew of a transfer; at least one fact besides the reason. */
export class CorrectTransferDto {
  @ApiProperty({ description: storedForEver }) @Line(500) reason!: string;
  @OrCode() @ApiPropertyOptional() @IsOptional() @Text(100) toCustomerId?: string;
  /** Needs an admin. */
  @ApiPropertyOptional({ example: '2026-01-01' }) @IsOptional() @IsDay() from?: string;
}

/** C7, C9: a transfer stated anew, to another customer of the same vendor or from another day. */
export class CorrectTransfer extends LedgerCommand<CorrectTransferDto, 'contractId' | 'transferId', ContractExecuted> {}

@CommandHandler(CorrectTransfer)
export class CorrectTransferHandler implements ICommandHandler<CorrectTransfer> {
  constructor(
    @Inject(ContractChanges) private readonly contracts: ContractChanges,
    @Inject(Ledger) private readonly ledger: Ledger,
  ) {}

  execute(command: CorrectTransfer) {
    const { vendor, ids, body, request } = command;
    return this.contracts.changeWithImpact(
      command,
      async ({ today }) => {
        const facts = { customerId: body.toCustomerId ?? undefined, from: body.from ?? undefined };
        if (namesNothing(facts)) return invalidField('/from', 'required');
        if (facts.customerId !== undefined && !(await isRegistered(this.ledger, vendor, facts.customerId)))
          return invalidField('/toCustomerId', 'not-known', { value: facts.customerId });
        return {
          kind: 'correct-transfer',
          correctionId: factCorrectionIdOf(ids.contractId, request.key, 'correct', ids.transferId),
          transferId: ids.transferId,
          reason: body.reason,
          facts: facts as CommandOf<'correct-transfer'>['facts'],
          role: request.actor.role,
          today,
        };
      },
      { TransferCorrected: ({ correctionId, transferId }) => ({ correctionId, transferId }) },
    );
  }
}

export const correctTransfer = useCase({
  command: CorrectTransfer,
  handler: CorrectTransferHandler,
  body: CorrectTransferDto,
  ids: ['contractId', 'transferId'],
  scope: ({ contractId, transferId }) => `POST /contracts/transfers/${transferId}/correct ${contractId}`,
  docs: correctionDocs(
    CorrectTransferDto,
    { day: { reason: '转让日录错', from: '2026-05-20' } },
    ['transfer-unknown', 'already-owner', 'terminated', 'transfer-too-early', 'later-transfer'],
    { transferId: text },
  ),
  supposed: { name: 'correct-transfer' },
});
