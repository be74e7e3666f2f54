import { ApiProperty } from '@nestjs/swagger';
import { OneOf } from '../platform/http/validation/decorators.js';
import { requestAct } from './request-act.js';
import { ActDto } from './request-act.dto.js';

const targets = ['renewal', 'quotation'] as const;

export class ReferDto extends ActDto {
  @ApiProperty({ enum: targets }) @OneOf(targets) to!: (typeof targets)[number];
}

/** R1: it waits for sales, who renew or quote. */
export const referRequest = requestAct({
  name: 'refer',
  body: ReferDto,
  act: ({ body, newId }) => ({ kind: 'refer', waitId: newId('wai'), to: body.to }),
  examples: { whole: { to: 'renewal' } },
});
