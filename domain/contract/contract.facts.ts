import type { EventFacts } from '../kernel/event-facts.js';
import type { ContractEvent } from './contract.events.js';

/** What each event of a contract means to histories, webhooks and time (T5). */
export const contractFacts: EventFacts<ContractEvent> = {
  ContractPurchased: {
    sentence: [
      '购买合同 {contract}（{series} {version}），购买日为 {purchasedOn}，免费期从 {firstDay} 到 {lastDay}',
      '購買合約 {contract}（{series} {version}），購買日為 {purchasedOn}，免費期自 {firstDay} 至 {lastDay}',
      'Contract {contract} ({series} {version}) was bought on {purchasedOn}; free term {firstDay} to {lastDay}',
    ],
    announced: true,
    effectiveOn: ({ purchasedOn }) => purchasedOn,
  },
  ContractRenewed: {
    sentence: [
      '合同 {contract} 续费，{signedOn} 签订，服务期从 {firstDay} 到 {lastDay}',
      '合約 {contract} 續約，{signedOn} 簽訂，服務期自 {firstDay} 至 {lastDay}',
      'Contract {contract} was renewed, signed on {signedOn}; term {firstDay} to {lastDay}',
    ],
    announced: true,
    effectiveOn: ({ term }) => term.firstDay,
  },
  PaymentReceived: {
    sentence: [
      '合同 {contract} 在 {paidOn} 收到服务费 {amount}',
      '合約 {contract} 於 {paidOn} 收到服務費 {amount}',
      '{amount} were paid for contract {contract} on {paidOn}',
    ],
    announced: true,
    effectiveOn: ({ paidOn }) => paidOn,
  },
  TermCancelled: {
    sentence: [
      '合同 {contract} 的付费期自 {from} 起取消',
      '合約 {contract} 的付費期自 {from} 起取消',
      'A paid term of contract {contract} was cancelled from {from}',
    ],
    announced: true,
    effectiveOn: ({ from }) => from,
  },
  ContractSuspended: {
    sentence: [
      '合同 {contract} 的服务自 {from} 起暂停',
      '合約 {contract} 的服務自 {from} 起暫停',
      'Service under contract {contract} was suspended from {from}',
    ],
    announced: true,
    effectiveOn: ({ from }) => from,
  },
  ContractResumed: {
    sentence: [
      '合同 {contract} 的服务自 {on} 起恢复',
      '合約 {contract} 的服務自 {on} 起恢復',
      'Service under contract {contract} was resumed on {on}',
    ],
    announced: true,
    effectiveOn: ({ on }) => on,
  },
  ContractTerminated: {
    sentence: [
      '合同 {contract} 自 {from} 起终止',
      '合約 {contract} 自 {from} 起終止',
      'Contract {contract} was terminated from {from}',
    ],
    announced: true,
    effectiveOn: ({ from }) => from,
  },
  ContractReinstated: {
    sentence: [
      '撤销合同 {contract} 的终止',
      '撤銷合約 {contract} 的終止',
      'The termination of contract {contract} was taken back',
    ],
    announced: true,
  },
  ContractTransferred: {
    sentence: [
      '合同 {contract} 自 {from} 起由 {fromCustomerId} 转让给 {toCustomerId}',
      '合約 {contract} 自 {from} 起由 {fromCustomerId} 移轉給 {toCustomerId}',
      'Contract {contract} was transferred from {fromCustomerId} to {toCustomerId} from {from}',
    ],
    announced: true,
    effectiveOn: ({ from }) => from,
  },
  LicenceRevoked: {
    sentence: [
      '合同 {contract} 的许可证失效',
      '合約 {contract} 的授權已撤銷',
      'The licence of contract {contract} was revoked',
    ],
    announced: true,
  },
  LicenceRestored: {
    sentence: [
      '合同 {contract} 的许可证恢复有效',
      '合約 {contract} 的授權恢復有效',
      'The licence of contract {contract} was restored',
    ],
    announced: true,
  },
  AgreementSigned: {
    sentence: [
      '合同 {contract} 在 {signedOn} 签订{kind}，自 {validFrom} 起有效',
      '合約 {contract} 於 {signedOn} 簽訂{kind}，自 {validFrom} 起有效',
      'An {kind} was signed for contract {contract} on {signedOn}, valid from {validFrom}',
    ],
    announced: true,
    effectiveOn: ({ validFrom }) => validFrom,
  },
  UpgradeExercised: {
    sentence: [
      '合同 {contract} 在 {performedOn} 由 {fromVersion} 升级到 {targetVersion}',
      '合約 {contract} 於 {performedOn} 由 {fromVersion} 升級至 {targetVersion}',
      'Contract {contract} was upgraded from {fromVersion} to {targetVersion} on {performedOn}',
    ],
    announced: true,
    effectiveOn: ({ performedOn }) => performedOn,
  },
  AllowanceUsed: {
    sentence: [
      '合同 {contract} 在 {on} 使用一次{service}额度',
      '合約 {contract} 於 {on} 使用一次{service}額度',
      'One {service} of the allowance of contract {contract} was used on {on}',
    ],
    announced: true,
    effectiveOn: ({ on }) => on,
  },
  AllowanceGivenBack: {
    sentence: [
      '退回合同 {contract} 的一次额度',
      '退回合約 {contract} 的一次額度',
      'One use of the allowance of contract {contract} was given back',
    ],
    announced: true,
  },
  ContractCorrected: {
    sentence: ['更正合同 {contract}', '更正合約 {contract}', 'Contract {contract} was corrected'],
    announced: true,
  },
  PaymentCorrected: {
    sentence: [
      '更正合同 {contract} 的付款，应为 {paidOn} 的 {amount}',
      '更正合約 {contract} 的付款，應為 {paidOn} 的 {amount}',
      'A payment for contract {contract} was corrected to {amount} on {paidOn}',
    ],
    announced: true,
  },
  PaymentTakenBack: {
    sentence: [
      '撤回合同 {contract} 在 {paidOn} 的付款 {amount}，视为从未付款',
      '撤回合約 {contract} 於 {paidOn} 的付款 {amount}，視為從未付款',
      'The payment of {amount} for contract {contract} on {paidOn} was taken back, it counts as never made',
    ],
    announced: true,
  },
  AgreementCorrected: {
    sentence: [
      '更正合同 {contract} 的{kind}，应为 {signedOn} 签订，自 {validFrom} 起有效',
      '更正合約 {contract} 的{kind}，應為 {signedOn} 簽訂，自 {validFrom} 起有效',
      'An {kind} for contract {contract} was corrected: signed on {signedOn}, valid from {validFrom}',
    ],
    announced: true,
  },
  AgreementTakenBack: {
    sentence: [
      '撤回合同 {contract} 自 {validFrom} 起有效的{kind}，视为从未签订',
      '撤回合約 {contract} 自 {validFrom} 起有效的{kind}，視為從未簽訂',
      'An {kind} for contract {contract} valid from {validFrom} was taken back, it counts as never signed',
    ],
    announced: true,
  },
  UpgradeCorrected: {
    sentence: [
      '更正合同 {contract} 的升级，应为 {performedOn} 由 {fromVersion} 升级到 {targetVersion}',
      '更正合約 {contract} 的升級，應為 {performedOn} 由 {fromVersion} 升級至 {targetVersion}',
      'An upgrade of contract {contract} was corrected to one from {fromVersion} to {targetVersion} on {performedOn}',
    ],
    announced: true,
  },
  UpgradeTakenBack: {
    sentence: [
      '撤回合同 {contract} 在 {performedOn} 到 {targetVersion} 的升级，视为从未升级',
      '撤回合約 {contract} 於 {performedOn} 至 {targetVersion} 的升級，視為從未升級',
      'The upgrade of contract {contract} to {targetVersion} on {performedOn} was taken back, it counts as never performed',
    ],
    announced: true,
  },
  TransferCorrected: {
    sentence: [
      '更正合同 {contract} 的转让，应为自 {from} 起转让给 {toCustomerId}',
      '更正合約 {contract} 的移轉，應為自 {from} 起移轉給 {toCustomerId}',
      'A transfer of contract {contract} was corrected to one to {toCustomerId} from {from}',
    ],
    announced: true,
  },
  TransferTakenBack: {
    sentence: [
      '撤回合同 {contract} 自 {from} 起由 {fromCustomerId} 给 {toCustomerId} 的转让，视为从未转让',
      '撤回合約 {contract} 自 {from} 起由 {fromCustomerId} 給 {toCustomerId} 的移轉，視為從未移轉',
      'The transfer of contract {contract} from {fromCustomerId} to {toCustomerId} from {from} was taken back, it counts as never made',
    ],
    announced: true,
  },
  ContractWithdrawn: {
    sentence: [
      '撤销导入，合同 {contract} 视为从未登记',
      '復原匯入，合約 {contract} 視為從未登記',
      'The import was undone, contract {contract} counts as never recorded',
    ],
    announced: true,
  },
  Abandoned: {
    sentence: ['编号已用于另一条记录', '編號已用於另一筆記錄', 'The number went to another record'],
    announced: false,
  },
};
