import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { Refusal } from '../../domain/kernel/decider.js';
import { LedgerCommand } from '../platform/commands/command.js';
import { useCase } from '../platform/commands/use-case.js';
import { text } from '../platform/http/server/schemas.js';
import { Code, IsDay, IsPeriodText, Line, MoneyDto, Nested, OneOf } from '../platform/http/validation/decorators.js';
import { derivedId } from '../platform/ledger/identity.js';
import { feeOf } from './amounts.js';
import { Repeatable } from './repeatable.js';
import { ContractChanges, type ContractExecuted } from './contract-changes.js';
import { coverage, termRefusals, write } from './contract-schemas.js';
import { storedForEver } from './reason.dto.js';

/** C2, C3, C10, C12: exactly one of `period` and `lastDay`. */
export class RenewalDto {
  @ApiProperty({ example: '2026-01-15' }) @IsDay() signedOn!: string;
  @ApiPropertyOptional({ example: 'P1Y' }) @IsOptional() @IsPeriodText() period?: string;
  /** A last day instead of a length, to align several contracts. */
  @ApiPropertyOptional({ example: '2027-12-31' }) @IsOptional() @IsDay() lastDay?: string;
  /** Another first day than the rules give; needs a reason, and an admin where it lies before the signing. */
  @ApiPropertyOptional({ example: '2026-03-02' }) @IsOptional() @IsDay() startOn?: string;
  @ApiPropertyOptional({ description: storedForEver }) @IsOptional() @Line(500) reason?: string;
  @ApiPropertyOptional({ type: MoneyDto }) @IsOptional() @Nested(() => MoneyDto) fee?: MoneyDto;
  /** `due` until payments settle it. */
  @ApiPropertyOptional({ enum: ['paid', 'due'], default: 'paid' }) @IsOptional() @OneOf(['paid', 'due']) payment?:
    'paid' | 'due';
  /** Number of the customer's own sealed document. */
  @ApiPropertyOptional() @IsOptional() @Code(100) documentNo?: string;
  @Repeatable() repeat?: boolean;
}

/** C2, C3, C10: a renewal, on time or late. */
export class RenewContract extends LedgerCommand<RenewalDto, 'contractId', ContractExecuted> {}

@CommandHandler(RenewContract)
export class RenewContractHandler implements ICommandHandler<RenewContract> {
  constructor(@Inject(ContractChanges) private readonly contracts: ContractChanges) {}

  execute(command: RenewContract) {
    return this.contracts.changeWithCoverage(
      command,
      ({ policyVersion, termEnds, today }) => {
        const { ids, body, request } = command;
        const fee = feeOf(body.fee);
        if (fee instanceof Refusal) return fee;
        return {
          kind: 'renew',
          termId: derivedId('trm', ids.contractId, request.key),
          signedOn: body.signedOn,
          period: body.period ?? null,
          lastDay: body.lastDay ?? null,
          startOn: body.startOn ?? null,
          reason: body.reason ?? null,
          fee,
          payment: body.payment ?? 'paid',
          documentNo: body.documentNo ?? null,
          policyVersion: policyVersion(body.signedOn),
          termEnds,
          role: request.actor.role,
          today,
        };
      },
      { ContractRenewed: ({ term }) => ({ termId: term.termId }) },
    );
  }
}

export const renewContract = useCase({
  command: RenewContract,
  handler: RenewContractHandler,
  body: RenewalDto,
  ids: ['contractId'],
  refusesRepeats: true,
  scope: ({ contractId }) => `POST /contracts/renewals ${contractId}`,
  docs: write(
    RenewalDto,
    {
      onTime: {
        signedOn: '2026-01-15',
        period: 'P1Y',
        payment: 'due',
        fee: { amount: '12000.00', currency: 'CNY' },
        documentNo: 'QF-2026-17',
      },
      toADay: { signedOn: '2026-01-16', lastDay: '2028-12-31' },
    },
    [
      'probably-repeated',
      'terminated',
      'signed-in-future',
      'signed-before-purchase',
      'length-ambiguous',
      'start-needs-reason',
      'needs-admin',
      'period-unreadable',
      'term-before-purchase',
      ...termRefusals,
    ],
    { termId: text, ...coverage },
  ),
  supposed: { name: 'renew', makes: 'termId' },
});
