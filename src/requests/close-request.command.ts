import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { invalidField } from '../platform/commands/invalid-fields.js';
import { requestAct } from './request-act.js';
import { ActDto } from './request-act.dto.js';
import { NamedPerson } from '../platform/http/validation/sealed-text.js';

export class CloseRequestDto extends ActDto {
  /** Who of the customer agreed. Staff name it; an admin may give a reason instead; a customer needs neither. */
  @ApiPropertyOptional({ example: '王芳' }) @IsOptional() @NamedPerson() confirmedBy?: string;
}

/** R11: the customer accepts, staff name who agreed, or an admin gives a reason. */
export const closeRequest = requestAct({
  name: 'close',
  body: CloseRequestDto,
  act: ({ body, request, personIfGiven }) => {
    const { role } = request.actor;
    const isFounded =
      role === 'customer' || body.confirmedBy !== undefined || (role === 'admin' && body.reason !== undefined);
    return isFounded
      ? { kind: 'close', confirmedBy: personIfGiven(body.confirmedBy) }
      : invalidField('/confirmedBy', 'required');
  },
  examples: { whole: { confirmedBy: '王芳' } },
});
