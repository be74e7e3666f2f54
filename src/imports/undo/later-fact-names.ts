import type { ContractEvent } from '../../../domain/contract/contract.events.js';
import type { CustomerEvent } from '../../../domain/customer/customer.events.js';
import type { MergeEvent } from '../../../domain/merges/merges.events.js';
import type { RequestEvent } from '../../../domain/request/request.events.js';
import type { Three } from '../../platform/http/problems/texts.js';

type OfRequests = Extract<RequestEvent, { type: 'RequestRegistered' | 'RequestDecided' | 'VisitRequested' }>;
export type LaterType = (ContractEvent | CustomerEvent | MergeEvent | OfRequests)['type'];

/** What was recorded, as a noun in zh-CN, zh-TW and en. */
export const laterFactNames: Readonly<Record<LaterType, Three>> = {
  ContractPurchased: ['购买', '購買', 'purchase'],
  ContractRenewed: ['续费', '續約', 'renewal'],
  PaymentReceived: ['付款', '付款', 'payment'],
  TermCancelled: ['服务期取消', '服務期取消', 'cancellation of a term'],
  ContractSuspended: ['暂停', '暫停', 'suspension'],
  ContractResumed: ['恢复', '恢復', 'resumption'],
  ContractTerminated: ['终止', '終止', 'termination'],
  ContractReinstated: ['撤销终止', '撤銷終止', 'reinstatement'],
  ContractTransferred: ['转让', '移轉', 'transfer'],
  LicenceRevoked: ['许可证失效', '授權撤銷', 'revocation of the licence'],
  LicenceRestored: ['许可证恢复', '授權恢復', 'restoration of the licence'],
  AgreementSigned: ['协议签订', '協議簽訂', 'signing of an agreement'],
  UpgradeExercised: ['升级', '升級', 'upgrade'],
  AllowanceUsed: ['额度使用', '額度使用', 'use of an allowance'],
  AllowanceGivenBack: ['额度退回', '額度退回', 'return of an allowance'],
  ContractCorrected: ['合同更正', '合約更正', 'correction of the contract'],
  PaymentCorrected: ['付款更正', '付款更正', 'correction of a payment'],
  PaymentTakenBack: ['付款撤回', '付款撤回', 'withdrawal of a payment'],
  AgreementCorrected: ['协议更正', '協議更正', 'correction of an agreement'],
  AgreementTakenBack: ['协议撤回', '協議撤回', 'withdrawal of an agreement'],
  UpgradeCorrected: ['升级更正', '升級更正', 'correction of an upgrade'],
  UpgradeTakenBack: ['升级撤回', '升級撤回', 'withdrawal of an upgrade'],
  TransferCorrected: ['转让更正', '移轉更正', 'correction of a transfer'],
  TransferTakenBack: ['转让撤回', '移轉撤回', 'withdrawal of a transfer'],
  ContractWithdrawn: ['合同撤回', '合約撤回', 'withdrawal of the contract'],
  CustomerRegistered: ['客户登记', '客戶登記', 'registration of the customer'],
  CustomerRenamed: ['客户更名', '客戶更名', 'change of name'],
  CustomerLevelChanged: ['客户级别变更', '客戶等級變更', 'change of level'],
  CustomerRegionChanged: ['客户地区变更', '客戶地區變更', 'change of region'],
  CustomerManagerAssigned: ['客户经理变更', '客戶經理變更', 'change of the customer manager'],
  ContactAdded: ['联系人新增', '聯絡人新增', 'new contact'],
  ContactChanged: ['联系人变更', '聯絡人變更', 'change of a contact'],
  ContactRemoved: ['联系人移除', '聯絡人移除', 'removal of a contact'],
  TopicsChanged: ['联系人通知主题变更', '聯絡人通知主題變更', 'change of the topics that a contact is written about'],
  AddressFailed: ['邮件地址停用', '電子郵件地址停用', 'mail address that failed'],
  ContactErased: ['个人资料清除', '個人資料清除', 'erasure of a person'],
  CustomerWithdrawn: ['客户撤回', '客戶撤回', 'withdrawal of the customer'],
  CustomersMerged: ['客户合并', '客戶合併', 'merge of customers'],
  CustomerMergeUndone: ['客户合并撤销', '客戶合併撤銷', 'undoing of a merge'],
  RequestRegistered: ['服务请求', '服務案件', 'request'],
  RequestDecided: ['服务请求的重新判定', '服務案件的重新判定', 'decision about a request that was asked again'],
  VisitRequested: ['上门', '到場', 'visit'],
  Abandoned: ['放弃的登记', '放棄的登記', 'abandoned record'],
};
