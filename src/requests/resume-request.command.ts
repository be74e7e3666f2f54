import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { waitKinds, type WaitKind } from '../../domain/request/request.events.js';
import { OneOf } from '../platform/http/validation/decorators.js';
import { requestAct } from './request-act.js';
import { ActDto } from './request-act.dto.js';

const kinds = [...waitKinds, 'memo', 'sales'] as const;

export class ResumeRequestDto extends ActDto {
  /** All but the memo's where absent. */
  @ApiPropertyOptional({ enum: kinds }) @IsOptional() @OneOf(kinds) kind?: WaitKind;
}

/** R10: waits end, and the request is as it was before them. */
export const resumeRequest = requestAct({
  name: 'resume',
  body: ResumeRequestDto,
  act: ({ body }) => ({ kind: 'resume', wait: body.kind ?? null }),
  examples: { all: {} },
});
