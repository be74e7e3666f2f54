import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray } from 'class-validator';
import { QuestionDto } from '../entitlements/entitlements.port.js';
import { NumberedQuestion } from '../platform/http/own-numbers/own-number.decorators.js';
import { Nested } from '../platform/http/validation/decorators.js';

export const mostSupposed = 50;

/** A question, and the commands that are supposed before it is asked. */
export class WhatIfDto {
  @ApiProperty({ type: QuestionDto, description: 'As `GET /entitlements/check` takes it.' })
  @Nested(() => QuestionDto)
  @NumberedQuestion(() => QuestionDto)
  question!: QuestionDto;
  /**
   * Commands in their order, each with the ids of its route's address and the fields of its body. `as` names what it
   * makes (a contract, a customer, a term, a use, a payment, an agreement, an upgrade, a transfer). Later commands and
   * the question may write that name for its id.
   */
  @IsArray()
  @ArrayMaxSize(mostSupposed)
  suppose!: unknown[];
}
