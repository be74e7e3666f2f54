import type { Reason } from '../../domain/entitlement/answer.js';
import type { Three } from '../platform/http/problems/texts.js';

/** D4: why a service is denied, without the facts of the contract: a clause of a refusal. */
export const deniedTexts: Readonly<Record<Exclude<Reason, 'covered'>, Three>> = {
  'no-contract': ['名下没有合同', '名下沒有合約', 'no contract is on record'],
  'not-licensed': ['许可证失效', '授權已撤銷', 'the licence was revoked'],
  'not-started': ['服务未开始', '服務尚未開始', 'service has not started'],
  lapsed: ['服务已过期', '服務已到期', 'the last term has lapsed'],
  gap: ['处于两个服务期之间的缺口', '處於兩個服務期之間的空窗期', 'the day lies in a gap between two terms'],
  suspended: ['服务暂停', '服務暫停', 'service is suspended'],
  terminated: ['合同已终止', '合約已終止', 'the contract is terminated'],
  transferred: ['合同已转让', '合約已移轉', 'the contract was transferred'],
  unpaid: ['服务费未付', '服務費未付', 'the fee is due'],
  'needs-agreement': ['缺少有效的协议', '缺少有效的協議', 'a valid agreement is lacking'],
  'customized-module': ['模块是定制的', '模組是客製的', 'the module is customized'],
  'version-not-released': ['目标版本尚未发布', '目標版本尚未發布', 'the target version is not released'],
  'not-an-upgrade': ['目标版本不高于已装版本', '目標版本不高於已安裝版本', 'the target version is not higher'],
  'other-series': ['产品系列不同', '產品系列不同', 'the product series is another'],
  'module-not-in-contract': ['合同不含该模块', '合約不含該模組', 'the contract lacks the module'],
  'allowance-exhausted': ['额度已用完', '額度已用完', 'the allowance is used up'],
  'channel-not-offered': ['不通过此方式受理', '不透過此管道受理', 'it is not offered by this channel'],
};

/** Services that a term has an allowance of (D9). */
export const usedServiceTexts: Readonly<Record<'media' | 'health-check', Three>> = {
  media: ['介质更换', '媒體更換', 'replacement of media'],
  'health-check': ['健康检查', '健康檢查', 'health checks'],
};
