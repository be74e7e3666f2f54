import type { ContactRole } from '../../domain/customer/customer.events.js';
import type { ObligationKind, ObligationState, Suppression } from '../../domain/obligation/kinds.js';
import type { PromiseKind } from '../../domain/request/request.events.js';
import type { Three } from '../platform/http/problems/texts.js';

/** Names of what is promised and owed, wherever it is shown: mails, lists, reports, dossiers, refusals. */

export const promiseKindNames: Readonly<Record<PromiseKind, Three>> = {
  respond: ['应答', '回覆', 'response'],
  arrive: ['到场', '到場', 'arrival'],
};

/** K11, K12: by the state of a promise as answers have it. */
export const promiseStateNames = {
  open: ['进行中', '進行中', 'open'],
  'at-risk': ['时限将至', '時限將至', 'at risk'],
  paused: ['已暂停计时', '計時暫停', 'paused'],
  kept: ['已守', '已達成', 'kept'],
  broken: ['已违', '已逾時', 'broken'],
  void: ['已作废', '已作廢', 'void'],
} as const satisfies Readonly<Record<string, Three>>;

export const obligationNames: Readonly<Record<ObligationKind, Three>> = {
  'renewal-reminder': ['续费提醒', '續約提醒', 'renewal reminder'],
  'lapse-notice': ['到期通知', '到期通知', 'notice of expiry'],
  'request-received': ['受理通知', '受理通知', 'notice of receipt'],
  'request-waiting': ['待答复通知', '待回覆通知', 'question to the customer'],
  'request-resolved': ['处理结果通知', '處理結果通知', 'notice of the resolution'],
  'request-close': ['自动关闭', '自動結案', 'closing by silence'],
  'promise-at-risk': ['时限将至提醒', '時限將至提醒', 'warning of a promise at risk'],
  'promise-broken': ['超时通知', '逾時通知', 'notice of a broken promise'],
  'wait-reminder': ['待答复提醒', '待回覆提醒', 'reminder of a question'],
  'wait-unanswered': ['无答复通知', '未回覆通知', 'notice of an unanswered question'],
  'memo-planned': ['备忘日期提醒', '備忘錄日期提醒', 'reminder of a planned date'],
  survey: ['满意度调查', '滿意度調查', 'survey'],
  'survey-reminder': ['满意度调查提醒', '滿意度調查提醒', 'reminder of a survey'],
  'survey-close': ['满意度调查结束', '滿意度調查結束', 'end of a survey'],
  'follow-up-due': ['回访到期通知', '回訪到期通知', 'notice of an overdue follow-up'],
  'intake-open': ['受理登记未处理通知', '受理登記未處理通知', 'notice of an unregistered intake'],
  'address-failed': ['邮箱无法送达通知', '電子郵件無法送達通知', 'notice of an address that takes no mail'],
};

/** O4. */
export const obligationStateNames: Readonly<Record<ObligationState, Three>> = {
  planned: ['未到期', '未到期', 'planned'],
  due: ['已到期', '已到期', 'due'],
  sent: ['已发送', '已寄出', 'sent'],
  done: ['已完成', '已完成', 'done'],
  suppressed: ['未发（有因）', '未寄出（附原因）', 'not sent'],
  superseded: ['由后一次代替', '由後一次取代', 'gave way to a later one'],
};

/** Why an obligation ended unsent. */
export const suppressionNames: Readonly<Record<Suppression, Three>> = {
  withdrawn: ['依据已不存在', '依據已不存在', 'what it was owed for is no more'],
  transferred: ['合同已转让', '合約已移轉', 'the contract was transferred'],
  renewed: ['已续费', '已續約', 'the contract was renewed'],
  terminated: ['合同已终止', '合約已終止', 'the contract was terminated'],
  suspended: ['服务已暂停', '服務已暫停', 'service was suspended'],
  'licence-revoked': ['许可证已失效', '授權已撤銷', 'the licence was revoked'],
  erased: ['收件人资料已清除', '收件人資料已清除', 'its recipients were erased'],
  backfilled: ['登记时已过期', '登記時已過期', 'it was past when the term was recorded'],
  'no-recipient': ['没有收件人', '沒有收件人', 'nobody could be written to'],
  undeliverable: ['无法送达', '無法送達', 'no mail could be delivered'],
  kept: ['承诺已守', '承諾已達成', 'the promise was kept'],
  void: ['承诺已作废', '承諾已作廢', 'the promise became void'],
  paused: ['承诺已暂停计时', '承諾計時暫停', 'the promise is paused'],
  answered: ['已答复', '已回覆', 'it was answered'],
  reopened: ['服务请求已重新打开', '服務案件已重新開啟', 'the request was reopened'],
  closed: ['已关闭', '已結案', 'it was closed'],
  resolved: ['服务请求已解决', '服務案件已解決', 'the request was resolved'],
  rewritten: ['备忘已重写', '備忘錄已重寫', 'the memo was written anew'],
  replied: ['已回访', '已回訪', 'somebody has replied'],
  unsubscribed: ['收件人已退订', '收件人已退訂', 'the recipient wants no such mails'],
  registered: ['已登记服务请求', '已登記服務案件', 'a request was registered'],
};

/** A5: what a contact is for the customer. */
export const contactRoleNames: Readonly<Record<ContactRole, Three>> = {
  lead: ['项目负责人', '專案負責人', 'project lead'],
  it: ['IT 人员', 'IT 人員', 'IT'],
  user: ['使用人员', '使用人員', 'user'],
};
