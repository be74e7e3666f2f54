import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsInt,
  IsOptional,
  Max,
  Min,
} from 'class-validator';
import { OneOf, Text } from '../platform/http/validation/decorators.js';
import { announcedTypes } from './types.js';

export class SubscribeDto {
  /** Where events are posted to: https, on the public Internet. */
  @ApiProperty({ example: 'https://crm.example.com/service-ledger' }) @Text(2000) url!: string;
  /** Types of events; each once. */
  @ApiProperty({ type: [String], enum: announcedTypes, example: ['ContractPurchased', 'ContractRenewed'] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ArrayUnique()
  @OneOf(announcedTypes, { each: true })
  types!: string[];
  /** Whether what is sealed about persons is opened for this subscriber (A2). */
  @ApiPropertyOptional({ default: false }) @IsOptional() @IsBoolean() includePersonal?: boolean;
}

/** Only what changes. */
export class ChangeWebhookDto {
  @ApiPropertyOptional({ example: 'https://crm.example.com/events' }) @IsOptional() @Text(2000) url?: string;
  @ApiPropertyOptional({ type: [String], enum: announcedTypes })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ArrayUnique()
  @OneOf(announcedTypes, { each: true })
  types?: string[];
  @ApiPropertyOptional() @IsOptional() @IsBoolean() includePersonal?: boolean;
  /** `true` stops the deliveries, `false` goes on with all that was missed. */
  @ApiPropertyOptional({ example: true }) @IsOptional() @IsBoolean() paused?: boolean;
}

export class RotateSecretDto {
  /** How long the secret before stays good, in hours. */
  @ApiPropertyOptional({ default: 24, example: 24 }) @IsOptional() @IsInt() @Min(0) @Max(720) overlapHours?: number;
}

export class RedeliverDto {
  /** The first position that is told again. */
  @ApiProperty({ example: 1 }) @IsInt() @Min(1) @Max(Number.MAX_SAFE_INTEGER) fromPosition!: number;
}
