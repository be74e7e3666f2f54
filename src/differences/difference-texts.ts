import type { DifferingDecision } from '../contracts/contracts.port.js';
import type { Three } from '../explanations/explanations.port.js';

export const changeTexts: Readonly<Record<'changed' | 'added' | 'gone', Three>> = {
  changed: ['{a}，改为：{b}', '{a}，改為：{b}', '{a}; now: {b}'],
  added: ['新增：{b}', '新增：{b}', 'New: {b}'],
  gone: ['不再成立：{a}', '不再成立：{a}', 'No longer so: {a}'],
};

export const factTexts: Readonly<Record<'purchase' | 'numbers' | 'product', Three>> = {
  purchase: ['购买日 {purchasedOn}', '購買日 {purchasedOn}', 'Bought on {purchasedOn}'],
  numbers: [
    '合同号 {contractNo}，许可证号 {licenceNo}',
    '合約編號 {contractNo}，授權編號 {licenceNo}',
    'Contract number {contractNo}, licence number {licenceNo}',
  ],
  product: [
    '产品系列 {series}，购买时版本 {version}',
    '產品系列 {series}，購買時版本 {version}',
    'Product series {series}, bought as version {version}',
  ],
};

export const unanswerable: Three = ['无法回答', '無法回答', 'not answerable'];

export const decisionTexts: Readonly<Record<DifferingDecision['kind'], Three>> = {
  upgrade: [
    '合同 {contractNo} 在 {on} 升级到版本 {version}：当时的结论是{then}，按后来所知是{now}',
    '合約 {contractNo} 在 {on} 升級到版本 {version}：當時的結論是{then}，依後來所知是{now}',
    'Upgrade of contract {contractNo} to version {version} on {on}: decided then as {then}, by later knowledge {now}',
  ],
  request: [
    '{on} 的服务请求 {requestNo}（合同 {contractNo}）：当时的结论是{then}，按后来所知是{now}',
    '{on} 的服務案件 {requestNo}（合約 {contractNo}）：當時的結論是{then}，依後來所知是{now}',
    'Request {requestNo} of {on} (contract {contractNo}): decided then as {then}, by later knowledge {now}',
  ],
  visit: [
    '{on} 服务请求 {requestNo} 的上门（合同 {contractNo}）：当时的结论是{then}，按后来所知是{now}',
    '{on} 服務案件 {requestNo} 的到場（合約 {contractNo}）：當時的結論是{then}，依後來所知是{now}',
    'Visit of {on} for request {requestNo} (contract {contractNo}): decided then as {then}, by later knowledge {now}',
  ],
};
