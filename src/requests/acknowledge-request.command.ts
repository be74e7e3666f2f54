import { ApiProperty } from '@nestjs/swagger';
import { requestAct } from './request-act.js';
import { ActDto } from './request-act.dto.js';
import { NamedPerson } from '../platform/http/validation/sealed-text.js';

export class AcknowledgeDto extends ActDto {
  /** Who of the vendor takes it over. */
  @ApiProperty({ example: '张工' }) @NamedPerson() by!: string;
}

/** K11, R17: the request is taken over; whoever does so owns it unless it is assigned. */
export const acknowledgeRequest = requestAct({
  name: 'acknowledge',
  body: AcknowledgeDto,
  act: ({ body, person }) => ({ kind: 'acknowledge', by: person(body.by) }),
  examples: { whole: { by: '张工' } },
});
