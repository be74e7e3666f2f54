import { ApiProperty } from '@nestjs/swagger';
import { type Urgency, urgencies } from '../../domain/kernel/vocabulary.js';
import { OneOf } from '../platform/http/validation/decorators.js';
import { requestAct } from './request-act.js';
import { ReasonedActDto } from './request-act.dto.js';

export class PriorityDto extends ReasonedActDto {
  @ApiProperty({ enum: urgencies }) @OneOf(urgencies) urgency!: Urgency;
}

/** K13: a new urgency; open promises are computed anew from their start. */
export const changePriority = requestAct({
  name: 'priority',
  body: PriorityDto,
  act: ({ body }) => ({ kind: 'priority', urgency: body.urgency }),
  examples: { whole: { urgency: 'critical', reason: '影响全公司审批' } },
});
