import type { ObligationState } from '../../domain/obligation/kinds.js';
import type { Three } from '../explanations/explanations.port.js';
import type { DossierRequest } from './dossier.js';

type Promise = DossierRequest['request']['promises'][number];

export const promiseKindTexts: Readonly<Record<Promise['kind'], Three>> = {
  respond: ['响应承诺', '回應承諾', 'Promise to respond'],
  arrive: ['上门承诺', '到場承諾', 'Promise to arrive'],
};

export const promiseStateTexts: Readonly<Record<Promise['state'], Three>> = {
  open: ['进行中', '進行中', 'open'],
  paused: ['已暂停', '已暫停', 'paused'],
  'at-risk': ['即将到期', '即將到期', 'at risk'],
  kept: ['已兑现', '已兌現', 'kept'],
  broken: ['已逾期', '已逾期', 'broken'],
  void: ['已作废', '已作廢', 'void'],
};

export const surveyStateTexts: Readonly<Record<DossierRequest['surveys'][number]['state'], Three>> = {
  open: ['待答复', '待回覆', 'open'],
  answered: ['已答复', '已回覆', 'answered'],
  closed: ['未答复而结束', '未回覆而結束', 'closed without an answer'],
  superseded: ['因重新打开而取消', '因重新開啟而取消', 'superseded by the reopening'],
};

export const obligationStateTexts: Readonly<Record<ObligationState, Three>> = {
  planned: ['已计划', '已排定', 'planned'],
  due: ['办理中', '辦理中', 'under way'],
  sent: ['已发送', '已寄送', 'sent'],
  done: ['已执行', '已執行', 'done'],
  suppressed: ['未发送', '未寄送', 'not sent'],
  superseded: ['由更近的一次代替', '由更近的一次取代', 'gave way to a later one'],
};
