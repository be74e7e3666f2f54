import type { ConditionCode, Outcome, Remedy } from '../../domain/entitlement/answer.js';
import type { Three } from '../platform/http/problems/texts.js';

/** One line for staff. */
export const headlines: Readonly<Record<Outcome, Three>> = {
  granted: ['可以为{customer}提供{service}', '可為{customer}提供{service}', 'Granted: {service} for {customer}'],
  'granted-with-conditions': [
    '有条件可以为{customer}提供{service}',
    '可有條件為{customer}提供{service}',
    'Granted with conditions: {service} for {customer}',
  ],
  denied: [
    '不能为{customer}提供{service}：{because}',
    '無法為{customer}提供{service}：{because}',
    'Denied: {service} for {customer}, since {because}',
  ],
};

/** The first sentence for the customer. `outside-terms`: a grant that no term carries (care). */
export const openings: Readonly<Record<'granted' | 'outside-terms' | 'denied', Three>> = {
  granted: [
    '您的合同 {contractNo} 在服务期内，到期日为 {lastOfTerm}，我们可以为您提供{service}。',
    '您的合約 {contractNo} 在服務期內，到期日為 {lastOfTerm}，我們可為您提供{service}。',
    'Your contract {contractNo} is within its term, which lasts to {lastOfTerm}: you are entitled to {service}.',
  ],
  'outside-terms': [
    '您的合同 {contractNo} 的许可证有效，我们可以为您提供{service}。',
    '您的合約 {contractNo} 的授權有效，我們可為您提供{service}。',
    'The licence of your contract {contractNo} is valid: you are entitled to {service}.',
  ],
  denied: [
    '很抱歉，我们不能为您提供{service}，原因是：{because}。',
    '很抱歉，我們無法為您提供{service}，原因是：{because}。',
    'We are sorry that we cannot provide {service}: {because}.',
  ],
};

export const noteThat: Three = ['请注意：{conditions}。', '請注意：{conditions}。', 'Please note: {conditions}.'];

/** D5: each condition as a clause for the customer. */
export const conditionClauses: Readonly<Record<ConditionCode | 'fee-unpaid-unknown', Three>> = {
  'backup-required': [
    '开始处理前，请您先确认已做好备份',
    '開始處理前，請您先確認已完成備份',
    'before work begins, please confirm that a backup was made',
  ],
  'travel-cost-on-customer': ['差旅费由您承担', '差旅費由您負擔', 'you pay the travel costs'],
  'paid-service': [
    '本项服务另行收费，您接受报价后安排',
    '本項服務另行收費，您接受報價後安排',
    'this service is charged for and arranged once you accept the quotation',
  ],
  'outside-service-hours': [
    '此时不在服务时间内，{opensAt} 开始服务，紧急情况请拨打 {emergency}',
    '此時不在服務時間內，{opensAt} 開始服務，緊急情況請撥打 {emergency}',
    'this is outside service hours, service opens at {opensAt}, in an emergency call {emergency}',
  ],
  'needs-estimate': ['开工前须先做工作量评估', '開工前須先做工時評估', 'the effort is estimated before work begins'],
  'fee-unpaid': [
    '本服务期的服务费还有 {open} 未付',
    '本服務期的服務費尚有 {open} 未付',
    '{open} of the fee of this term are due',
  ],
  'fee-unpaid-unknown': ['本服务期的服务费未付', '本服務期的服務費未付', 'the fee of this term is due'],
};

/** K4, K5. */
export const promiseTexts: Readonly<Record<'respond' | 'arrive' | 'provisional' | 'region', Three>> = {
  respond: ['我们在 {respondBy} 之前应答。', '我們在 {respondBy} 之前回覆。', 'We will respond by {respondBy}.'],
  arrive: [
    '我们在 {respondBy} 之前应答，在 {arriveBy} 之前到达现场。',
    '我們在 {respondBy} 之前回覆，在 {arriveBy} 之前到達現場。',
    'We will respond by {respondBy} and be on site by {arriveBy}.',
  ],
  provisional: [
    '时限所在年份的节假日尚未公布，时限可能变动。',
    '時限所在年份的節假日尚未公布，時限可能變動。',
    'The holidays of that year are not announced yet, so these times may move.',
  ],
  region: [
    '客户地区未知，按较长的到场时限承诺。',
    '客戶地區未知，按較長的到場時限承諾。',
    'The region is not known, so the longer time of arrival is promised.',
  ],
};

