import type { Three } from '../explanations/explanations.port.js';
import type { DossierRequest } from './dossier.js';

export const surveyStateTexts: Readonly<Record<DossierRequest['surveys'][number]['state'], Three>> = {
  open: ['待答复', '待回覆', 'open'],
  answered: ['已答复', '已回覆', 'answered'],
  closed: ['未答复而结束', '未回覆而結束', 'closed without an answer'],
  superseded: ['因重新打开而取消', '因重新開啟而取消', 'superseded by the reopening'],
};
