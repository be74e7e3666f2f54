import { ApiExtraModels, ApiProperty, ApiPropertyOptional, getSchemaPath } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayUnique, IsArray, IsBoolean, IsInt, IsOptional, Max, Min } from 'class-validator';
import { agreementKinds, type AgreementKind } from '../../domain/kernel/vocabulary.js';
import { ListQuery } from '../platform/http/conventions/lists.js';
import { contractStates } from '../../domain/contract/contract-status.js';
import {
  Code,
  EachNested,
  IsAmountOrMoney,
  IsDay,
  IsInstantOrDay,
  IsPeriodText,
  IsVersionText,
  Line,
  longestAmount,
  MoneyDto,
  Nested,
  OneOf,
  Text,
} from '../platform/http/validation/decorators.js';

/** A2: what reasons say. */
const kept = 'Kept for ever and unsealed: name no person in it';
const whyWithoutRight = `Why an admin records it on a day that is suspended, unpaid or without a licence. ${kept}`;

export class ModuleDto {
  /** Code of the module, as the vendor names it. */
  @ApiProperty({ example: 'CRM' }) @Code(100) code!: string;
  /** Built for this customer alone: no upgrade right (D5's table). */
  @ApiPropertyOptional({ default: false }) @IsOptional() @IsBoolean() customized?: boolean;
}

