import type { Outcome } from '../../domain/entitlement/answer.js';
import type { AgreementKind, Channel, Language, Level, Region, Service } from '../../domain/kernel/vocabulary.js';
import type { ObligationKind, Suppression } from '../../domain/obligation/kinds.js';
import { filled, oneOfThree, type Three } from '../platform/http/problems/texts.js';

/** What fills a text, already written in its language. */
export type Filling = Readonly<Record<string, string | number>>;

/** One of three texts, filled. */
export const textIn = (texts: Three, language: Language, filling: Filling = {}): string =>
  filled(oneOfThree(texts, language), filling);

/** Sentences about one thing in a row: without a space in Chinese, with one in English. */
export const listed = (items: readonly string[], language: Language): string =>
  items.join(language === 'en' ? '; ' : '；');

export const outcomeNames: Readonly<Record<Outcome, Three>> = {
  granted: ['可以服务', '可提供服務', 'granted'],
  'granted-with-conditions': ['有条件可以', '有條件提供', 'granted with conditions'],
  denied: ['不能服务', '無法提供服務', 'denied'],
};

export const serviceNames: Readonly<Record<Service, Three>> = {
  maintenance: ['维护支持', '維護支援', 'maintenance'],
  requirement: ['产品需求', '產品需求', 'product requirements'],
  upgrade: ['版本升级', '版本升級', 'version upgrade'],
  'self-service': ['网站自助', '網站自助', 'self-service on the website'],
  training: ['产品培训', '教育訓練', 'product training'],
  onsite: ['上门服务', '到場服務', 'service on site'],
  media: ['介质更换', '媒體更換', 'replacement of media'],
  'health-check': ['健康检查', '健康檢查', 'health check'],
  care: ['客户关怀', '客戶關懷', 'customer care'],
};

export const channelNames: Readonly<Record<Channel, Three>> = {
  website: ['网站', '網站', 'the website'],
  hotline: ['热线', '服務專線', 'the service hotline'],
  phone: ['电话', '電話', 'telephone'],
  email: ['邮件', '電子郵件', 'mail'],
  remote: ['远程协助', '遠端協助', 'remote assistance'],
  im: ['即时通讯', '即時通訊', 'instant messages'],
  onsite: ['上门', '到場', 'a visit'],
};

export const agreementNames: Readonly<Record<AgreementKind, Three>> = {
  'major-upgrade': ['大版本升级协议', '大版本升級協議', 'agreement on a major upgrade'],
  requirement: ['需求协议', '需求協議', 'agreement on requirements'],
  onsite: ['上门协议', '到場服務協議', 'agreement on service on site'],
};

export const obligationNames: Readonly<Record<ObligationKind, Three>> = {
  'renewal-reminder': ['续费提醒', '續約提醒', 'renewal reminder'],
  'lapse-notice': ['到期通知', '到期通知', 'notice of expiry'],
  'request-received': ['收到请求通知', '收到案件通知', 'notice of receipt'],
  'request-waiting': ['待答复通知', '待回覆通知', 'question to the customer'],
  'request-resolved': ['解决通知', '解決通知', 'notice of the resolution'],
  'request-close': ['自动关闭', '自動結案', 'closing by silence'],
  'promise-at-risk': ['承诺临期提醒', '承諾將到期提醒', 'warning of a promise at risk'],
  'promise-broken': ['承诺逾期通知', '承諾逾期通知', 'notice of a broken promise'],
  'wait-reminder': ['待答复提醒', '待回覆提醒', 'reminder of a question'],
  'wait-unanswered': ['无答复通知', '未回覆通知', 'notice of an unanswered question'],
  'memo-planned': ['计划日期提醒', '計畫日期提醒', 'reminder of a planned date'],
  survey: ['满意度调查', '滿意度調查', 'survey'],
  'survey-reminder': ['满意度调查提醒', '滿意度調查提醒', 'reminder of a survey'],
  'survey-close': ['满意度调查结束', '滿意度調查結束', 'end of a survey'],
  'follow-up-due': ['回访逾期通知', '回訪逾期通知', 'notice of an overdue follow-up'],
  'intake-open': ['未登记来件通知', '未登記來件通知', 'notice of an unregistered intake'],
  'address-failed': ['邮箱无法送达通知', '信箱無法送達通知', 'notice of an address that takes no mail'],
};

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
  kept: ['承诺已兑现', '承諾已兌現', 'the promise was kept'],
  void: ['承诺已作废', '承諾已作廢', 'the promise became void'],
  paused: ['承诺已暂停', '承諾已暫停', 'the promise is paused'],
  answered: ['已答复', '已回覆', 'it was answered'],
  reopened: ['请求已重新打开', '案件已重新開啟', 'the request was reopened'],
  closed: ['已关闭', '已結案', 'it was closed'],
  resolved: ['请求已解决', '案件已解決', 'the request was resolved'],
  rewritten: ['备忘录已改写', '備忘錄已改寫', 'the memo was written anew'],
  replied: ['已回访', '已回訪', 'somebody has replied'],
  unsubscribed: ['收件人已退订', '收件人已退訂', 'the recipient wants no such mails'],
  registered: ['已登记服务请求', '已登記服務案件', 'a request was registered'],
};

export const levelNames: Readonly<Record<Level, Three>> = {
  standard: ['普通', '一般', 'standard'],
  key: ['重点', '重點', 'key'],
  vip: ['VIP', 'VIP', 'VIP'],
};

export const regionNames: Readonly<Record<Region, Three>> = {
  city: ['市内', '市區', 'in the city'],
  suburb: ['市郊', '郊區', 'in the suburbs'],
  outside: ['外地', '外縣市', 'outside the city'],
  unknown: ['未知', '未知', 'not known'],
};

export const termKindNames: Readonly<Record<'free' | 'paid', Three>> = {
  free: ['免费期', '免費期', 'free term'],
  paid: ['付费期', '付費期', 'paid term'],
};
