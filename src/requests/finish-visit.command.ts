import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { requestAct } from './request-act.js';
import { ActDto } from './request-act.dto.js';
import { FreeText, NamedPerson } from '../platform/http/validation/sealed-text.js';
import { visitIds, visitRefusals } from './visit-acts.js';

export class FinishVisitDto extends ActDto {
  @ApiProperty({ example: '张工' }) @NamedPerson() by!: string;
  /** Who of the customer signed for it. */
  @ApiProperty({ example: '王芳' }) @NamedPerson() signedBy!: string;
  @ApiPropertyOptional({ type: 'integer', minimum: 0, maximum: 100_000 })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(100_000)
  minutes?: number;
  @ApiPropertyOptional() @IsOptional() @FreeText(20_000) summary?: string;
}

/** R16: the visit is over, and signed for. */
export const finishVisit = requestAct(
  {
    name: 'visits/finish',
    body: FinishVisitDto,
    act: ({ body, ids, person, text }) => ({
      kind: 'visit-finish',
      visitId: ids.visitId,
      by: person(body.by),
      signedBy: person(body.signedBy),
      minutes: body.minutes ?? null,
      summary: body.summary === undefined ? null : text(body.summary),
    }),
    refuses: visitRefusals,
    examples: { whole: { by: '张工', signedBy: '王芳', minutes: 90 } },
  },
  visitIds,
);
