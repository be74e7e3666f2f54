import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsInt, IsOptional, Max, Min } from 'class-validator';
import { type Channel, channels } from '../../domain/kernel/vocabulary.js';
import { type Direction, directions } from '../../domain/request/request.events.js';
import { OneOf } from '../platform/http/validation/decorators.js';
import { recordedFiles, type WithFiles } from './attachments/recorded-files.js';
import { requestAct } from './request-act.js';
import { ActDto } from './request-act.dto.js';
import { formOf, refusedForms } from './request-schemas.js';
import { FreeText, NamedPerson } from '../platform/http/validation/sealed-text.js';

export class InteractionDto extends ActDto {
  @ApiProperty({ enum: directions }) @OneOf(directions) direction!: Direction;
  @ApiProperty({ enum: channels }) @OneOf(channels) channel!: Channel;
  @ApiProperty({ example: '客户已重启服务' }) @FreeText(20_000) text!: string;
  @ApiPropertyOptional({ example: '张工' }) @IsOptional() @NamedPerson() by?: string;
  @ApiPropertyOptional({ type: 'integer', minimum: 0, maximum: 10_000 })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(10_000)
  minutes?: number;
  /** Sent by a machine: no response (K11). */
  @ApiPropertyOptional({ default: false }) @IsOptional() @IsBoolean() automatic?: boolean;
  /** Whether it answers what the request waits for (R10). */
  @ApiPropertyOptional({ default: true }) @IsOptional() @IsBoolean() answers?: boolean;
}

/** R10: what was exchanged about the request; of a merged one it is the survivor's (R14). */
export const recordInteraction = requestAct<InteractionDto & WithFiles>({
  name: 'interactions',
  body: InteractionDto,
  act: ({ body, ids, text, personIfGiven }) => ({
    kind: 'interactions',
    direction: body.direction,
    channel: body.channel,
    text: text(body.text),
    by: personIfGiven(body.by),
    minutes: body.minutes ?? null,
    automatic: body.automatic ?? false,
    answers: body.answers ?? true,
    ...(body.files !== undefined && { files: recordedFiles(ids.requestId, body.files) }),
  }),
  refuses: ['forbidden', 'text-erased', ...refusedForms],
  form: formOf(InteractionDto),
  examples: { whole: { direction: 'outbound', channel: 'phone', text: '已请客户重启服务', by: '张工', minutes: 12 } },
});
