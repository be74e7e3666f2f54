import { ApiExtraModels, ApiProperty, ApiPropertyOptional, getSchemaPath } from '@nestjs/swagger';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { type AgreementKind, agreementKinds } from '../../domain/kernel/vocabulary.js';
import {
  IsAmountOrMoney,
  IsDay,
  IsVersionText,
  MoneyDto,
  Nested,
  OneOf,
  Text,
  Line,
  longestAmount,
} from '../platform/http/validation/decorators.js';

/** A2: what reasons say. */
const kept = 'Kept for ever and unsealed: name no person in it';

/** C9, C12: what is stated anew of a payment; at least one fact besides the reason. */
@ApiExtraModels(MoneyDto)
export class CorrectPaymentDto {
  @ApiProperty({ description: kept }) @Line(500) reason!: string;
  /** The term that it was really paid for; that term must be due. */
  @ApiPropertyOptional({ example: 'trm_0f3k9x2m7q1v5w8y4z6a0b2c4d' }) @IsOptional() @Text(100) termId?: string;
  /** A decimal in the currency of the payment, or money with its currency. */
  @ApiPropertyOptional({
    oneOf: [{ type: 'string', maxLength: longestAmount }, { $ref: getSchemaPath(MoneyDto) }],
    example: '12000.00',
  })
  @IsOptional()
  @IsAmountOrMoney()
  amount?: string | MoneyDto;
  /** Needs an admin. */
  @ApiPropertyOptional({ example: '2026-02-01' }) @IsOptional() @IsDay() paidOn?: string;
  /** `null` takes the number away. */
  @ApiPropertyOptional({ type: String, nullable: true }) @IsOptional() @Text(100) invoiceNo?: string | null;
}

/** C9: what is stated anew of an agreement; at least one fact besides the reason. Its days need an admin. */
export class CorrectAgreementDto {
  @ApiProperty({ description: kept }) @Line(500) reason!: string;
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

/** C9, V4: what is stated anew of an upgrade; at least one fact besides the reason. */
export class CorrectUpgradeDto {
  @ApiProperty({ description: kept }) @Line(500) reason!: string;
  @ApiPropertyOptional({ example: '4.20' }) @IsOptional() @IsVersionText() targetVersion?: string;
  /** Needs an admin. */
  @ApiPropertyOptional({ example: '2025-07-01' }) @IsOptional() @IsDay() performedOn?: string;
  /** `null`: a standard one. */
  @ApiPropertyOptional({ type: String, nullable: true, example: 'CRM' }) @IsOptional() @Text(100) module?:
    string | null;
}

/** C7, C9: what is stated anew of a transfer; at least one fact besides the reason. */
export class CorrectTransferDto {
  @ApiProperty({ description: kept }) @Line(500) reason!: string;
  @ApiPropertyOptional() @IsOptional() @Text(100) toCustomerId?: string;
  /** Needs an admin. */
  @ApiPropertyOptional({ example: '2026-01-01' }) @IsOptional() @IsDay() from?: string;
}
