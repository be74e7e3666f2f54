import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsOptional } from 'class-validator';
import { QuestionDto } from '../entitlements/entitlements.port.js';
import { NumberedQuestion } from '../platform/http/own-numbers/own-number.decorators.js';
import { Nested, OneOf } from '../platform/http/validation/decorators.js';
import { includable, type Included } from './supposed-ledger.js';

export const mostSupposed = 50;

/** A question, and the commands that are supposed before it is asked. */
export class WhatIfDto {
  @ApiProperty({ type: QuestionDto, description: 'As `GET /entitlements/check` takes it.' })
  @Nested(() => QuestionDto)
  @NumberedQuestion(() => QuestionDto)
  question!: QuestionDto;
  /**
   * Commands in their order, each with the ids of its route's address and the fields of its body. `as` names what it
   * makes (a contract, a customer, a term, a use, a payment, an agreement, an upgrade, a transfer, a request). Later
   * commands and the question may write that name for its id.
   */
  @IsArray()
  @ArrayMaxSize(mostSupposed)
  suppose!: unknown[];
  /**
   * What else the answer shows. `obligations`: what is owed, before and after, for the contracts that the question or a
   * command names or makes; where none is named, for the one that covers before. Planned ones too, as
   * `GET /obligations` has them, by what is known now.
   */
  @ApiPropertyOptional({ enum: includable, isArray: true, example: ['obligations'] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(10)
  @OneOf(includable, { each: true })
  include?: Included[];
}
