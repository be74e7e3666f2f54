import { ApiProperty } from '@nestjs/swagger';
import { requestAct } from './request-act.js';
import { ActDto } from './request-act.dto.js';
import { NamedPerson } from '../platform/http/validation/sealed-text.js';
import { visitIds, visitRefusals } from './visit-acts.js';

export class ArriveDto extends ActDto {
  @ApiProperty({ example: '张工' }) @NamedPerson() by!: string;
}

/** K11: somebody is on site. */
export const arriveOnVisit = requestAct(
  {
    name: 'visits/arrive',
    body: ArriveDto,
    act: ({ body, ids, person }) => ({ kind: 'visit-arrive', visitId: ids.visitId, by: person(body.by) }),
    refuses: visitRefusals,
    examples: { whole: { by: '张工' } },
  },
  visitIds,
);
