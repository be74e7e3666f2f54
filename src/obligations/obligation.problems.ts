import { type FactTexts, problem, refusal } from '../platform/http/problems/texts.js';

declare module '../platform/http/problems/catalogue.js' {
  interface FeatureProblems {
    obligations: typeof obligationProblems;
  }
}

const ends: FactTexts = {
  reason: {
    sent: ['已发送', '已寄送', 'it was sent'],
    done: ['已执行', '已執行', 'it was done'],
    superseded: ['已由更近的一次代替', '已由更近的一次取代', 'a later one took its place'],
    withdrawn: ['其依据已不存在', '其依據已不存在', 'what it was owed for is no more'],
    transferred: ['合同已转让', '合約已移轉', 'the contract was transferred'],
    renewed: ['合同已续费', '合約已續約', 'the contract was renewed'],
    terminated: ['合同已终止', '合約已終止', 'the contract was terminated'],
    suspended: ['服务已暂停', '服務已暫停', 'service was suspended'],
    'licence-revoked': ['许可证已失效', '授權已撤銷', 'the licence was revoked'],
    erased: ['收件人资料已清除', '收件人資料已清除', 'its recipients were erased'],
    backfilled: ['登记时已过期', '登記時已過期', 'it was past when the term was recorded'],
    'no-recipient': ['没有收件人', '沒有收件人', 'nobody could be written to'],
    undeliverable: ['无法送达', '無法送達', 'no mail could be delivered'],
    kept: ['承诺已兑现', '承諾已兌現', 'the promise was kept'],
    void: ['承诺已作废', '承諾已作廢', 'the promise became void'],
    paused: ['承诺已暂停', '承諾已暫停', 'the promise is paused'],
    answered: ['等待已结束', '等待已結束', 'the wait has ended'],
    reopened: ['请求已重新打开', '案件已重新開啟', 'the request was reopened'],
    closed: ['已关闭', '已結案', 'it was closed'],
    resolved: ['请求已解决', '案件已解決', 'the request was resolved'],
    rewritten: ['备忘录已改写', '備忘錄已改寫', 'the memo was written anew'],
    registered: ['已登记服务请求', '已登記服務案件', 'a request was registered'],
  },
};

/** Refusals about what is owed (O4-O10). */
export const obligationProblems = {
  'obligation-ended': refusal(
    ['义务已结束', '義務已結束', 'The obligation has ended'],
    [
      '义务“{obligationId}”已经结束（{reason}），不能再次发送。只有没有收件人或无法送达的才能重试。',
      '義務「{obligationId}」已經結束（{reason}），不能再次寄送。只有沒有收件人或無法送達的才能重試。',
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
    ['正在发送', '正在寄送', 'The obligation is being sent'],
    [
      '义务“{obligationId}”正在发送，{until} 之前由一个进程占用。请稍后重试。',
      '義務「{obligationId}」正在寄送，{until} 之前由一個行程占用。請稍後重試。',
      'Obligation `{obligationId}` is being sent by a process that has it until {until}. Try again later.',
    ],
  ),
} as const;
