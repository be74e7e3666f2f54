import { problem } from '../platform/http/problems/texts.js';

export const mailProblems = {
  'link-unknown': problem(
    404,
    ['链接无效', '連結無效', 'No such link'],
    [
      '此链接无效，或其内容已经结束或清除。请检查链接是否完整；如仍有需要，请致电厂商的热线。',
      '此連結無效，或其內容已經結束或清除。請檢查連結是否完整；如仍有需要，請致電廠商的服務專線。',
      'This link leads nowhere, or what it was about has ended or was erased. Check that the link is complete, or call the hotline of the vendor.',
    ],
  ),
} as const;

declare module '../platform/http/problems/catalogue.js' {
  interface FeatureProblems {
    mails: typeof mailProblems;
  }
}
