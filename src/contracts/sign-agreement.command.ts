import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { type AgreementKind, agreementKinds } from '../../domain/kernel/vocabulary.js';
import { Refusal } from '../../domain/kernel/decider.js';
import { LedgerCommand } from '../platform/commands/command.js';
import { useCase } from '../platform/commands/use-case.js';
import { text } from '../platform/http/server/schemas.js';
import { IsDay, MoneyDto, Nested, OneOf, Text } from '../platform/http/validation/decorators.js';
import { derivedId } from '../platform/ledger/identity.js';
import { feeOf } from './amounts.js';
import { Repeatable } from './repeatable.js';
import { ContractChanges, type ContractExecuted } from './contract-changes.js';
import { write } from './contract-schemas.js';

export class AgreementDto {
  @ApiProperty({ enum: agreementKinds }) @OneOf(agreementKinds) kind!: AgreementKind;
  @ApiProperty({ example: '2025-10-15' }) @IsDay() signedOn!: string;
  @ApiProperty({ example: '2025-10-15' }) @IsDay() validFrom!: string;
  @ApiPropertyOptional({ example: '2026-10-14' }) @IsOptional() @IsDay() validTo?: string;
  /** The major version it reaches; for `major-upgrade` alone, and required there. */
  @ApiPropertyOptional({ example: 5 }) @IsOptional() @IsInt() @Min(0) @Max(999_999) toMajor?: number;
  @ApiPropertyOptional() @IsOptional() @Text(2000) scope?: string;
  @ApiPropertyOptional({ type: MoneyDto }) @IsOptional() @Nested(() => MoneyDto) fee?: MoneyDto;
  @Repeatable() repeat?: boolean;
}

/** A separately signed agreement. */
export class SignAgreement extends LedgerCommand<AgreementDto, 'contractId', ContractExecuted> {}

@CommandHandler(SignAgreement)
export class SignAgreementHandler implements ICommandHandler<SignAgreement> {
  constructor(@Inject(ContractChanges) private readonly contracts: ContractChanges) {}

  execute(command: SignAgreement) {
    return this.contracts.change(
      command,
      ({ today }) => {
        const { ids, body, request } = command;
        const { kind, signedOn, validFrom, validTo = null, toMajor = null, scope = null } = body;
        const fee = feeOf(body.fee);
        if (fee instanceof Refusal) return fee;
        const agreementId = derivedId('agr', ids.contractId, request.key);
        return {
          kind: 'sign-agreement',
          today,
          agreement: { agreementId, kind, signedOn, validFrom, validTo, toMajor, scope, fee },
        };
      },
      { AgreementSigned: ({ agreementId }) => ({ agreementId }) },
    );
  }
}

export const signAgreement = useCase({
  command: SignAgreement,
  handler: SignAgreementHandler,
  body: AgreementDto,
  ids: ['contractId'],
  refusesRepeats: true,
  scope: ({ contractId }) => `POST /contracts/agreements ${contractId}`,
  docs: write(
    AgreementDto,
    {
      major: {
        kind: 'major-upgrade',
        signedOn: '2025-10-15',
        validFrom: '2025-10-15',
        toMajor: 5,
        fee: { amount: '30000.00', currency: 'CNY' },
      },
      onsite: { kind: 'onsite', signedOn: '2025-10-15', validFrom: '2025-10-15', validTo: '2026-10-14' },
    },
    [
      'probably-repeated',
      'terminated',
      'signed-in-future',
      'agreement-runs-backwards',
      'major-needed',
      'major-not-expected',
    ],
    { agreementId: text },
  ),
  supposed: { name: 'sign-agreement', makes: 'agreementId' },
});
