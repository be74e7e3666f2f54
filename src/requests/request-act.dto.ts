import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { IsInstantOrDay } from '../platform/http/validation/decorators.js';
import { FreeText } from '../platform/http/validation/sealed-text.js';

/** A4: what every act on a request takes. */
export class TimedDto {
  /** When it happened; now where absent. More than a day back only by an admin, with a reason. */
  @ApiPropertyOptional({ example: '2026-03-02T01:10:00.000Z' }) @IsOptional() @IsInstantOrDay() at?: string;
}

/** An act that needs no reason unless it is recorded late. */
export class ActDto extends TimedDto {
  @ApiPropertyOptional() @IsOptional() @FreeText(2000) reason?: string;
}

/** An act that needs a reason. */
export class ReasonedActDto extends TimedDto {
  @ApiProperty({ example: '客户来电说明' }) @FreeText(2000) reason!: string;
}
