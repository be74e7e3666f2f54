import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsOptional } from 'class-validator';
import { type Side, sides } from '../../domain/request/request.events.js';
import { OneOf, Text } from '../platform/http/validation/decorators.js';
import { requestAct } from './request-act.js';
import { ActDto } from './request-act.dto.js';
import { memoAnswer } from './request-answer.js';
import { memoSchema } from './request-schemas.js';
import { NamedPerson } from '../platform/http/validation/sealed-text.js';

export class ConfirmMemoDto extends ActDto {
  @ApiProperty({ enum: sides }) @OneOf(sides) side!: Side;
  @ApiProperty({ example: '李强' }) @NamedPerson() person!: string;
  /** Of the memo as it is shown: 64 hexadecimal digits. */
  @ApiProperty({ example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' })
  @Text(64)
  sha256!: string;
  /** Two people of one name confirm, one on each side (A5). */
  @ApiPropertyOptional({ default: false }) @IsOptional() @IsBoolean() differentPeople?: boolean;
}

/** R15: one side confirms the memo's text by its hash; when both have, the request waits for the planned day. */
export const confirmMemo = requestAct({
  name: 'memo/confirm',
  body: ConfirmMemoDto,
  act: ({ body, person }) => ({
    kind: 'memo/confirm',
    side: body.side,
    person: person(body.person),
    sha256: body.sha256,
    differentPeople: body.differentPeople ?? false,
  }),
  adds: { memo: memoSchema },
  added: ({ memo }) => ({ memo: memoAnswer(memo) }),
  refuses: ['memo-missing', 'memo-hash-differs', 'memo-same-person', 'memo-side-confirmed', 'forbidden'],
  examples: {
    whole: {
      side: 'vendor',
      person: '李强',
      sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    },
  },
});
