import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { type WorkMode, workModes } from '../../domain/request/request.events.js';
import { Line, OneOf } from '../platform/http/validation/decorators.js';
import { requestAct } from './request-act.js';
import { ActDto } from './request-act.dto.js';
import { NamedPerson } from '../platform/http/validation/sealed-text.js';

export class WorkDto extends ActDto {
  @ApiProperty({ enum: workModes }) @OneOf(workModes) mode!: WorkMode;
  @ApiProperty({ example: '张工' }) @NamedPerson() by!: string;
  /** What is used for it, such as the name of a program. */
  @ApiPropertyOptional({ example: '远程协助' }) @IsOptional() @Line(100) tool?: string;
}

/** R13: each start on the customer's system needs a confirmed backup or a waiver. */
export const startWork = requestAct({
  name: 'work',
  body: WorkDto,
  act: ({ body, person }) => ({ kind: 'work', mode: body.mode, by: person(body.by), tool: body.tool ?? null }),
  refuses: ['backup-not-confirmed', 'not-entitled'],
  examples: { advice: { mode: 'advice', by: '张工' } },
});
