import type { Reason } from '../../domain/entitlement/answer.js';
import type { Three } from '../platform/http/problems/texts.js';

/** Denials whose text depends on what is recorded. */
export type ReasonVariant = 'lapsed-without-term' | 'suspended-until' | 'unpaid-unknown' | 'version-not-announced';

/** D4: why a contract does not cover: a clause without a full stop, for staff and customer alike. */
export const reasonTexts: Readonly<Record<Exclude<Reason, 'covered'> | ReasonVariant, Three>> = {
  'no-contract': ['名下没有合同', '名下沒有合約', 'no contract is on record'],
  'not-licensed': [
    '合同 {contractNo} 的许可证自 {licenceFrom} 起失效',
    '合約 {contractNo} 的授權自 {licenceFrom} 起撤銷',
    'the licence of contract {contractNo} was revoked on {licenceFrom}',
  ],
  'not-started': [
    '合同 {contractNo} 的服务从 {starts} 开始',
    '合約 {contractNo} 的服務自 {starts} 起開始',
    'service under contract {contractNo} begins on {starts}',
  ],
  lapsed: [
    '合同 {contractNo} 已过期，到期日为 {lastDay}',
    '合約 {contractNo} 已到期，到期日為 {lastDay}',
    'contract {contractNo} has lapsed, its last day was {lastDay}',
  ],
  'lapsed-without-term': [
    '合同 {contractNo} 没有服务期',
    '合約 {contractNo} 沒有服務期',
    'contract {contractNo} has no term',
  ],
  gap: [
    '合同 {contractNo} 处于缺口，上一服务期的到期日为 {lastDay}，下一服务期从 {nextFirstDay} 开始',
    '合約 {contractNo} 處於空窗期，前一服務期的到期日為 {lastDay}，下一服務期自 {nextFirstDay} 起開始',
    'contract {contractNo} has a gap between the term that ended on {lastDay} and the one from {nextFirstDay}',
  ],
  suspended: [
    '合同 {contractNo} 的服务自 {suspendedFrom} 起暂停，尚未恢复',
    '合約 {contractNo} 的服務自 {suspendedFrom} 起暫停，尚未恢復',
    'service under contract {contractNo} is suspended from {suspendedFrom} until it is resumed',
  ],
  'suspended-until': [
    '合同 {contractNo} 的服务自 {suspendedFrom} 起暂停，到 {suspendedTo} 为止',
    '合約 {contractNo} 的服務自 {suspendedFrom} 起暫停，至 {suspendedTo} 為止',
    'service under contract {contractNo} is suspended from {suspendedFrom} to {suspendedTo}',
  ],
  terminated: [
    '合同 {contractNo} 自 {terminatedFrom} 起终止',
    '合約 {contractNo} 自 {terminatedFrom} 起終止',
    'contract {contractNo} was terminated from {terminatedFrom}',
  ],
  transferred: [
    '合同 {contractNo} 自 {transferredFrom} 起转让给另一客户',
    '合約 {contractNo} 自 {transferredFrom} 起移轉給另一客戶',
    'contract {contractNo} was transferred to another customer from {transferredFrom}',
  ],
  unpaid: [
    '合同 {contractNo} 从 {firstDay} 到 {lastOfTerm} 的服务期还有 {open} 未付',
    '合約 {contractNo} 自 {firstDay} 至 {lastOfTerm} 的服務期尚有 {open} 未付',
    '{open} are due for the term of contract {contractNo} from {firstDay} to {lastOfTerm}',
  ],
  'unpaid-unknown': [
    '合同 {contractNo} 从 {firstDay} 到 {lastOfTerm} 的服务费未付',
    '合約 {contractNo} 自 {firstDay} 至 {lastOfTerm} 的服務費未付',
    'the fee of contract {contractNo} for the term from {firstDay} to {lastOfTerm} is due',
  ],
  'needs-agreement': [
    '合同 {contractNo} 没有有效的{agreement}',
    '合約 {contractNo} 沒有有效的{agreement}',
    'contract {contractNo} has no valid {agreement}',
  ],
  'customized-module': [
    '合同 {contractNo} 的模块 {module} 是定制的，不在升级范围内',
    '合約 {contractNo} 的模組 {module} 是客製的，不在升級範圍內',
    'module {module} of contract {contractNo} is customized and not part of upgrades',
  ],
  'version-not-released': [
    '版本 {target} 到 {releaseAt} 才发布',
    '版本 {target} 至 {releaseAt} 才發布',
    'version {target} is not released before {releaseAt}',
  ],
  'version-not-announced': ['版本 {target} 没有发布', '版本 {target} 沒有發布', 'version {target} is not released'],
  'not-an-upgrade': [
    '版本 {target} 不高于合同 {contractNo} 的已装版本 {installed}',
    '版本 {target} 不高於合約 {contractNo} 的已安裝版本 {installed}',
    'version {target} is not higher than version {installed}, which is installed under contract {contractNo}',
  ],
  'other-series': [
    '合同 {contractNo} 的产品系列是 {series}，不是 {askedSeries}',
    '合約 {contractNo} 的產品系列是 {series}，不是 {askedSeries}',
    'contract {contractNo} is about the product series {series}, not {askedSeries}',
  ],
  'module-not-in-contract': [
    '合同 {contractNo} 不含模块 {module}',
    '合約 {contractNo} 不含模組 {module}',
    'contract {contractNo} has no module {module}',
  ],
  'allowance-exhausted': [
    '合同 {contractNo} 本服务期的{service}额度为 {allowed} 次，已用完',
    '合約 {contractNo} 本服務期的{service}額度為 {allowed} 次，已用完',
    'the allowance of contract {contractNo} for {service} in this term, {allowed}, is used up',
  ],
  'channel-not-offered': [
    '{service}不通过{channel}受理',
    '{service}不透過{channel}受理',
    '{service} is not offered by {channel}',
  ],
};
