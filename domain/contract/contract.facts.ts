import type { EventFacts } from '../kernel/event-facts.js';
import type { ContractEvent } from './contract.events.js';

/** What each event of a contract means to histories, webhooks and time (T5). */
export const contractFacts: EventFacts<ContractEvent> = {
  ContractPurchased: {
    sentence: [
      '购买合同 {contractNo}（{series} {version}），购买日 {purchasedOn}，免费服务期 {firstDay} 至 {lastDay}',
      '購買合約 {contractNo}（{series} {version}），購買日 {purchasedOn}，免費服務期 {firstDay} 至 {lastDay}',
      'Contract {contractNo} ({series} {version}) was bought on {purchasedOn}; free term {firstDay} to {lastDay}',
    ],
    announced: true,
    effectiveOn: ({ purchasedOn }) => purchasedOn,
  },
  ContractRenewed: {
    sentence: [
      '续费，{signedOn} 签订，服务期 {firstDay} 至 {lastDay}',
      '續約，{signedOn} 簽訂，服務期 {firstDay} 至 {lastDay}',
      'Renewed, signed on {signedOn}; term {firstDay} to {lastDay}',
    ],
    announced: true,
    effectiveOn: ({ term }) => term.firstDay,
  },
  PaymentReceived: {
    sentence: [
      '{paidOn} 收到服务费 {amount} {currency}',
      '{paidOn} 收到服務費 {amount} {currency}',
      '{amount} {currency} were paid on {paidOn}',
    ],
    announced: true,
    effectiveOn: ({ paidOn }) => paidOn,
  },
  TermCancelled: {
    sentence: [
      '自 {from} 起取消付费服务期：{reason}',
      '自 {from} 起取消付費服務期：{reason}',
      'A paid term was cancelled from {from}: {reason}',
    ],
    announced: true,
    effectiveOn: ({ from }) => from,
  },
  ContractSuspended: {
    sentence: [
      '自 {from} 起暂停服务：{reason}',
      '自 {from} 起暫停服務：{reason}',
      'Service was suspended from {from}: {reason}',
    ],
    announced: true,
    effectiveOn: ({ from }) => from,
  },
  ContractResumed: {
    sentence: ['自 {on} 起恢复服务', '自 {on} 起恢復服務', 'Service was resumed on {on}'],
    announced: true,
    effectiveOn: ({ on }) => on,
  },
  ContractTerminated: {
    sentence: [
      '自 {from} 起终止合同：{reason}',
      '自 {from} 起終止合約：{reason}',
      'The contract was terminated from {from}: {reason}',
    ],
    announced: true,
    effectiveOn: ({ from }) => from,
  },
  ContractReinstated: {
    sentence: ['撤销终止：{reason}', '撤銷終止：{reason}', 'The termination was taken back: {reason}'],
    announced: true,
  },
  ContractTransferred: {
    sentence: [
      '自 {from} 起由 {fromCustomerId} 转让给 {toCustomerId}',
      '自 {from} 起由 {fromCustomerId} 轉讓給 {toCustomerId}',
      'Transferred from {fromCustomerId} to {toCustomerId} from {from}',
    ],
    announced: true,
    effectiveOn: ({ from }) => from,
  },
  LicenceRevoked: {
    sentence: ['许可证失效：{reason}', '授權失效：{reason}', 'The licence was revoked: {reason}'],
    announced: true,
  },
  LicenceRestored: {
    sentence: ['许可证恢复有效：{reason}', '授權恢復有效：{reason}', 'The licence was restored: {reason}'],
    announced: true,
  },
  AgreementSigned: {
    sentence: [
      '{signedOn} 签订 {kind} 协议，自 {validFrom} 起有效',
      '{signedOn} 簽訂 {kind} 協議，自 {validFrom} 起有效',
      'An agreement ({kind}) was signed on {signedOn}, valid from {validFrom}',
    ],
    announced: true,
    effectiveOn: ({ validFrom }) => validFrom,
  },
  UpgradeExercised: {
    sentence: [
      '{performedOn} 由 {fromVersion} 升级到 {targetVersion}',
      '{performedOn} 由 {fromVersion} 升級到 {targetVersion}',
      'Upgraded from {fromVersion} to {targetVersion} on {performedOn}',
    ],
    announced: true,
    effectiveOn: ({ performedOn }) => performedOn,
  },
  AllowanceUsed: {
    sentence: [
      '{on} 使用一次 {service} 额度',
      '{on} 使用一次 {service} 額度',
      'One {service} of the allowance was used on {on}',
    ],
    announced: true,
    effectiveOn: ({ on }) => on,
  },
  AllowanceGivenBack: {
    sentence: ['退回一次额度：{reason}', '退回一次額度：{reason}', 'One use of the allowance was given back: {reason}'],
    announced: true,
  },
  ContractCorrected: {
    sentence: ['更正记录：{reason}', '更正記錄：{reason}', 'The record was corrected: {reason}'],
    announced: true,
  },
  PaymentCorrected: {
    sentence: [
      '更正付款，应为 {paidOn} 的 {amount} {currency}：{reason}',
      '更正付款，應為 {paidOn} 的 {amount} {currency}：{reason}',
      'A payment was corrected to {amount} {currency} on {paidOn}: {reason}',
    ],
    announced: true,
  },
  PaymentTakenBack: {
    sentence: [
      '撤回 {paidOn} 的付款 {amount} {currency}，视为从未付款：{reason}',
      '撤回 {paidOn} 的付款 {amount} {currency}，視為從未付款：{reason}',
      'The payment of {amount} {currency} on {paidOn} was taken back, it counts as never made: {reason}',
    ],
    announced: true,
  },
  AgreementCorrected: {
    sentence: [
      '更正 {kind} 协议，{signedOn} 签订，自 {validFrom} 起有效：{reason}',
      '更正 {kind} 協議，{signedOn} 簽訂，自 {validFrom} 起有效：{reason}',
      'An agreement was corrected ({kind}, signed on {signedOn}, valid from {validFrom}): {reason}',
    ],
    announced: true,
  },
  AgreementTakenBack: {
    sentence: [
      '撤回自 {validFrom} 起有效的 {kind} 协议，视为从未签订：{reason}',
      '撤回自 {validFrom} 起有效的 {kind} 協議，視為從未簽訂：{reason}',
      'The agreement ({kind}) valid from {validFrom} was taken back, it counts as never signed: {reason}',
    ],
    announced: true,
  },
  UpgradeCorrected: {
    sentence: [
      '更正升级，应为 {performedOn} 由 {fromVersion} 升级到 {targetVersion}：{reason}',
      '更正升級，應為 {performedOn} 由 {fromVersion} 升級到 {targetVersion}：{reason}',
      'An upgrade was corrected to one from {fromVersion} to {targetVersion} on {performedOn}: {reason}',
    ],
    announced: true,
  },
  UpgradeTakenBack: {
    sentence: [
      '撤回 {performedOn} 到 {targetVersion} 的升级，视为从未升级：{reason}',
      '撤回 {performedOn} 到 {targetVersion} 的升級，視為從未升級：{reason}',
      'The upgrade to {targetVersion} on {performedOn} was taken back, it counts as never performed: {reason}',
    ],
    announced: true,
  },
  TransferCorrected: {
    sentence: [
      '更正转让，应为自 {from} 起转让给 {toCustomerId}：{reason}',
      '更正轉讓，應為自 {from} 起轉讓給 {toCustomerId}：{reason}',
      'A transfer was corrected to one to {toCustomerId} from {from}: {reason}',
    ],
    announced: true,
  },
  TransferTakenBack: {
    sentence: [
      '撤回自 {from} 起由 {fromCustomerId} 给 {toCustomerId} 的转让，视为从未转让：{reason}',
      '撤回自 {from} 起由 {fromCustomerId} 給 {toCustomerId} 的轉讓，視為從未轉讓：{reason}',
      'The transfer from {fromCustomerId} to {toCustomerId} from {from} was taken back, it counts as never made: {reason}',
    ],
    announced: true,
  },
  ContractWithdrawn: {
    sentence: [
      '撤销导入，此合同视为从未登记：{reason}',
      '撤銷匯入，此合約視為從未登記：{reason}',
      'The import was undone, this contract counts as never recorded: {reason}',
    ],
    announced: true,
  },
  Abandoned: { sentence: ['编号已由他人使用', '編號已由他人使用', 'The number went to another'], announced: false },
};
