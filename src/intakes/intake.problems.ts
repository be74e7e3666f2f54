import { problem, refusal } from '../platform/http/problems/texts.js';

declare module '../platform/http/problems/catalogue.js' {
  interface FeatureProblems {
    intakes: typeof intakeProblems;
  }
}

/** Refusals about what arrives (R2, R18), and about when an act happened (A4). */
export const intakeProblems = {
  'intake-unknown': problem(
    404,
    ['没有此来件', '沒有此來件', 'Unknown intake'],
    ['没有来件“{id}”。请检查标识。', '沒有來件「{id}」。請檢查識別碼。', "There is no intake '{id}'. Check the id."],
  ),
  'intake-answered': refusal(
    ['来件已答复', '來件已回覆', 'Intake answered'],
    [
      '此来件已于 {answeredAt} 得到答复，答复只登记一次。后续往来请登记在服务请求中。',
      '此來件已於 {answeredAt} 得到回覆，回覆只登記一次。後續往來請登記在服務請求中。',
      'The intake was answered at {answeredAt}, and an answer is recorded once. Record what follows with its request.',
    ],
  ),
  'intake-closed': refusal(
    ['来件已关闭', '來件已關閉', 'Intake closed'],
    [
      '此来件已以“{as}”关闭，原因不再更改。请查看 GET /intakes。',
      '此來件已以「{as}」關閉，原因不再變更。請查看 GET /intakes。',
      "The intake is closed already, as '{as}', and keeps that reason. Look at GET /intakes.",
    ],
    {
      ways: ['/reason'],
      factTexts: {
        as: {
          spam: ['垃圾信息', '垃圾訊息', 'spam'],
          'wrong-number': ['打错号码', '撥錯號碼', 'wrong number'],
          abandoned: ['未接挂断', '未接掛斷', 'abandoned'],
        },
      },
    },
  ),
  'at-in-future': refusal(
    ['时间在将来', '時間在將來', 'In the future'],
    [
      '{at} 晚于现在（{now}），尚未发生的事不能登记。请更正时间，或事后再登记。',
      '{at} 晚於現在（{now}），尚未發生的事不能登記。請更正時間，或事後再登記。',
      '{at} is after now ({now}), and what has not happened cannot be recorded. Correct it, or record it afterwards.',
    ],
    { ways: ['/at', '/receivedAt'] },
  ),
  'at-too-early': refusal(
    ['时间过早', '時間過早', 'Too early'],
    [
      '{at} 早于之前一步的时间 {since}。请更正 `at`。',
      '{at} 早於前一步的時間 {since}。請更正 `at`。',
      '{at} is before the act that it follows, which was at {since}. Correct `at`.',
    ],
    { ways: ['/at'] },
  ),
} as const;
