import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { invalidField } from '../platform/commands/invalid-fields.js';
import { requestAct } from './request-act.js';
import { ActDto } from './request-act.dto.js';
import { NamedPerson } from '../platform/http/validation/sealed-text.js';
import { visitIds, visitRefusals } from './visit-acts.js';

export class RefuseVisitDto extends ActDto {
  /** Who of the customer refused; a customer itself needs no name. */
  @ApiPropertyOptional({ example: '王芳' }) @IsOptional() @NamedPerson() refusedBy?: string;
}

/** R16: the customer refuses the quotation; the visit's promise is void. */
export const refuseVisit = requestAct(
  {
    name: 'visits/refuse',
    body: RefuseVisitDto,
    act: ({ body, ids, request, personIfGiven }) =>
      request.actor.role !== 'customer' && body.refusedBy === undefined
        ? invalidField('/refusedBy', 'required')
        : { kind: 'visit-refuse', visitId: ids.visitId, by: personIfGiven(body.refusedBy) },
    refuses: visitRefusals,
    examples: { whole: { refusedBy: '王芳' } },
  },
  visitIds,
);
