import { obligationStateNames, suppressionNames } from '../explanations/explanations.port.js';
import { type FactTexts, problem, refusal } from '../platform/http/problems/texts.js';

declare module '../platform/http/problems/catalogue.js' {
  interface FeatureProblems {
    obligations: typeof obligationProblems;
  }
}

const { sent, done, superseded } = obligationStateNames;
const ends: FactTexts = { reason: { sent, done, superseded, ...suppressionNames } };

/** Refusals about what is owed (O4-O10). */
export const obligationProblems = {
  'obligation-ended': refusal(
    ['应办事项已结束', '應辦事項已結束', 'The obligation has ended'],
    [
      '应办事项“{obligationId}”已经结束（{reason}），不能再次发送。只有因没有收件人或无法送达而未发的才能重试。',
      '應辦事項「{obligationId}」已經結束（{reason}），不能再次寄出。只有因沒有收件人或無法送達而未寄出的才能重試。',
      'Obligation `{obligationId}` has ended ({reason}) and is not sent again. Only one that had no recipient, or could not be delivered, can be tried again.',
    ],
    { factTexts: ends },
  ),
  'mail-unknown': problem(
    404,
    ['没有此邮件', '沒有此郵件', 'Unknown mail'],
    [
      '没有以“{messageId}”为 Message-ID 寄出的邮件。请填写被退回邮件的 Message-ID，而非退信通知的。',
      '沒有以「{messageId}」為 Message-ID 寄出的郵件。請填寫被退回郵件的 Message-ID，而非退信通知的。',
      "No mail was sent with the Message-ID '{messageId}'. Give that of the mail that was returned, not that of the report.",
    ],
  ),
  'obligation-claimed': refusal(
    ['正在发送', '正在寄出', 'The obligation is being sent'],
    [
      '应办事项“{obligationId}”正在发送，{until} 之前由一个进程占用。请在此时间之后重试。',
      '應辦事項「{obligationId}」正在寄出，{until} 之前由一個行程占用。請在此時間之後重試。',
      'Obligation `{obligationId}` is being sent by a process that has it until {until}. Try again after that.',
    ],
  ),
} as const;