/** D6: what would turn the denial into a grant, for staff. `pay`: what `contact-sales` means for a fee that is due. */
export const remedyTexts: Readonly<Record<Remedy | 'pay' | 'pay-unknown' | 'reinstate', Three>> = {
  renew: ['为合同 {contractNo} 办理续费。', '為合約 {contractNo} 辦理續約。', 'Renew contract {contractNo}.'],
  'sign-agreement': [
    '为合同 {contractNo} 签订{agreement}。',
    '為合約 {contractNo} 簽訂{agreement}。',
    'Sign the {agreement} for contract {contractNo}.',
  ],
  resume: [
    '恢复合同 {contractNo} 的服务。',
    '恢復合約 {contractNo} 的服務。',
    'Resume service under contract {contractNo}.',
  ],
  'restore-licence': [
    '恢复合同 {contractNo} 的许可证。',
    '恢復合約 {contractNo} 的授權。',
    'Restore the licence of contract {contractNo}.',
  ],
  'contact-sales': ['请与客户经理联系。', '請與客戶經理聯絡。', 'Contact the customer manager.'],
  pay: [
    '合同 {contractNo} 收到 {open} 后登记付款。',
    '合約 {contractNo} 收到 {open} 後登記付款。',
    'Once {open} are received for contract {contractNo}, record the payment.',
  ],
  'pay-unknown': [
    '合同 {contractNo} 收到服务费后登记付款。',
    '合約 {contractNo} 收到服務費後登記付款。',
    'Once the fee of contract {contractNo} is received, record the payment.',
  ],
  reinstate: [
    '请与客户经理联系；终止有误时撤销终止。',
    '請與客戶經理聯絡；終止有誤時撤銷終止。',
    'Contact the customer manager; a termination made in error can be undone.',
  ],
};

/** The same for the customer: the last sentence that is read out. */
export const remediesForCustomer: Readonly<Record<Remedy | 'pay', Three>> = {
  renew: ['办理续费后即可服务。', '辦理續約後即可提供服務。', 'Once the contract is renewed, service goes on.'],
  'sign-agreement': [
    '签订{agreement}后即可服务。',
    '簽訂{agreement}後即可提供服務。',
    'Once the {agreement} is signed, service can be provided.',
  ],
  resume: ['服务恢复后即可继续。', '服務恢復後即可繼續。', 'Once service is resumed, you are served again.'],
  'restore-licence': [
    '许可证恢复后即可服务。',
    '授權恢復後即可提供服務。',
    'Once the licence is restored, you are served again.',
  ],
  'contact-sales': ['请您与客户经理联系。', '請您與客戶經理聯絡。', 'Please contact your customer manager.'],
  pay: ['服务费付清后即可服务。', '服務費付清後即可提供服務。', 'Once the fee is paid, service can be provided.'],
};

/** Facts behind the answer, one sentence each, for staff. */
export const factTexts = {
  asked: ['询问的时间是 {at}。', '詢問的時間是 {at}。', 'The question is about {at}.'],
  knownAt: ['按 {knownAt} 所知回答。', '依 {knownAt} 所知回答。', 'The answer is as known on {knownAt}.'],
  customer: [
    '客户 {customer}，客户编号 {customerCode}，级别：{level}，地区：{region}。',
    '客戶 {customer}，客戶編號 {customerCode}，等級：{level}，地區：{region}。',
    'Customer {customer}, number {customerCode}, level {level}, region: {region}.',
  ],
  contract: [
    '合同 {contractNo}，产品系列 {series}，已装版本 {installed}，{purchasedOn} 购买。',
    '合約 {contractNo}，產品系列 {series}，已安裝版本 {installed}，{purchasedOn} 購買。',
    'Contract {contractNo}, product series {series}, installed version {installed}, bought on {purchasedOn}.',
  ],
  term: [
    '{termKind}从 {firstDay} 到 {lastOfTerm}，含当日。',
    '{termKind}自 {firstDay} 至 {lastOfTerm}，含當日。',
    'The {termKind} lasts from {firstDay} to {lastOfTerm}.',
  ],
  nextTerm: [
    '下一服务期从 {nextFirstDay} 到 {nextLastDay}，含当日。',
    '下一服務期自 {nextFirstDay} 至 {nextLastDay}，含當日。',
    'The next term lasts from {nextFirstDay} to {nextLastDay}.',
  ],
  unpaid: [
    '从 {firstDay} 到 {lastOfTerm} 的服务期还有 {open} 未付。',
    '自 {firstDay} 至 {lastOfTerm} 的服務期尚有 {open} 未付。',
    'For the term from {firstDay} to {lastOfTerm}, {open} are due.',
  ],
  promise: [
    '优先级 {priority}，应答时限为 {respondBy}。',
    '優先順序 {priority}，回覆時限為 {respondBy}。',
    'Priority {priority}, respond by {respondBy}.',
  ],
  arrival: ['到场时限为 {arriveBy}。', '到場時限為 {arriveBy}。', 'Arrive by {arriveBy}.'],
  nextChange: [
    '如无新的记录，到 {nextChangeAt} 这一结论会变。',
    '如無新的記錄，至 {nextChangeAt} 此結論會變。',
    'Unless something new is recorded, this changes at {nextChangeAt}.',
  ],
  policy: [
    '按服务政策第 {policyVersion} 版判断。',
    '依服務政策第 {policyVersion} 版判斷。',
    'Judged by version {policyVersion} of the service policy.',
  ],
} as const satisfies Readonly<Record<string, Three>>;

/** A contract that was considered. */
export const consideredTexts: Readonly<Record<Outcome, Three>> = {
  granted: ['可以服务。', '可提供服務。', 'Granted.'],
  'granted-with-conditions': ['有条件可以。', '有條件提供。', 'Granted with conditions.'],
  denied: ['不能服务：{because}。', '無法提供服務：{because}。', 'Denied, since {because}.'],
};
