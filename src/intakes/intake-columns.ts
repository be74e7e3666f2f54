import type { Language } from '../../domain/kernel/vocabulary.js';
import { type Column, column } from '../platform/http/conventions/csv.js';
import { oneOfThree } from '../platform/http/problems/texts.js';
import { channelNames } from '../explanations/explanations.port.js';
import { closingReasonNames } from './closing-reasons.js';
import type { ListedIntake } from './intake-answers.js';

const shown = column<ListedIntake>;

/** The list of intakes as CSV; names and texts for those who may read persons. */
export const intakeColumns = (language: Language, withPersons: boolean): readonly Column<ListedIntake>[] => [
  shown(['收到时间', '收到時間', 'Received at'], ({ receivedAt }) => receivedAt),
  shown(['受理方式', '受理管道', 'Channel'], ({ channel }) => oneOfThree(channelNames[channel], language)),
  ...(withPersons
    ? [
        shown(['来自', '來自', 'From'], ({ from }) => from),
        shown(['内容', '內容', 'Text'], ({ text }) => text),
        shown(['答复人', '回覆人', 'Answered by'], ({ answer }) => answer?.by ?? null),
      ]
    : []),
  shown(['答复时间', '回覆時間', 'Answered at'], ({ answer }) => answer?.at ?? null),
  shown(['回拨', '回撥', 'Called back'], ({ answer }) => answer?.callback ?? null),
  shown(['关闭原因', '結案原因', 'Closed as'], ({ closed }) =>
    closed === null ? null : oneOfThree(closingReasonNames[closed.as], language),
  ),
  shown(['服务请求', '服務案件', 'Requests'], ({ requests }) => requests.join(' ')),
  shown(['待登记', '待登記', 'Open'], ({ open }) => open),
];
