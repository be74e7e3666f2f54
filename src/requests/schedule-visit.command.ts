import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsOptional } from 'class-validator';
import { IsInstantOrDay } from '../platform/http/validation/decorators.js';
import { requestAct } from './request-act.js';
import { ActDto } from './request-act.dto.js';
import { NamedPerson } from '../platform/http/validation/sealed-text.js';
import { visitIds, visitRefusals } from './visit-acts.js';

export class ScheduleVisitDto extends ActDto {
  @ApiProperty({ example: '2026-03-04T02:00:00.000Z' }) @IsInstantOrDay() startsAt!: string;
  @ApiProperty({ example: '张工' }) @NamedPerson() engineer!: string;
  /** The customer wished for this date: the promise pauses until then (K10). */
  @ApiPropertyOptional({ default: false }) @IsOptional() @IsBoolean() customerWish?: boolean;
}

/** R16: who comes when; a start outside the on-site hours is marked. */
export const scheduleVisit = requestAct(
  {
    name: 'visits/schedule',
    body: ScheduleVisitDto,
    act: ({ body, ids, person, instantIfGiven }) => ({
      kind: 'visit-schedule',
      visitId: ids.visitId,
      startsAt: instantIfGiven('/startsAt', body.startsAt)!,
      engineer: person(body.engineer),
      customerWish: body.customerWish ?? false,
    }),
    refuses: [...visitRefusals, 'visit-not-accepted'],
    examples: { whole: { startsAt: '2026-03-04T02:00:00.000Z', engineer: '张工' } },
  },
  visitIds,
);
