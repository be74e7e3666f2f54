import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsOptional } from 'class-validator';
import { waitKinds } from '../../domain/request/request.events.js';
import { invalidField } from '../platform/commands/invalid-fields.js';
import { IsInstantOrDay, OneOf } from '../platform/http/validation/decorators.js';
import { requestAct } from './request-act.js';
import { ActDto } from './request-act.dto.js';
import { FreeText } from '../platform/http/validation/sealed-text.js';

export class WaitDto extends ActDto {
  @ApiProperty({ enum: waitKinds }) @OneOf(waitKinds) kind!: (typeof waitKinds)[number];
  @ApiProperty({ example: '请提供错误日志' }) @FreeText(5_000) text!: string;
  /** The pause ends then at the latest; the request goes on waiting. */
  @ApiPropertyOptional({ example: '2026-03-03T01:00:00.000Z' }) @IsOptional() @IsInstantOrDay() until?: string;
  @ApiPropertyOptional({ default: false }) @IsOptional() @IsBoolean() automatic?: boolean;
}

/** R10: the request waits for the customer; its promises pause. */
export const waitForCustomer = requestAct({
  name: 'wait',
  body: WaitDto,
  act: ({ body, at, text, instantIfGiven, newId }) => {
    const until = instantIfGiven('/until', body.until);
    if (until !== null && until <= at) return invalidField('/until', 'not-later', { value: until, other: at });
    return {
      kind: 'wait',
      waitId: newId('wai'),
      wait: body.kind,
      text: text(body.text),
      until,
      automatic: body.automatic ?? false,
    };
  },
  examples: { whole: { kind: 'information', text: '请提供错误日志' } },
});
