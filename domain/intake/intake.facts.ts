import type { EventFacts } from '../kernel/event-facts.js';
import type { IntakeEvent } from './intake.events.js';

/** What each event of an intake means to histories and webhooks. */
export const intakeFacts: EventFacts<IntakeEvent> = {
  IntakeReceived: {
    sentence: ['{receivedAt} 收到来件', '{receivedAt} 收到來件', 'An intake arrived on {receivedAt}'],
    announced: true,
  },
  IntakeAnswered: {
    sentence: ['来件于 {at} 得到答复', '來件於 {at} 得到回覆', 'The intake was answered on {at}'],
    announced: true,
  },
  TextErased: {
    sentence: ['文字已抹除', '文字已抹除', 'Texts were erased'],
    announced: true,
  },
  IntakeClosed: {
    sentence: ['来件关闭，无需登记', '來件關閉，無需登記', 'The intake was closed and needs no request'],
    announced: true,
  },
};
