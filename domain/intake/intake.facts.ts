import type { EventFacts } from '../kernel/event-facts.js';
import type { IntakeEvent } from './intake.events.js';

/** What each event of an intake means to histories and webhooks. */
export const intakeFacts: EventFacts<IntakeEvent> = {
  IntakeReceived: {
    sentence: [
      '{receivedAt} 收到，已作受理登记',
      '{receivedAt} 收到，已作受理登記',
      'An intake arrived on {receivedAt}',
    ],
    announced: true,
  },
  IntakeAnswered: {
    sentence: ['受理登记于 {at} 得到答复', '受理登記於 {at} 得到回覆', 'The intake was answered on {at}'],
    announced: true,
  },
  TextErased: {
    sentence: ['文字已清除', '文字已清除', 'Texts were erased'],
    announced: true,
  },
  IntakeClosed: {
    sentence: [
      '受理登记关闭，无需登记服务请求',
      '受理登記結案，無需登記服務案件',
      'The intake was closed and needs no request',
    ],
    announced: true,
  },
};
