import { ApiProperty } from '@nestjs/swagger';
import { surveyAnswer } from './request-answer.js';
import { surveySchema } from './request-schemas.js';
import { requestAct } from './request-act.js';
import { ActDto } from './request-act.dto.js';
import { FreeText, NamedPerson } from '../platform/http/validation/sealed-text.js';

export class ReplyToFollowUpDto extends ActDto {
  /** What was done about it. */
  @ApiProperty({ example: '已更换补丁并回访' }) @FreeText(20_000) action!: string;
  /** What was written or stated to the customer. */
  @ApiProperty({ example: '问题已处理，抱歉让您久等' }) @FreeText(20_000) text!: string;
  @ApiProperty({ example: '李强' }) @NamedPerson() by!: string;
}

/** S22: ends the follow-up that a low answer opened. */
export const replyToFollowUp = requestAct({
  name: 'follow-up/reply',
  body: ReplyToFollowUpDto,
  act: ({ body, text, person }) => ({
    kind: 'follow-up/reply',
    action: text(body.action),
    text: text(body.text),
    by: person(body.by),
  }),
  adds: { survey: surveySchema },
  added: (state) => ({ survey: surveyAnswer(state) }),
  refuses: ['follow-up-none', 'follow-up-replied'],
  examples: { whole: { action: '已更换补丁并回访', text: '问题已处理，抱歉让您久等', by: '李强' } },
});
