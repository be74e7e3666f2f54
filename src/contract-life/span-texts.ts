import {
  agreementNames,
  asSentence,
  type Three,
  termKindNames,
  type Writing,
} from '../explanations/explanations.port.js';
import type { LaneSpan, SpanKind } from './lanes.js';

const range: Three = ['{what}，{from} 至 {to}', '{what}，{from} 至 {to}', '{what}, {from} to {to}'];
const oneDay: Three = ['{what}，{from}一天', '{what}，{from}一天', '{what}, on {from}'];
const open: Three = ['{what}，自 {from} 起', '{what}，自 {from} 起', '{what}, from {from}'];

const contents: Readonly<Record<SpanKind, Three>> = {
  ...termKindNames,
  ...agreementNames,
  gap: ['缺口', '空窗期', 'gap'],
  lapsed: ['已过期', '已到期', 'lapsed'],
  suspended: ['暂停服务', '暫停服務', 'service suspended'],
  terminated: ['合同终止', '合約終止', 'contract terminated'],
  valid: ['许可证有效', '授權有效', 'licence valid'],
  revoked: ['许可证失效', '授權撤銷', 'licence revoked'],
  installed: ['已装版本 {value}', '已安裝版本 {value}', 'version {value} installed'],
  owner: ['属于{value}', '屬於{value}', 'owned by {value}'],
};
const due: Readonly<Record<'free' | 'paid', Three>> = {
  free: ['免费期（服务费未付）', '免費期（服務費未付）', 'free term (fee due)'],
  paid: ['付费期（服务费未付）', '付費期（服務費未付）', 'paid term (fee due)'],
};
const toMajor: Three = [
  '大版本升级协议（到大版本 {value}）',
  '大版本升級協議（到大版本 {value}）',
  'agreement on a major upgrade (to major version {value})',
];

const textsOf = ({ kind, value }: LaneSpan): Three => {
  if ((kind === 'free' || kind === 'paid') && value === 'due') return due[kind];
  return kind === 'major-upgrade' && value !== null ? toMajor : contents[kind];
};

/** A span in words; `customers`: names by id. */
export const spanText = (span: LaneSpan, customers: ReadonlyMap<string, string>, writing: Writing): string => {
  const { kind, from, to, value } = span;
  const what = writing.text(textsOf(span), {
    ...(value !== null && { value: kind === 'owner' ? (customers.get(value) ?? value) : value }),
  });
  const filling = { what, from: writing.day(from), ...(to !== null && { to: writing.day(to) }) };
  return asSentence(writing.text(to === null ? open : to === from ? oneDay : range, filling));
};
