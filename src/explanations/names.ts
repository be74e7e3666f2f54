import type { Outcome } from '../../domain/entitlement/answer.js';
import type { AgreementKind, Channel, Language, Level, Region, Service } from '../../domain/kernel/vocabulary.js';
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
