import { problem } from '../platform/http/problems/texts.js';

export const surveyProblems = {
  'resolution-superseded': problem(
    410,
    ['已重新打开', '已重新開啟', 'Reopened meanwhile'],
    [
      '服务请求已重新打开，此链接所指的处理结果不再有效。再次解决后会另发邮件。',
      '服務案件已重新開啟，此連結所指的處理結果不再有效。再次解決後會另寄郵件。',
      'The request was reopened: what this link is about no longer holds. Another mail follows once it is resolved again.',
    ],
  ),
} as const;

declare module '../platform/http/problems/catalogue.js' {
  interface FeatureProblems {
    surveys: typeof surveyProblems;
  }
}
