import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { requestAct } from './request-act.js';
import { ActDto } from './request-act.dto.js';
import { NamedPerson } from '../platform/http/validation/sealed-text.js';

export class AssignDto extends ActDto {
  @ApiPropertyOptional({ example: '张工' }) @IsOptional() @NamedPerson() owner?: string;
  /** Who answers for the customer's satisfaction with it. */
  @ApiPropertyOptional({ example: '李强' }) @IsOptional() @NamedPerson() satisfactionOwner?: string;
}

/** R17: who owns the request, and who its satisfaction. */
export const assignRequest = requestAct({
  name: 'assign',
  body: AssignDto,
  act: ({ body, person }) => ({
    kind: 'assign',
    ...(body.owner !== undefined && { owner: person(body.owner) }),
    ...(body.satisfactionOwner !== undefined && { satisfactionOwner: person(body.satisfactionOwner) }),
  }),
  examples: { whole: { owner: '张工' } },
});
