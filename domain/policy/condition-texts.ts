import type { Language } from '../kernel/vocabulary.js';

/** What still applies to a granted service (D5). */
export const conditionCodes = [
  'backup-required',
  'travel-cost-on-customer',
  'paid-service',
  'outside-service-hours',
  'needs-estimate',
  'fee-unpaid',
] as const;
export type ConditionCode = (typeof conditionCodes)[number];

/**
 * The texts that ship with this build. They reach an answer only after they were published as an event (P2), so that a
 * better wording changes no old answer. `outside-service-hours` has two blanks: `{opensAt}`, the next opening instant,
 * and `{emergency}`, the vendor's emergency number.
 */
export const conditionTexts: Readonly<Record<ConditionCode, Readonly<Record<Language, string>>>> = {
  'backup-required': {
    'zh-CN': '动手处理客户系统之前，客户须确认已为本次请求做好备份。',
    'zh-TW': '動手處理客戶系統之前，客戶須確認已為本次請求做好備份。',
    en: 'Before anyone works on the customer’s system, the customer confirms a backup made for this request.',
  },
  'travel-cost-on-customer': {
    'zh-CN': '差旅费用由客户支付。',
    'zh-TW': '差旅費用由客戶支付。',
    en: 'The customer pays the travel costs.',
  },
  'paid-service': {
    'zh-CN': '本项服务另行收费，报价经客户接受后安排。',
    'zh-TW': '本項服務另行收費，報價經客戶接受後安排。',
    en: 'This service is charged for; it is arranged once the customer has accepted the quotation.',
  },
  'outside-service-hours': {
    'zh-CN': '此刻不在服务时间内，下次开始服务的时间是 {opensAt}；紧急情况请拨打 {emergency}。',
    'zh-TW': '此刻不在服務時間內，下次開始服務的時間是 {opensAt}；緊急情況請撥打 {emergency}。',
    en: 'Outside service hours; service opens next at {opensAt}. In an emergency call {emergency}.',
  },
  'needs-estimate': {
    'zh-CN': '开工前须先评估工作量。',
    'zh-TW': '開工前須先評估工作量。',
    en: 'The effort has to be estimated before work begins.',
  },
  'fee-unpaid': {
    'zh-CN': '本期服务费尚未付清。',
    'zh-TW': '本期服務費尚未付清。',
    en: 'The fee of this term has not been paid yet.',
  },
};
