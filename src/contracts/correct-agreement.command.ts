import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import type { CommandOf } from '../../domain/contract/contract.commands.js';
import { type AgreementKind, agreementKinds } from '../../domain/kernel/vocabulary.js';
import { Refusal } from '../../domain/kernel/decider.js';
import { LedgerCommand } from '../platform/commands/command.js';
import { invalidField } from '../platform/commands/invalid-fields.js';
import { useCase } from '../platform/commands/use-case.js';
import { text } from '../platform/http/server/schemas.js';
import { IsDay, Line, MoneyDto, Nested, OneOf, Text } from '../platform/http/validation/decorators.js';
import { feeOf } from './amounts.js';
import { ContractChanges, type ContractExecuted } from './contract-changes.js';
import { storedForEver } from './reason.dto.js';
import { correctionDocs, factCorrectionIdOf, namesNothing } from './recorded-facts.js';

/** C9: what is stated anew of an agreement; at least one fact besides the reason. Its days need an admin. */
export class CorrectAgreementDto {
  @ApiProperty({ description: storedForEver }) @Line(500) reason!: string;
  @ApiPropertyOptional({ enum: agreementKinds }) @IsOptional() @OneOf(agreementKinds) kind?: AgreementKind;
  @ApiPropertyOptional({ example: '2025-10-15' }) @IsOptional() @IsDay() signedOn?: string;
  @ApiPropertyOptional({ example: '2025-10-15' }) @IsOptional() @IsDay() validFrom?: string;
  /** `null`: until further notice. */
  @ApiPropertyOptional({ type: String, nullable: true, example: '2026-10-14' }) @IsOptional() @IsDay() validTo?:
    string | null;
  /** The major version it reaches; for `major-upgrade` alone. */
  @ApiPropertyOptional({ type: Number, nullable: true, example: 5 })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(999_999)
  toMajor?: number | null;
  /** `null` takes it away. */
  @ApiPropertyOptional({ type: String, nullable: true }) @IsOptional() @Text(2000) scope?: string | null;
  /** `null` takes it away. */
  @ApiPropertyOptional({ type: MoneyDto, nullable: true }) @IsOptional() @Nested(() => MoneyDto) fee?: MoneyDto | null;
}

/** C9: an agreement stated anew. */
export class CorrectAgreement extends LedgerCommand<
  CorrectAgreementDto,
  'contractId' | 'agreementId',
  ContractExecuted
> {}

@CommandHandler(CorrectAgreement)
export class CorrectAgreementHandler implements ICommandHandler<CorrectAgreement> {
  constructor(@Inject(ContractChanges) private readonly contracts: ContractChanges) {}

  execute(command: CorrectAgreement) {
    return this.contracts.changeWithImpact(
      command,
      ({ today }) => {
        const { ids, body, request } = command;
        const fee = feeOf(body.fee);
        if (fee instanceof Refusal) return fee;
        const facts = {
          kind: body.kind ?? undefined,
          signedOn: body.signedOn ?? undefined,
          validFrom: body.validFrom ?? undefined,
          validTo: body.validTo,
          toMajor: body.toMajor,
          scope: body.scope,
          fee: body.fee === undefined ? undefined : fee,
        };
        if (namesNothing(facts)) return invalidField('/toMajor', 'required');
        return {
          kind: 'correct-agreement',
          correctionId: factCorrectionIdOf(ids.contractId, request.key, 'correct', ids.agreementId),
          agreementId: ids.agreementId,
          reason: body.reason,
          facts: facts as CommandOf<'correct-agreement'>['facts'],
          role: request.actor.role,
          today,
        };
      },
      { AgreementCorrected: ({ correctionId, agreement }) => ({ correctionId, agreementId: agreement.agreementId }) },
    );
  }
}

export const correctAgreement = useCase({
  command: CorrectAgreement,
  handler: CorrectAgreementHandler,
  body: CorrectAgreementDto,
  ids: ['contractId', 'agreementId'],
  scope: ({ contractId, agreementId }) => `POST /contracts/agreements/${agreementId}/correct ${contractId}`,
  docs: correctionDocs(
    CorrectAgreementDto,
    { major: { reason: '大版本录错', toMajor: 6 }, open: { reason: '协议无截止日', validTo: null } },
    [
      'agreement-unknown',
      'terminated',
      'signed-in-future',
      'agreement-runs-backwards',
      'major-needed',
      'major-not-expected',
    ],
    { agreementId: text },
  ),
  supposed: { name: 'correct-agreement' },
});
