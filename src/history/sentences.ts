import type { ContractEvent } from '../../domain/contract/contract.events.js';
import type { CustomerEvent } from '../../domain/customer/customer.events.js';
import type { MergeEvent } from '../../domain/merges/merges.events.js';
import { asOneLine } from '../../domain/kernel/spelling.js';
import type { Recorded } from '../../domain/kernel/envelope.js';
import type { Language } from '../../domain/kernel/vocabulary.js';

type TimelineEvent = ContractEvent | CustomerEvent | MergeEvent;
type Sentence = readonly [zhCN: string, zhTW: string, en: string];

/** One sentence for each event; `{name}` is a fact of the event, found at any depth. No names of persons. */
const sentences: Readonly<Record<TimelineEvent['type'], Sentence>> = {
  ContractPurchased: [
    '购买合同 {contractNo}（{series} {version}），购买日 {purchasedOn}，免费服务期 {firstDay} 至 {lastDay}',
    '購買合約 {contractNo}（{series} {version}），購買日 {purchasedOn}，免費服務期 {firstDay} 至 {lastDay}',
    'Contract {contractNo} ({series} {version}) was bought on {purchasedOn}; free term {firstDay} to {lastDay}',
  ],
  ContractRenewed: [
    '续费，{signedOn} 签订，服务期 {firstDay} 至 {lastDay}',
    '續約，{signedOn} 簽訂，服務期 {firstDay} 至 {lastDay}',
    'Renewed, signed on {signedOn}; term {firstDay} to {lastDay}',
  ],
  PaymentReceived: [
    '{paidOn} 收到服务费 {amount} {currency}',
    '{paidOn} 收到服務費 {amount} {currency}',
    '{amount} {currency} were paid on {paidOn}',
  ],
  TermCancelled: [
    '自 {from} 起取消付费服务期：{reason}',
    '自 {from} 起取消付費服務期：{reason}',
    'A paid term was cancelled from {from}: {reason}',
  ],
  ContractSuspended: [
    '自 {from} 起暂停服务：{reason}',
    '自 {from} 起暫停服務：{reason}',
    'Service was suspended from {from}: {reason}',
  ],
  ContractResumed: ['自 {on} 起恢复服务', '自 {on} 起恢復服務', 'Service was resumed on {on}'],
  ContractTerminated: [
    '自 {from} 起终止合同：{reason}',
    '自 {from} 起終止合約：{reason}',
    'The contract was terminated from {from}: {reason}',
  ],
  ContractReinstated: ['撤销终止：{reason}', '撤銷終止：{reason}', 'The termination was taken back: {reason}'],
  ContractTransferred: [
    '自 {from} 起由 {fromCustomerId} 转让给 {toCustomerId}',
    '自 {from} 起由 {fromCustomerId} 轉讓給 {toCustomerId}',
    'Transferred from {fromCustomerId} to {toCustomerId} from {from}',
  ],
  LicenceRevoked: ['许可证失效：{reason}', '授權失效：{reason}', 'The licence was revoked: {reason}'],
  LicenceRestored: ['许可证恢复有效：{reason}', '授權恢復有效：{reason}', 'The licence was restored: {reason}'],
  AgreementSigned: [
    '{signedOn} 签订 {kind} 协议，自 {validFrom} 起有效',
    '{signedOn} 簽訂 {kind} 協議，自 {validFrom} 起有效',
    'An agreement ({kind}) was signed on {signedOn}, valid from {validFrom}',
  ],
  UpgradeExercised: [
    '{performedOn} 由 {fromVersion} 升级到 {targetVersion}',
    '{performedOn} 由 {fromVersion} 升級到 {targetVersion}',
    'Upgraded from {fromVersion} to {targetVersion} on {performedOn}',
  ],
  AllowanceUsed: [
    '{on} 使用一次 {service} 额度',
    '{on} 使用一次 {service} 額度',
    'One {service} of the allowance was used on {on}',
  ],
  AllowanceGivenBack: [
    '退回一次额度：{reason}',
    '退回一次額度：{reason}',
    'One use of the allowance was given back: {reason}',
  ],
  ContractCorrected: ['更正记录：{reason}', '更正記錄：{reason}', 'The record was corrected: {reason}'],
  PaymentCorrected: [
    '更正付款，应为 {paidOn} 的 {amount} {currency}：{reason}',
    '更正付款，應為 {paidOn} 的 {amount} {currency}：{reason}',
    'A payment was corrected to {amount} {currency} on {paidOn}: {reason}',
  ],
  PaymentTakenBack: [
    '撤回 {paidOn} 的付款 {amount} {currency}，视为从未付款：{reason}',
    '撤回 {paidOn} 的付款 {amount} {currency}，視為從未付款：{reason}',
    'The payment of {amount} {currency} on {paidOn} was taken back, it counts as never made: {reason}',
  ],
  AgreementCorrected: [
    '更正 {kind} 协议，{signedOn} 签订，自 {validFrom} 起有效：{reason}',
    '更正 {kind} 協議，{signedOn} 簽訂，自 {validFrom} 起有效：{reason}',
    'An agreement was corrected ({kind}, signed on {signedOn}, valid from {validFrom}): {reason}',
  ],
  AgreementTakenBack: [
    '撤回自 {validFrom} 起有效的 {kind} 协议，视为从未签订：{reason}',
    '撤回自 {validFrom} 起有效的 {kind} 協議，視為從未簽訂：{reason}',
    'The agreement ({kind}) valid from {validFrom} was taken back, it counts as never signed: {reason}',
  ],
  UpgradeCorrected: [
    '更正升级，应为 {performedOn} 由 {fromVersion} 升级到 {targetVersion}：{reason}',
    '更正升級，應為 {performedOn} 由 {fromVersion} 升級到 {targetVersion}：{reason}',
    'An upgrade was corrected to one from {fromVersion} to {targetVersion} on {performedOn}: {reason}',
  ],
  UpgradeTakenBack: [
    '撤回 {performedOn} 到 {targetVersion} 的升级，视为从未升级：{reason}',
    '撤回 {performedOn} 到 {targetVersion} 的升級，視為從未升級：{reason}',
    'The upgrade to {targetVersion} on {performedOn} was taken back, it counts as never performed: {reason}',
  ],
  TransferCorrected: [
    '更正转让，应为自 {from} 起转让给 {toCustomerId}：{reason}',
    '更正轉讓，應為自 {from} 起轉讓給 {toCustomerId}：{reason}',
    'A transfer was corrected to one to {toCustomerId} from {from}: {reason}',
  ],
  TransferTakenBack: [
    '撤回自 {from} 起由 {fromCustomerId} 给 {toCustomerId} 的转让，视为从未转让：{reason}',
    '撤回自 {from} 起由 {fromCustomerId} 給 {toCustomerId} 的轉讓，視為從未轉讓：{reason}',
    'The transfer from {fromCustomerId} to {toCustomerId} from {from} was taken back, it counts as never ' +
      'made: {reason}',
  ],
  ContractWithdrawn: [
    '撤销导入，此合同视为从未登记：{reason}',
    '撤銷匯入，此合約視為從未登記：{reason}',
    'The import was undone, this contract counts as never recorded: {reason}',
  ],
  Abandoned: ['编号已由他人使用', '編號已由他人使用', 'The number went to another'],
  CustomerRegistered: [
    '登记客户 {name}（{code}），级别 {level}，地区 {region}',
    '登記客戶 {name}（{code}），級別 {level}，地區 {region}',
    'Customer {name} ({code}) was registered: level {level}, region {region}',
  ],
  CustomerWithdrawn: [
    '撤销导入，此客户视为从未登记：{reason}',
    '撤銷匯入，此客戶視為從未登記：{reason}',
    'The import was undone, this customer counts as never recorded: {reason}',
  ],
  CustomerRenamed: ['客户更名为 {name}', '客戶更名為 {name}', 'The customer was renamed to {name}'],
  CustomerLevelChanged: [
    '客户级别由 {from} 改为 {to}',
    '客戶級別由 {from} 改為 {to}',
    'The level changed from {from} to {to}',
  ],
  CustomerRegionChanged: [
    '客户地区由 {from} 改为 {to}',
    '客戶地區由 {from} 改為 {to}',
    'The region changed from {from} to {to}',
  ],
  CustomerManagerAssigned: ['更换客户经理', '更換客戶經理', 'The customer manager was changed'],
  ContactAdded: ['新增联系人', '新增聯絡人', 'A contact was added'],
  ContactChanged: ['修改联系人', '修改聯絡人', 'A contact was changed'],
  ContactRemoved: ['移除联系人', '移除聯絡人', 'A contact was removed'],
  CustomersMerged: [
    '客户 {absorbedId} 并入 {intoId}：{reason}',
    '客戶 {absorbedId} 併入 {intoId}：{reason}',
    'Customer {absorbedId} was merged into {intoId}: {reason}',
  ],
  CustomerMergeUndone: [
    '撤销客户 {absorbedId} 并入 {intoId}：{reason}',
    '撤銷客戶 {absorbedId} 併入 {intoId}：{reason}',
    'The merge of customer {absorbedId} into {intoId} was undone: {reason}',
  ],
  ContactErased: [
    '删除联系人的个人资料：{reason}',
    '刪除聯絡人的個人資料：{reason}',
    'The personal data of a contact was erased: {reason}',
  ],
};

const column: Readonly<Record<Language, 0 | 1 | 2>> = { 'zh-CN': 0, 'zh-TW': 1, en: 2 };

/** The sentence of an event. */
export const sentence = (event: Recorded, language: Language): string =>
  (sentences[event.type as TimelineEvent['type']]?.[column[language]] ?? event.type).replace(
    /\{(\w+)\}/g,
    (_, name: string) => asOneLine(String(factIn(event.data, name) ?? '—')),
  );

const factIn = (data: unknown, name: string): unknown => {
  if (typeof data !== 'object' || data === null || 'subject' in data) return undefined;
  const own = (data as Record<string, unknown>)[name];
  if (own !== undefined && own !== null && typeof own !== 'object') return own;
  for (const value of Object.values(data)) {
    const found = factIn(value, name);
    if (found !== undefined) return found;
  }
  return undefined;
};
