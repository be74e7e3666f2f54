import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { invalidField } from '../platform/commands/invalid-fields.js';
import { requestAct } from './request-act.js';
import { ReasonedActDto } from './request-act.dto.js';
import { NamedPerson } from '../platform/http/validation/sealed-text.js';
import { visitIds, visitRefusals } from './visit-acts.js';

export class CancelVisitDto extends ReasonedActDto {
  /** Who of the customer agreed; a customer itself needs no name. */
  @ApiPropertyOptional({ example: '王芳' }) @IsOptional() @NamedPerson() agreedBy?: string;
}

/** R16: nobody comes; the visit's promise is void. */
export const cancelVisit = requestAct(
  {
    name: 'visits/cancel',
    body: CancelVisitDto,
    act: ({ body, ids, request, personIfGiven }) =>
      request.actor.role !== 'customer' && body.agreedBy === undefined
        ? invalidField('/agreedBy', 'required')
        : { kind: 'visit-cancel', visitId: ids.visitId, agreedBy: personIfGiven(body.agreedBy) },
    refuses: visitRefusals,
    examples: { whole: { agreedBy: '王芳', reason: '已远程解决' } },
  },
  visitIds,
);
