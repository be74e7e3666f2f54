import { type EventFacts, internalFact } from '../kernel/event-facts.js';
import type { RequestEvent } from './request.events.js';

/** What each event of a request means to histories and webhooks. */
export const requestFacts: EventFacts<RequestEvent> = {
  RequestRegistered: {
    sentence: [
      '登记服务请求 {no}（{service}），优先级 {priority}',
      '登記服務案件 {no}（{service}），優先順序 {priority}',
      'Request {no} was registered ({service}), priority {priority}',
    ],
    announced: true,
  },
  PromiseGiven: {
    sentence: ['作出承诺，时限为 {dueAt}', '作出承諾，時限為 {dueAt}', 'A promise was given, due {dueAt}'],
    announced: true,
  },
  PromiseRecomputed: {
    sentence: ['承诺时限改为 {dueAt}', '承諾時限改為 {dueAt}', 'A promise is now due {dueAt}'],
    announced: true,
  },
  PromiseKept: { sentence: ['承诺已守', '承諾已達成', 'A promise was kept'], announced: true },
  PromiseBroken: {
    sentence: ['承诺已违，时限为 {dueAt}', '承諾已逾時，時限為 {dueAt}', 'A promise due {dueAt} was broken'],
    announced: true,
  },
  PromiseVoided: { sentence: ['承诺作废', '承諾作廢', 'A promise became void'], announced: true },
  PromiseReopened: { sentence: ['承诺恢复有效', '承諾恢復有效', 'A promise is open again'], announced: true },
  RequestAcknowledged: { sentence: ['受理服务请求', '受理服務案件', 'The request was acknowledged'], announced: true },
  InteractionRecorded: { sentence: ['登记一次沟通', '登記一次聯繫', 'An interaction was recorded'], announced: true },
  WaitBegun: { sentence: ['服务请求开始等待', '服務案件開始等待', 'The request began to wait'], announced: true },
  WaitEnded: { sentence: ['服务请求结束等待', '服務案件結束等待', 'A wait of the request ended'], announced: true },
  BackupConfirmed: {
    sentence: ['客户确认已于 {takenAt} 备份', '客戶確認已於 {takenAt} 備份', 'A backup taken {takenAt} was confirmed'],
    announced: true,
  },
  BackupWaived: {
    sentence: ['经客户同意免除备份', '經客戶同意免除備份', 'The backup was waived with the consent of the customer'],
    announced: true,
  },
  WorkStarted: { sentence: ['开始处理', '開始處理', 'Work was started'], announced: true },
  MemoWritten: {
    sentence: [
      '写入备忘，计划日期 {plannedOn}',
      '寫入備忘錄，計畫日期 {plannedOn}',
      'A memo was written, planned for {plannedOn}',
    ],
    announced: true,
  },
  MemoConfirmed: { sentence: ['一方确认备忘', '一方確認備忘錄', 'One side confirmed the memo'], announced: true },
  MemoAgreed: { sentence: ['双方确认备忘', '雙方確認備忘錄', 'Both sides agreed on the memo'], announced: true },
  PriorityChanged: {
    sentence: ['优先级由 {from} 改为 {to}', '優先順序由 {from} 改為 {to}', 'The priority changed from {from} to {to}'],
    announced: true,
  },
  RequestAssigned: { sentence: ['指派负责人', '指派負責人', 'The request was assigned'], announced: true },
  RequestDecided: {
    sentence: ['重新判定服务权益', '重新判定服務權益', 'The entitlement was decided again'],
    announced: true,
  },
  GoodwillGranted: {
    sentence: ['酌情提供服务', '酌情提供服務', 'Service was granted out of goodwill'],
    announced: true,
  },
  RequestReferred: { sentence: ['转交销售', '轉交業務', 'The request was referred to sales'], announced: true },
  VisitRequested: { sentence: ['提出上门', '提出到場', 'A visit was requested'], announced: true },
  VisitQuoted: {
    sentence: ['上门报价 {fee}', '到場報價 {fee}', 'The visit was quoted at {fee}'],
    announced: true,
  },
  VisitAccepted: { sentence: ['客户接受报价', '客戶接受報價', 'The quotation was accepted'], announced: true },
  VisitRefused: { sentence: ['客户拒绝报价', '客戶拒絕報價', 'The quotation was refused'], announced: true },
  VisitScheduled: {
    sentence: ['上门时间定为 {startsAt}', '到場時間訂為 {startsAt}', 'The visit was scheduled for {startsAt}'],
    announced: true,
  },
  VisitArrived: { sentence: ['已到达现场', '已到達現場', 'Somebody arrived on site'], announced: true },
  VisitEntryRefused: { sentence: ['现场拒绝进入', '現場拒絕進入', 'Entry was refused on site'], announced: true },
  VisitFinished: { sentence: ['上门完成', '到場完成', 'The visit was finished'], announced: true },
  VisitCancelled: { sentence: ['取消上门', '取消到場', 'The visit was cancelled'], announced: true },
  RequestResolved: { sentence: ['服务请求已解决', '服務案件已解決', 'The request was resolved'], announced: true },
  RequestClosed: { sentence: ['服务请求已关闭', '服務案件已結案', 'The request was closed'], announced: true },
  RequestReopened: { sentence: ['重新打开服务请求', '重新開啟服務案件', 'The request was reopened'], announced: true },
  RequestDeclined: { sentence: ['婉拒服务请求', '婉拒服務案件', 'The request was declined'], announced: true },
  RequestCancelled: { sentence: ['取消服务请求', '取消服務案件', 'The request was cancelled'], announced: true },
  RequestMerged: {
    sentence: ['并入另一服务请求', '併入另一服務案件', 'The request was merged into another'],
    announced: true,
  },
  RequestAbsorbed: {
    sentence: ['另一服务请求并入', '另一服務案件併入', 'Another request was merged into it'],
    announced: true,
  },
  RequestUnmerged: {
    sentence: ['撤销服务请求的合并', '撤銷服務案件的合併', 'A merge of requests was undone'],
    announced: true,
  },
  SurveySent: {
    sentence: ['发出满意度调查', '寄出滿意度調查', 'The survey was sent'],
    announced: true,
  },
  SurveyAnswered: {
    sentence: ['客户评分 {score}', '客戶評分 {score}', 'The customer rated the service {score}'],
    announced: true,
  },
  SurveyClosed: {
    sentence: ['满意度调查未答复而结束', '滿意度調查未回覆而結束', 'The survey closed without an answer'],
    announced: true,
  },
  SurveySuperseded: {
    sentence: [
      '满意度调查因重新打开而取消',
      '滿意度調查因重新開啟而取消',
      'The survey was superseded by the reopening',
    ],
    announced: true,
  },
  FollowUpOpened: {
    sentence: ['需在 {dueAt} 前回访客户', '需在 {dueAt} 前回訪客戶', 'A follow-up was opened, due {dueAt}'],
    announced: true,
  },
  FollowUpReplied: {
    sentence: ['已回访并答复客户', '已回訪並回覆客戶', 'The follow-up ended with a reply to the customer'],
    announced: true,
  },
  TextErased: {
    sentence: ['文字已清除', '文字已清除', 'Texts were erased'],
    announced: true,
  },
  Abandoned: internalFact,
};