export class ProductDto {
  /** A series of the vendor's policy, in any case. */
  @ApiProperty({ example: 'EKP' }) @Code(50) series!: string;
  @ApiProperty({ example: '致远EKP' }) @Line(200) name!: string;
  /** V1: digits left of the point, at most two right of it. */
  @ApiProperty({ example: '4.11' }) @IsVersionText() version!: string;
  @ApiPropertyOptional({ type: [ModuleDto] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(200)
  @ArrayUnique((module: ModuleDto) => module?.code)
  @EachNested(() => ModuleDto)
  modules?: ModuleDto[];
}

/** C1: one purchase of one licensed product. */
export class PurchaseDto {
  @ApiProperty({ example: 'cus_0f3k9x2m7q1v5w8y4z6a0b2c4d' }) @Text(100) customerId!: string;
  /** Unique among the vendor's contracts, whatever its case. */
  @ApiProperty({ example: 'XS-2025-0311' }) @Code(100) contractNo!: string;
  @ApiProperty({ example: 'EKP-7F3A01BC' }) @Code(100) licenceNo!: string;
  /** First day of the free term, in the vendor's zone. */
  @ApiProperty({ example: '2025-03-01' }) @IsDay() purchasedOn!: string;
  @ApiProperty({ type: ProductDto }) @Nested(() => ProductDto) product!: ProductDto;
  /** ISO 8601 duration; the policy's where absent. */
  @ApiPropertyOptional({ example: 'P1Y' }) @IsOptional() @IsPeriodText() freePeriod?: string;
  @ApiPropertyOptional({ type: MoneyDto }) @IsOptional() @Nested(() => MoneyDto) fee?: MoneyDto;
}

/** C2, C3, C10, C12: exactly one of `period` and `lastDay`. */
export class RenewalDto {
  @ApiProperty({ example: '2026-01-15' }) @IsDay() signedOn!: string;
  @ApiPropertyOptional({ example: 'P1Y' }) @IsOptional() @IsPeriodText() period?: string;
  /** A last day instead of a length, to align several contracts. */
  @ApiPropertyOptional({ example: '2027-12-31' }) @IsOptional() @IsDay() lastDay?: string;
  /** Another first day than the rules give; needs a reason, and an admin where it lies before the signing. */
  @ApiPropertyOptional({ example: '2026-03-02' }) @IsOptional() @IsDay() startOn?: string;
  @ApiPropertyOptional({ description: kept }) @IsOptional() @Line(500) reason?: string;
  @ApiPropertyOptional({ type: MoneyDto }) @IsOptional() @Nested(() => MoneyDto) fee?: MoneyDto;
  /** `due` until payments settle it. */
  @ApiPropertyOptional({ enum: ['paid', 'due'], default: 'paid' }) @IsOptional() @OneOf(['paid', 'due']) payment?:
    'paid' | 'due';
  /** Number of the customer's own sealed document. */
  @ApiPropertyOptional() @IsOptional() @Code(100) documentNo?: string;
}

/** C12. */
@ApiExtraModels(MoneyDto)
export class PaymentDto {
  @ApiProperty({ example: 'trm_0f3k9x2m7q1v5w8y4z6a0b2c4d' }) @Text(100) termId!: string;
  /** A decimal in the currency of the term's fee, or money with its currency. */
  @ApiProperty({
    oneOf: [{ type: 'string', maxLength: longestAmount }, { $ref: getSchemaPath(MoneyDto) }],
    example: '12000.00',
  })
  @IsAmountOrMoney()
  amount!: string | MoneyDto;
  @ApiProperty({ example: '2026-02-01' }) @IsDay() paidOn!: string;
  @ApiPropertyOptional() @IsOptional() @Code(100) invoiceNo?: string;
}

/** C4: served up to the day before `from`. */
export class CancelTermDto {
  @ApiProperty({ example: '2026-06-01' }) @IsDay() from!: string;
  @ApiProperty({ description: kept }) @Line(500) reason!: string;
  /** Later queued terms move up to close the hole. */
  @ApiPropertyOptional({ default: false }) @IsOptional() @IsBoolean() moveUp?: boolean;
}

export class AgreementDto {
  @ApiProperty({ enum: agreementKinds }) @OneOf(agreementKinds) kind!: AgreementKind;
  @ApiProperty({ example: '2025-10-15' }) @IsDay() signedOn!: string;
  @ApiProperty({ example: '2025-10-15' }) @IsDay() validFrom!: string;
  @ApiPropertyOptional({ example: '2026-10-14' }) @IsOptional() @IsDay() validTo?: string;
  /** The major version it reaches; for `major-upgrade` alone, and required there. */
  @ApiPropertyOptional({ example: 5 }) @IsOptional() @IsInt() @Min(0) @Max(999_999) toMajor?: number;
  @ApiPropertyOptional() @IsOptional() @Text(2000) scope?: string;
  @ApiPropertyOptional({ type: MoneyDto }) @IsOptional() @Nested(() => MoneyDto) fee?: MoneyDto;
}

/** V4: `performedOn` is the first day with the new version. */
export class UpgradeDto {
  @ApiProperty({ example: '4.20' }) @IsVersionText() targetVersion!: string;
  @ApiProperty({ example: '2025-07-01' }) @IsDay() performedOn!: string;
  @ApiPropertyOptional({ example: 'CRM' }) @IsOptional() @Code(100) module?: string;
  @ApiPropertyOptional({ description: whyWithoutRight }) @IsOptional() @Line(500) reason?: string;
}

/** C5: first and last day suspended; without `to` until it is resumed. */
export class SuspendDto {
  @ApiProperty({ example: '2025-08-01' }) @IsDay() from!: string;
  @ApiPropertyOptional({ example: '2025-08-31' }) @IsOptional() @IsDay() to?: string;
  @ApiProperty({ description: kept }) @Line(500) reason!: string;
  /** The suspended days lengthen the term. */
  @ApiPropertyOptional({ default: false }) @IsOptional() @IsBoolean() extend?: boolean;
}

/** C5: `on` is the first day served again. */
export class ResumeDto {
  @ApiProperty({ example: '2025-09-01' }) @IsDay() on!: string;
  @ApiPropertyOptional({ default: false }) @IsOptional() @IsBoolean() extend?: boolean;
}

/** C6: no service from this day on. */
export class TerminateDto {
  @ApiProperty({ example: '2026-01-01' }) @IsDay() from!: string;
  @ApiProperty({ description: kept }) @Line(500) reason!: string;
}

export class ReasonDto {
  @ApiProperty({ description: kept }) @Line(500) reason!: string;
}

/** C7. */
export class TransferDto {
  @ApiProperty() @Text(100) toCustomerId!: string;
  @ApiProperty({ example: '2026-01-01' }) @IsDay() from!: string;
}

export class CorrectedTermDto {
  @ApiProperty() @Text(100) termId!: string;
  @ApiPropertyOptional({ example: '2026-03-02' }) @IsOptional() @IsDay() firstDay?: string;
  @ApiPropertyOptional({ example: '2027-03-01' }) @IsOptional() @IsDay() lastDay?: string;
}

/** C9: what is stated anew; at least one fact besides the reason. */
export class CorrectionDto {
  @ApiProperty({ description: kept }) @Line(500) reason!: string;
  /** The buyer, where a wrong customer was recorded. A sale from one to another is a transfer. */
  @ApiPropertyOptional() @IsOptional() @Text(100) customerId?: string;
  @ApiPropertyOptional() @IsOptional() @Code(100) contractNo?: string;
  @ApiPropertyOptional() @IsOptional() @Code(100) licenceNo?: string;
  @ApiPropertyOptional() @IsOptional() @IsDay() purchasedOn?: string;
  @ApiPropertyOptional({ type: ProductDto }) @IsOptional() @Nested(() => ProductDto) product?: ProductDto;
  @ApiPropertyOptional({ type: MoneyDto }) @IsOptional() @Nested(() => MoneyDto) fee?: MoneyDto;
  @ApiPropertyOptional({ type: [CorrectedTermDto] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(200)
  @ArrayUnique((term: CorrectedTermDto) => term?.termId)
  @EachNested(() => CorrectedTermDto)
  terms?: CorrectedTermDto[];
}

/** D9: one use of an allowance in the term that holds the day. */
export class AllowanceUseDto {
  @ApiProperty({ enum: ['media', 'health-check'] }) @OneOf(['media', 'health-check']) service!:
    'media' | 'health-check';
  /** The day it was approved or scheduled. */
  @ApiProperty({ example: '2026-05-04' }) @IsDay() on!: string;
  @ApiPropertyOptional() @IsOptional() @Code(200) reference?: string;
  @ApiPropertyOptional({ description: whyWithoutRight }) @IsOptional() @Line(500) reason?: string;
}

export class ContractQuery {
  /** As it stands at this instant; now where absent. */
  @ApiPropertyOptional({ example: '2026-03-20' }) @IsOptional() @IsInstantOrDay() at?: string;
  /** With what was known at this instant (T5). */
  @ApiPropertyOptional({ example: '2026-05-01T00:00:00.000Z' }) @IsOptional() @IsInstantOrDay() knownAt?: string;
}

export const contractSorts = [
  'contractNo',
  '-contractNo',
  'lastDay',
  '-lastDay',
  'purchasedOn',
  '-purchasedOn',
] as const;

export class ContractsQuery extends ListQuery {
  @ApiPropertyOptional() @IsOptional() @Text(100) customerId?: string;
  /** State today, in the vendor's zone. */
  @ApiPropertyOptional({ enum: contractStates })
  @IsOptional()
  @OneOf(contractStates)
  state?: (typeof contractStates)[number];
  /** Contracts whose last term ends before this day. */
  @ApiPropertyOptional({ example: '2027-01-01' }) @IsOptional() @IsDay() expiresBefore?: string;
  /** The beginning of a contract or licence number. */
  @ApiPropertyOptional({ example: 'XS-2025' }) @IsOptional() @Code(100) q?: string;
  @ApiPropertyOptional({ enum: contractSorts, default: 'contractNo' })
  @IsOptional()
  @OneOf(contractSorts)
  sort?: (typeof contractSorts)[number];
}
