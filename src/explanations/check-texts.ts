import type { CheckName } from '../../domain/entitlement/answer.js';
import type { Three } from '../platform/http/problems/texts.js';

/** Checks that pass in more than one way. */
export type PassedVariant =
  'fee-not-owed' | 'fee-due-but-granted' | 'module-not-named' | 'allowance-unlimited' | 'same-major';

/** D2: what a check found where it passed; where it failed, the text of its reason is used. */
export const passedTexts: Readonly<Record<CheckName | PassedVariant, Three>> = {
  owner: [
    '合同 {contractNo} 属于该客户',
    '合約 {contractNo} 屬於該客戶',
    'Contract {contractNo} belongs to the customer',
  ],
  series: ['产品系列是 {series}', '產品系列是 {series}', 'The product series is {series}'],
  'licence-valid': ['许可证有效', '授權有效', 'The licence is valid'],
  started: ['服务已自 {began} 起开始', '服務已自 {began} 起開始', 'Service began on {began}'],
  'not-terminated': ['合同未终止', '合約未終止', 'The contract is not terminated'],
  'not-suspended': ['服务未暂停', '服務未暫停', 'Service is not suspended'],
  'in-term': [
    '在服务期内：{termKind}从 {firstDay} 到 {lastOfTerm}，含当日',
    '在服務期內：{termKind}自 {firstDay} 至 {lastOfTerm}，含當日',
    'Within a term: the {termKind} from {firstDay} to {lastOfTerm}',
  ],
  'fee-paid': ['本服务期的服务费已付', '本服務期的服務費已付', 'The fee of this term is paid'],
  'fee-not-owed': ['此时没有未付的服务费', '此時沒有未付的服務費', 'No fee is due at that time'],
  'fee-due-but-granted': [
    '服务费未付，服务政策允许先行服务',
    '服務費未付，服務政策允許先行服務',
    'The fee is due; the service policy grants service meanwhile',
  ],
  'channel-offered': [
    '{service}可以通过{channel}受理',
    '{service}可透過{channel}受理',
    '{service} is offered by {channel}',
  ],
  'requirement-agreed': ['需求协议有效', '需求協議有效', 'The agreement on requirements is valid'],
  'onsite-agreed': ['上门协议有效', '到場服務協議有效', 'The agreement on service on site is valid'],
  'target-series': [
    '目标版本属于产品系列 {series}',
    '目標版本屬於產品系列 {series}',
    'The target version is of the product series {series}',
  ],
  'target-released': [
    '版本 {target} 已于 {releaseAt} 发布',
    '版本 {target} 已於 {releaseAt} 發布',
    'Version {target} was released on {releaseAt}',
  ],
  'target-newer': [
    '版本 {target} 高于已装版本 {installed}',
    '版本 {target} 高於已安裝版本 {installed}',
    'Version {target} is higher than the installed version {installed}',
  ],
  'major-agreed': [
    '升级到新的大版本，条件已具备',
    '升級到新的大版本，條件已具備',
    'What the new major version requires is agreed',
  ],
  'same-major': [
    '升级不跨大版本，不需要协议',
    '升級不跨大版本，不需要協議',
    'The upgrade stays within the major version and needs no agreement',
  ],
  'module-standard': ['模块 {module} 不是定制的', '模組 {module} 不是客製的', 'Module {module} is not customized'],
  'module-not-named': ['未涉及定制模块', '未涉及客製模組', 'No customized module is concerned'],
  'allowance-left': [
    '{service}额度 {allowed} 次，已用 {used} 次',
    '{service}額度 {allowed} 次，已用 {used} 次',
    'Of the allowance for {service}, {allowed}, {used} are used',
  ],
  'allowance-unlimited': ['{service}没有次数限制', '{service}沒有次數限制', 'No allowance limits {service}'],
};
