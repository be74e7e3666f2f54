import { problem, refusal } from '../platform/http/problems/texts.js';
import { closingReasonNames } from './closing-reasons.js';

declare module '../platform/http/problems/catalogue.js' {
  interface FeatureProblems {
    intakes: typeof intakeProblems;
  }
}

/** Refusals about what arrives (R2, R18). */
export const intakeProblems = {
  'intake-unknown': problem(
    404,
    ['没有此受理登记', '沒有此受理登記', 'Unknown intake'],
    ['受理登记不存在。请检查标识。', '受理登記不存在。請檢查識別碼。', 'The intake does not exist. Check the id.'],
  ),
  'intake-answered': refusal(
    ['受理登记已答复', '受理登記已回覆', 'Intake answered'],
    [
      '此受理登记已于 {answeredAt} 得到答复，答复只登记一次。后续往来请登记在服务请求中。',
      '此受理登記已於 {answeredAt} 得到回覆，回覆只登記一次。後續往來請登記在服務案件中。',
      'The intake was answered at {answeredAt}, and an answer is recorded once. Record what follows with its request.',
    ],
  ),
  'intake-closed': refusal(
    ['受理登记已关闭', '受理登記已結案', 'Intake closed'],
    [
      '此受理登记已以“{as}”关闭，原因不再更改。请查看 GET /intakes。',
      '此受理登記已以「{as}」結案，原因不再變更。請查看 GET /intakes。',
      "The intake is closed already, as '{as}', and keeps that reason. Look at GET /intakes.",
    ],
    {
      ways: ['/reason'],
      factTexts: { as: closingReasonNames },
    },
  ),
} as const;
