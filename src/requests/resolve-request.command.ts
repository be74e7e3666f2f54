import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { Text } from '../platform/http/validation/decorators.js';
import { requestAct } from './request-act.js';
import { ActDto } from './request-act.dto.js';
import { FreeText, NamedPerson } from '../platform/http/validation/sealed-text.js';

export class ResolveDto extends ActDto {
  @ApiProperty({ example: '重建索引后恢复正常' }) @FreeText(20_000) resolution!: string;
  @ApiProperty({ example: '张工' }) @NamedPerson() by!: string;
  /** The id of an article that describes it. */
  @ApiPropertyOptional() @IsOptional() @Text(100) article?: string;
}

/** R11: a proposal that the customer accepts, or lets pass. */
export const resolveRequest = requestAct({
  name: 'resolve',
  body: ResolveDto,
  act: ({ body, text, person }) => ({
    kind: 'resolve',
    resolution: text(body.resolution),
    by: person(body.by),
    article: body.article ?? null,
  }),
  refuses: ['visit-open', 'not-entitled'],
  examples: { whole: { resolution: '重建索引后恢复正常', by: '张工' } },
});
