import { createHash, randomBytes } from 'node:crypto';
import { ApiProperty } from '@nestjs/swagger';
import { canonicalJson } from '../platform/events/canonical.js';
import { IsDay } from '../platform/http/validation/decorators.js';
import { requestAct } from './request-act.js';
import { ActDto } from './request-act.dto.js';
import { memoAnswer } from './request-answer.js';
import { memoSchema } from './request-schemas.js';
import { FreeText } from '../platform/http/validation/sealed-text.js';

const saltBytes = 16;

export class MemoDto extends ActDto {
  @ApiProperty({ example: '报表导出缓慢' }) @FreeText(20_000) text!: string;
  @ApiProperty({ example: '下一补丁中优化查询' }) @FreeText(20_000) solution!: string;
  /** Today or later, in the vendor's zone. */
  @ApiProperty({ example: '2026-03-10' }) @IsDay() plannedOn!: string;
}

/** R5, R15: what cannot be solved soon; a changed text is a new version that nobody has confirmed. */
export const writeMemo = requestAct({
  name: 'memo',
  body: MemoDto,
  act: ({ body, state, text, newId }) => {
    const salt = randomBytes(saltBytes).toString('hex');
    const memoId = state.memo?.memoId ?? newId('mem');
    const { plannedOn } = body;
    const hash = (version: number): string =>
      createHash('sha256')
        .update(canonicalJson({ memoId, version, text: body.text, solution: body.solution, plannedOn, salt }))
        .digest('hex');
    return {
      kind: 'memo',
      memoId,
      text: text(body.text),
      solution: text(body.solution),
      plannedOn,
      salt: text(salt),
      hash,
    };
  },
  adds: { memo: memoSchema },
  added: ({ memo }) => ({ memo: memoAnswer(memo) }),
  refuses: ['planned-in-past'],
  examples: { whole: { text: '报表导出缓慢', solution: '下一补丁中优化查询', plannedOn: '2030-03-10' } },
});
