import { ApiProperty } from '@nestjs/swagger';
import { requestAct } from './request-act.js';
import { ReasonedActDto } from './request-act.dto.js';
import { NamedPerson } from '../platform/http/validation/sealed-text.js';
import { visitIds, visitRefusals } from './visit-acts.js';

export class RefuseEntryDto extends ReasonedActDto {
  @ApiProperty({ example: '张工' }) @NamedPerson() by!: string;
}

/** R16: whoever arrived was not let in. */
export const refuseEntry = requestAct(
  {
    name: 'visits/refuse-entry',
    body: RefuseEntryDto,
    act: ({ body, ids, person }) => ({ kind: 'visit-refuse-entry', visitId: ids.visitId, by: person(body.by) }),
    refuses: visitRefusals,
    examples: { whole: { by: '张工', reason: '机房无人' } },
  },
  visitIds,
);
