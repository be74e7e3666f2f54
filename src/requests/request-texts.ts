import type { acceptedIn, requestStates } from '../../domain/request/state-table.js';
import type { FactTexts, Three } from '../platform/http/problems/texts.js';

/** States of a request, acts on it, and the same of its visits, in zh-CN, zh-TW, en. */
export const stateTexts: Readonly<Record<(typeof requestStates)[number], Three>> = {
  registered: ['已登记', '已登記', 'registered'],
  acknowledged: ['已受理', '已受理', 'acknowledged'],
  working: ['处理中', '處理中', 'being worked on'],
  waiting: ['等待中', '等待中', 'waiting'],
  resolved: ['已解决', '已解決', 'resolved'],
  closed: ['已关闭', '已結案', 'closed'],
  declined: ['已婉拒', '已婉拒', 'declined'],
  cancelled: ['已取消', '已取消', 'cancelled'],
  merged: ['已合并', '已合併', 'merged'],
};
export const actTexts: Readonly<Record<keyof typeof acceptedIn, Three>> = {
  acknowledge: ['受理', '受理', 'acknowledge'],
  interactions: ['登记沟通', '登記聯繫', 'record an interaction'],
  wait: ['等待', '等待', 'wait'],
  resume: ['结束等待', '結束等待', 'resume'],
  backup: ['确认备份', '確認備份', 'confirm a backup'],
  'backup/waive': ['免除备份', '免除備份', 'waive the backup'],
  work: ['开始处理', '開始處理', 'start work'],
  memo: ['写备忘', '寫備忘錄', 'write a memo'],
  'memo/confirm': ['确认备忘', '確認備忘錄', 'confirm the memo'],
  priority: ['更改紧急程度', '變更緊急程度', 'change the urgency'],
  assign: ['指派', '指派', 'assign'],
  decide: ['重新判定', '重新判定', 'decide again'],
  goodwill: ['酌情服务', '酌情服務', 'grant goodwill'],
  refer: ['转交销售', '轉交業務', 'refer to sales'],
  visits: ['安排上门', '安排到場', 'arrange visits'],
  resolve: ['解决', '解決', 'resolve'],
  close: ['关闭', '結案', 'close'],
  reopen: ['重新打开', '重新開啟', 'reopen'],
  decline: ['婉拒', '婉拒', 'decline'],
  cancel: ['取消', '取消', 'cancel'],
  merge: ['合并', '合併', 'merge'],
  unmerge: ['撤销合并', '撤銷合併', 'unmerge'],
  'erase-text': ['清除文字', '清除文字', 'erase the texts'],
};
export const visitStateTexts: FactTexts[string] = {
  requested: ['已提出', '已提出', 'requested'],
  quoted: ['已报价', '已報價', 'quoted'],
  accepted: ['已接受', '已接受', 'accepted'],
  refused: ['已拒绝', '已拒絕', 'refused'],
  scheduled: ['已排期', '已排定', 'scheduled'],
  arrived: ['已到场', '已到場', 'arrived'],
  'entry-refused': ['未获进入', '未獲進入', 'refused entry'],
  finished: ['已完成', '已完成', 'finished'],
  cancelled: ['已取消', '已取消', 'cancelled'],
};
export const visitActTexts: FactTexts[string] = {
  '-': ['无', '無', 'nothing'],
  'visit-quote': ['报价', '報價', 'quote'],
  'visit-accept': ['接受报价', '接受報價', 'accept'],
  'visit-refuse': ['拒绝报价', '拒絕報價', 'refuse'],
  'visit-schedule': ['排期', '排定', 'schedule'],
  'visit-arrive': ['到场', '到場', 'arrive'],
  'visit-refuse-entry': ['登记未获进入', '登記未獲進入', 'refuse entry'],
  'visit-finish': ['完成', '完成', 'finish'],
  'visit-cancel': ['取消', '取消', 'cancel'],
};
