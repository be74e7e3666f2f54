import type { MailTexts } from '../mail-text.js';

const greeting = '{recipientName}，您好：';
const questions = '如有疑问，请直接回复此邮件，或致电 {hotline}。';
const requestFacts = [
  ['服务请求', '{requestNo}'],
  ['标题', '{title}'],
] as const;
const requestOfCustomer = [['客户', '{customerName}'], ...requestFacts] as const;
const contractFacts = [
  ['合同号', '{contractNo}'],
  ['产品', '{productName}'],
  ['到期日（含当日）', '{lastDay}'],
] as const;
const contractOfCustomer = [['客户', '{customerName}'], ...contractFacts] as const;
const manager = ['客户经理', '{managerName}'] as const;
const daysLeft = ['剩余天数', '{daysLeft} 天'] as const;

/** zh-CN. */
export const simplified: MailTexts = {
  'renewal-reminder': {
    subject: '合同 {contractNo} 的服务期将于 {lastDay} 到期',
    opening: [
      greeting,
      '贵公司下列合同的服务期即将到期。到期日当日仍可使用服务；在到期日之前（含当日）续费，服务期前后衔接，没有缺口。',
    ],
    facts: [...contractFacts, daysLeft, manager],
    closing: ['办理续费，请联系客户经理 {managerName}，或致电 {hotline}。', '如已办理续费，无需再做处理。'],
  },
  'renewal-reminder-staff': {
    subject: '{customerName}：合同 {contractNo} 将于 {lastDay} 到期',
    opening: ['下列合同的服务期即将到期，尚未续费。客户方接收通知的联系人会收到同样的提醒。'],
    facts: [...contractOfCustomer, daysLeft, manager],
    closing: ['请与客户确认是否续费，并将续费记入服务台账。'],
  },
  'lapse-notice': {
    subject: '合同 {contractNo} 的服务期已于 {lastDay} 到期',
    opening: [greeting, '贵公司下列合同的服务期已经到期，目前没有后续服务期。到期日之后受理的服务请求不在服务期内。'],
    facts: [...contractFacts, manager],
    closing: ['如需恢复服务，请联系客户经理 {managerName}，或致电 {hotline} 办理续费。'],
  },
  'lapse-notice-staff': {
    subject: '{customerName}：合同 {contractNo} 已于 {lastDay} 到期，未续费',
    opening: ['下列合同的服务期已经到期，没有后续服务期。客户方接收通知的联系人会收到同样的通知。'],
    facts: [...contractOfCustomer, manager],
    closing: ['请与客户确认：续费、终止，或另行约定。'],
  },
  'address-failed-staff': {
    subject: '{customerName}：一个邮箱无法送达',
    opening: ['寄往下列客户一个邮箱的邮件连续被永久退回。在邮箱更改之前，不再寄往该邮箱。'],
    facts: [
      ['客户', '{customerName}'],
      ['联系人', '{contactName}'],
      ['角色', '{contactRole}'],
      ['客户经理', '{managerName}'],
      ['退信状态', '{code}'],
    ],
    closing: ['请核实正确的邮箱，并在服务台账中更正。'],
  },
  'request-received': {
    subject: '已受理：{title}（{requestNo}）',
    opening: [greeting, '您的服务请求已登记，处理进展会以邮件告知您。'],
    facts: [...requestFacts, ['提出时间', '{receivedAt}'], ['应答时限', '{respondBy}'], ['到场时限', '{arriveBy}']],
    closing: ['如需补充说明，请直接回复此邮件，或致电 {hotline} 并报上编号 {requestNo}。'],
  },
  'request-waiting': {
    subject: '需要您的答复：{title}（{requestNo}）',
    opening: [greeting, '您的服务请求需要您答复下面的问题后才能继续处理。等待期间，服务时限暂停计算。'],
    facts: [...requestFacts, ['需要您答复', '{question}'], ['约定时间', '{until}']],
    closing: ['请直接回复此邮件，或致电 {hotline} 并报上编号 {requestNo}。'],
  },
  'request-resolved': {
    subject: '请确认处理结果：{title}（{requestNo}）',
    opening: [greeting, '您的服务请求已有处理结果，请您确认。'],
    facts: [...requestFacts, ['处理结果', '{resolution}'], ['处理时间', '{resolvedAt}']],
    action: { label: '确认结果，或重新打开', link: '{resolutionPage}' },
    closing: [
      '如到 {closesAt} 未收到您的答复，此服务请求将按已解决关闭。关闭后问题如再出现，仍可重新打开。',
      questions,
    ],
  },
  'wait-reminder': {
    subject: '仍在等待您的答复：{title}（{requestNo}）',
    opening: [greeting, '您的服务请求自 {waitingSince} 起等待您的答复，收到后我们继续处理。'],
    facts: [...requestFacts, ['需要您答复', '{question}']],
    closing: ['请直接回复此邮件，或致电 {hotline} 并报上编号 {requestNo}。'],
  },
  'wait-unanswered': {
    subject: '客户两次提醒后仍未答复：{title}（{requestNo}）',
    opening: ['下列服务请求自 {waitingSince} 起等待客户答复，已提醒两次，仍无答复。系统不会自行关闭。'],
    facts: [...requestOfCustomer, ['问题', '{question}']],
    closing: ['请电话联系客户，或决定如何继续处理。'],
  },
  'promise-at-risk': {
    subject: '{promise} 时限将至：{title}（{requestNo}）',
    opening: ['下列服务请求的 {promise} 时限为 {dueAt}，大部分时间已用去。'],
    facts: [...requestOfCustomer, ['优先级', '{priority}'], ['时限', '{dueAt}']],
    closing: ['请在时限之前处理。'],
  },
  'promise-broken': {
    subject: '{promise} 超时：{title}（{requestNo}）',
    opening: ['下列服务请求未能在 {dueAt} 之前 {promise}。'],
    facts: [...requestOfCustomer, ['优先级', '{priority}'], ['时限', '{dueAt}']],
    closing: ['请立即处理，并与客户联系。如已按时处理而未登记，请补登实际时间。'],
  },
  'memo-planned': {
    subject: '备忘约定的日期：{plannedOn}，{title}（{requestNo}）',
    opening: [greeting, '双方确认的备忘约定于 {plannedOn} 处理下列服务请求，特此提醒。'],
    facts: [...requestFacts, ['约定日期', '{plannedOn}'], ['解决办法', '{solution}']],
    closing: [questions],
  },
  'memo-planned-staff': {
    subject: '备忘约定的日期：{plannedOn}，{title}（{requestNo}）',
    opening: ['双方确认的备忘约定于 {plannedOn} 处理下列服务请求。'],
    facts: [...requestOfCustomer, ['约定日期', '{plannedOn}'], ['解决办法', '{solution}']],
    closing: ['如不能按期处理，请重写备忘并取得双方确认。'],
  },
  'intake-open': {
    subject: '受理登记尚未处理：{receivedAt} 由 {channel} 收到',
    opening: ['下列受理登记至今没有对应的服务请求。'],
    facts: [
      ['收到时间', '{receivedAt}'],
      ['受理方式', '{channel}'],
      ['来自', '{from}'],
      ['内容', '{content}'],
    ],
    closing: ['请登记为服务请求；如属垃圾信息、误拨或对方挂断，请注明原因关闭。'],
  },
  survey: {
    subject: '请评价我们的服务：{title}（{requestNo}）',
    opening: [greeting, '您的服务请求已于 {closedAt} 关闭。请您用一分钟评价这次服务，分数为 1 到 5，可附意见。'],
    facts: requestFacts,
    action: { label: '填写满意度调查', link: '{survey}' },
    closing: ['调查到 {openThrough} 当日为止，只需填写一次。'],
  },
  'survey-reminder': {
    subject: '提醒：请评价我们的服务，{title}（{requestNo}）',
    opening: [greeting, '日前请您评价的服务请求，尚未收到您的答复。您的评价会交给满意度负责人。'],
    facts: requestFacts,
    action: { label: '填写满意度调查', link: '{survey}' },
    closing: ['调查到 {openThrough} 当日为止。不会再次提醒。'],
  },
  'follow-up-due': {
    subject: '回访到期：{customerName} 评分 {score}（{requestNo}）',
    opening: ['客户对下列服务请求评分较低，回访时限 {dueAt} 已到，尚未登记对客户的答复。请立即回访。'],
    facts: [...requestOfCustomer, ['评分', '{score}'], ['意见', '{comment}'], ['时限', '{dueAt}']],
    closing: ['回访以对客户的答复结束：请登记采取的措施和答复内容。'],
  },
};
