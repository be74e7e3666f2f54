import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { invalidField } from '../platform/commands/invalid-fields.js';
import { requestAct } from './request-act.js';
import { ActDto } from './request-act.dto.js';
import { NamedPerson } from '../platform/http/validation/sealed-text.js';
import { visitIds, visitRefusals } from './visit-acts.js';

export class AcceptVisitDto extends ActDto {
  /** Who of the customer accepted; a customer itself needs no name. */
  @ApiPropertyOptional({ example: '王芳' }) @IsOptional() @NamedPerson() acceptedBy?: string;
}

/** R16: the customer accepts the quotation. */
export const acceptVisit = requestAct(
  {
    name: 'visits/accept',
    body: AcceptVisitDto,
    act: ({ body, ids, request, personIfGiven }) =>
      request.actor.role !== 'customer' && body.acceptedBy === undefined
        ? invalidField('/acceptedBy', 'required')
        : { kind: 'visit-accept', visitId: ids.visitId, by: personIfGiven(body.acceptedBy) },
    refuses: visitRefusals,
    examples: { whole: { acceptedBy: '王芳' } },
  },
  visitIds,
);
