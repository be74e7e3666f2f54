import type { MailTexts } from '../mail-text.js';

const greeting = '{recipientName}，您好：';
const questions = '如有疑問，請直接回覆此郵件，或致電 {hotline}。';
const requestFacts = [
  ['服務案件', '{requestNo}'],
  ['主旨', '{title}'],
] as const;
const requestOfCustomer = [['客戶', '{customerName}'], ...requestFacts] as const;
const contractFacts = [
  ['合約編號', '{contractNo}'],
  ['產品', '{productName}'],
  ['到期日（含當日）', '{lastDay}'],
] as const;
const contractOfCustomer = [['客戶', '{customerName}'], ...contractFacts] as const;
const manager = ['客戶經理', '{managerName}'] as const;
const daysLeft = ['剩餘天數', '{daysLeft} 天'] as const;

/** zh-TW. */
export const traditional: MailTexts = {
  'renewal-reminder': {
    subject: '合約 {contractNo} 的服務期將於 {lastDay} 到期',
    opening: [
      greeting,
      '貴公司下列合約的服務期即將到期。到期日當日仍可使用服務；於到期日之前（含當日）續約，服務期前後銜接，沒有空窗期。',
    ],
    facts: [...contractFacts, daysLeft, manager],
    closing: ['辦理續約，請聯絡客戶經理 {managerName}，或致電 {hotline}。', '如已完成續約，不需再做處理。'],
  },
  'renewal-reminder-staff': {
    subject: '{customerName}：合約 {contractNo} 將於 {lastDay} 到期',
    opening: ['下列合約的服務期即將到期，尚未續約。客戶方接收通知的聯絡人會收到同樣的提醒。'],
    facts: [...contractOfCustomer, daysLeft, manager],
    closing: ['請與客戶確認是否續約，並將續約記入服務帳本。'],
  },
  'lapse-notice': {
    subject: '合約 {contractNo} 的服務期已於 {lastDay} 到期',
    opening: [greeting, '貴公司下列合約的服務期已經到期，目前沒有後續的服務期。到期日之後受理的服務案件不在服務期內。'],
    facts: [...contractFacts, manager],
    closing: ['如需恢復服務，請聯絡客戶經理 {managerName}，或致電 {hotline} 辦理續約。'],
  },
  'lapse-notice-staff': {
    subject: '{customerName}：合約 {contractNo} 已於 {lastDay} 到期，未續約',
    opening: ['下列合約的服務期已經到期，沒有後續的服務期。客戶方接收通知的聯絡人會收到同樣的通知。'],
    facts: [...contractOfCustomer, manager],
    closing: ['請與客戶確認：續約、終止，或另行約定。'],
  },
  'address-failed-staff': {
    subject: '{customerName}：一個電子郵件地址無法送達',
    opening: ['寄往下列客戶一個電子郵件地址的郵件連續被永久退回。在地址變更之前，不再寄往該地址。'],
    facts: [
      ['客戶', '{customerName}'],
      ['聯絡人', '{contactName}'],
      ['角色', '{contactRole}'],
      ['客戶經理', '{managerName}'],
      ['退信狀態', '{code}'],
    ],
    closing: ['請查證正確的電子郵件地址，並在服務帳本中更正。'],
  },
  'request-received': {
    subject: '已受理：{title}（{requestNo}）',
    opening: [greeting, '您的服務案件已登記，處理進度會以電子郵件通知您。'],
    facts: [...requestFacts, ['提出時間', '{receivedAt}'], ['回覆時限', '{respondBy}'], ['到場時限', '{arriveBy}']],
    closing: ['如需補充說明，請直接回覆此郵件，或致電 {hotline} 並告知編號 {requestNo}。'],
  },
  'request-waiting': {
    subject: '需要您的回覆：{title}（{requestNo}）',
    opening: [greeting, '您的服務案件需要您回覆下列問題後才能繼續處理。等待期間，服務時限暫停計算。'],
    facts: [...requestFacts, ['需要您回覆', '{question}'], ['約定時間', '{until}']],
    closing: ['請直接回覆此郵件，或致電 {hotline} 並告知編號 {requestNo}。'],
  },
  'request-resolved': {
    subject: '請確認處理結果：{title}（{requestNo}）',
    opening: [greeting, '您的服務案件已有處理結果，請您確認。'],
    facts: [...requestFacts, ['處理結果', '{resolution}'], ['處理時間', '{resolvedAt}']],
    action: { label: '確認結果，或重新開啟', link: '{resolutionPage}' },
    closing: [
      '如到 {closesAt} 未收到您的回覆，此服務案件將以已解決結案。結案後問題如再發生，仍可重新開啟。',
      questions,
    ],
  },
  'wait-reminder': {
    subject: '仍在等待您的回覆：{title}（{requestNo}）',
    opening: [greeting, '您的服務案件自 {waitingSince} 起等待您的回覆，收到後我們繼續處理。'],
    facts: [...requestFacts, ['需要您回覆', '{question}']],
    closing: ['請直接回覆此郵件，或致電 {hotline} 並告知編號 {requestNo}。'],
  },
  'wait-unanswered': {
    subject: '客戶經兩次提醒仍未回覆：{title}（{requestNo}）',
    opening: ['下列服務案件自 {waitingSince} 起等待客戶回覆，已提醒兩次，仍無回覆。系統不會自行結案。'],
    facts: [...requestOfCustomer, ['問題', '{question}']],
    closing: ['請以電話聯絡客戶，或決定如何繼續處理。'],
  },
  'promise-at-risk': {
    subject: '{promise} 時限將至：{title}（{requestNo}）',
    opening: ['下列服務案件的 {promise} 時限為 {dueAt}，大部分時間已用去。'],
    facts: [...requestOfCustomer, ['優先順序', '{priority}'], ['時限', '{dueAt}']],
    closing: ['請於時限之前處理。'],
  },
  'promise-broken': {
    subject: '{promise} 逾時：{title}（{requestNo}）',
    opening: ['下列服務案件未能於 {dueAt} 之前 {promise}。'],
    facts: [...requestOfCustomer, ['優先順序', '{priority}'], ['時限', '{dueAt}']],
    closing: ['請立即處理，並與客戶聯絡。如已準時處理而未登記，請補登實際時間。'],
  },
  'memo-planned': {
    subject: '備忘錄約定的日期：{plannedOn}，{title}（{requestNo}）',
    opening: [greeting, '雙方確認的備忘錄約定於 {plannedOn} 處理下列服務案件，特此提醒。'],
    facts: [...requestFacts, ['約定日期', '{plannedOn}'], ['解決方式', '{solution}']],
    closing: [questions],
  },
  'memo-planned-staff': {
    subject: '備忘錄約定的日期：{plannedOn}，{title}（{requestNo}）',
    opening: ['雙方確認的備忘錄約定於 {plannedOn} 處理下列服務案件。'],
    facts: [...requestOfCustomer, ['約定日期', '{plannedOn}'], ['解決方式', '{solution}']],
    closing: ['如無法如期處理，請重寫備忘錄並取得雙方確認。'],
  },
  'intake-open': {
    subject: '受理登記尚未處理：{receivedAt} 由 {channel} 收到',
    opening: ['下列受理登記至今沒有對應的服務案件。'],
    facts: [
      ['收到時間', '{receivedAt}'],
      ['受理管道', '{channel}'],
      ['來自', '{from}'],
      ['內容', '{content}'],
    ],
    closing: ['請登記為服務案件；如為垃圾訊息、撥錯號碼或對方掛斷，請註明原因結案。'],
  },
  survey: {
    subject: '請評價我們的服務：{title}（{requestNo}）',
    opening: [greeting, '您的服務案件已於 {closedAt} 結案。請您用一分鐘評價這次服務，分數為 1 到 5，可附上意見。'],
    facts: requestFacts,
    action: { label: '填寫滿意度調查', link: '{survey}' },
    closing: ['調查到 {openThrough} 當日為止，只需填寫一次。'],
  },
  'survey-reminder': {
    subject: '提醒：請評價我們的服務，{title}（{requestNo}）',
    opening: [greeting, '日前請您評價的服務案件，尚未收到您的回覆。您的評價會交給滿意度負責人。'],
    facts: requestFacts,
    action: { label: '填寫滿意度調查', link: '{survey}' },
    closing: ['調查到 {openThrough} 當日為止。不會再次提醒。'],
  },
  'follow-up-due': {
    subject: '回訪到期：{customerName} 評分 {score}（{requestNo}）',
    opening: ['客戶對下列服務案件評分較低，回訪時限 {dueAt} 已到，尚未登記對客戶的回覆。請立即回訪。'],
    facts: [...requestOfCustomer, ['評分', '{score}'], ['意見', '{comment}'], ['時限', '{dueAt}']],
    closing: ['回訪以對客戶的回覆結束：請登記採取的措施與回覆內容。'],
  },
};
