import type { ClosingReason } from '../../domain/intake/intake.events.js';
import type { Three } from '../platform/http/problems/texts.js';

/** R18: why an intake needs no request, in lists and refusals. */
export const closingReasonNames: Readonly<Record<ClosingReason, Three>> = {
  spam: ['垃圾信息', '垃圾訊息', 'spam'],
  'wrong-number': ['打错号码', '撥錯號碼', 'wrong number'],
  abandoned: ['未接挂断', '未接掛斷', 'abandoned'],
};
