import type { CheckName, Reason, Remedy } from '../../domain/entitlement/answer.js';
import { outcomeNames } from '../explanations/explanations.port.js';
import { textsByCode } from './texts.js';

/** The codes of an answer about entitlements in words. */
export const outcomeTexts = textsByCode(outcomeNames);

export const reasonTexts = textsByCode<Reason>({
  covered: ['在服务范围内', '在服務範圍內', 'covered'],
  'no-contract': ['没有合同', '沒有合約', 'no contract'],
  'not-licensed': ['许可证失效', '授權已撤銷', 'licence revoked'],
  'not-started': ['服务未开始', '服務尚未開始', 'not started'],
  lapsed: ['已过期', '已到期', 'lapsed'],
  gap: ['处于缺口', '處於空窗期', 'in a gap between terms'],
  suspended: ['服务暂停中', '服務暫停中', 'suspended'],
  terminated: ['合同已终止', '合約已終止', 'terminated'],
  transferred: ['合同已转让', '合約已移轉', 'transferred away'],
  unpaid: ['服务费未付', '服務費未付', 'fee not paid'],
  'needs-agreement': ['需另签协议', '需另簽協議', 'needs an agreement'],
  'customized-module': ['定制模块不在升级之列', '客製模組不在升級之列', 'customized module'],
  'version-not-released': ['该版本尚未发布', '該版本尚未發布', 'version not released'],
  'not-an-upgrade': ['不是升级', '不是升級', 'not an upgrade'],
  'other-series': ['属其他产品系列', '屬其他產品系列', 'other product series'],
  'module-not-in-contract': ['模块不在此合同内', '模組不在此合約內', 'module not in the contract'],
  'allowance-exhausted': ['额度已用完', '額度已用完', 'allowance used up'],
  'channel-not-offered': ['不通过此方式受理', '不透過此管道受理', 'channel not offered'],
});

export const checkTexts = textsByCode<CheckName>({
  owner: ['合同归属', '合約歸屬', 'owner'],
  series: ['产品系列', '產品系列', 'product series'],
  'licence-valid': ['许可证有效', '授權有效', 'licence valid'],
  started: ['服务期已开始', '服務期已開始', 'started'],
  'not-terminated': ['未终止', '未終止', 'not terminated'],
  'not-suspended': ['未暂停', '未暫停', 'not suspended'],
  'in-term': ['在服务期内', '在服務期內', 'in term'],
  'fee-paid': ['服务费已付', '服務費已付', 'fee paid'],
  'channel-offered': ['受理方式可用', '受理管道可用', 'channel offered'],
  'requirement-agreed': ['已签需求协议', '已簽需求協議', 'requirement agreed'],
  'onsite-agreed': ['已签上门协议', '已簽到場服務協議', 'on-site agreed'],
  'target-series': ['目标版本同系列', '目標版本同系列', 'target of the series'],
  'target-released': ['目标版本已发布', '目標版本已發布', 'target released'],
  'target-newer': ['目标版本更新', '目標版本更新', 'target newer'],
  'major-agreed': ['已签大版本升级协议', '已簽大版本升級協議', 'major upgrade agreed'],
  'module-standard': ['非定制模块', '非客製模組', 'standard module'],
  'allowance-left': ['额度有余', '額度有餘', 'allowance left'],
});

export const remedyTexts = textsByCode<Remedy>({
  renew: ['续费', '續約', 'renew'],
  resume: ['恢复服务', '恢復服務', 'resume'],
  'restore-licence': ['恢复许可证', '恢復授權', 'restore the licence'],
  'sign-agreement': ['签订协议', '簽訂協議', 'sign the agreement'],
  'contact-sales': ['联系客户经理', '聯絡客戶經理', 'contact sales'],
});
