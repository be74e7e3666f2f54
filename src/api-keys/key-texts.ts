import type { Language } from '../../domain/kernel/vocabulary.js';

const texts: Readonly<Record<Language, string>> = {
  'zh-CN': '密钥只在首次应答中显示。若未收到，请作废此密钥并另建一个。',
  'zh-TW': '金鑰只在首次回應中顯示。若未收到，請作廢此金鑰並另建一個。',
  en: 'The key was shown in the first answer only. If that was lost, revoke this key and make another.',
};

/** Why the answer to a repeated request has no key, and what to do. */
export const notShownAgain = (language: Language): string => texts[language];
