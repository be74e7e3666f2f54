import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { OneOf } from '../platform/http/validation/decorators.js';
import { FreeText } from '../platform/http/validation/sealed-text.js';

export class SurveyAnswerDto {
  /** 1: very dissatisfied … 5: very satisfied. */
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 5 }) @IsInt() @Min(1) @Max(5) score!: number;
  @ApiPropertyOptional({ example: '等了两天' }) @IsOptional() @FreeText(5_000) comment?: string;
}

export const resolutionAnswers = ['accept', 'reopen'] as const;

export class ResolutionAnswerDto {
  @ApiProperty({ enum: resolutionAnswers }) @OneOf(resolutionAnswers) answer!: (typeof resolutionAnswers)[number];
  /** Why it is not resolved; required to reopen. */
  @ApiPropertyOptional({ example: '问题再次出现' }) @IsOptional() @FreeText(2_000) reason?: string;
}
