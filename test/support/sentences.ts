import { checkNames, conditionCodes, deniedReasons, remedies } from '../../domain/entitlement/answer.js';
import { agreementKinds, type Language, services } from '../../domain/kernel/vocabulary.js';

/** Codes that are no English words besides. `self-service` is both. */
const codes = [...deniedReasons, ...conditionCodes, ...checkNames, ...remedies, ...agreementKinds, ...services].filter(
  (code) => code.includes('-') && code !== 'self-service',
);
const code = new RegExp(`(?<![\\w-])(?:${codes.join('|')})(?![\\w-])|(?<!\\w)onsite(?!\\w)`);
const id = /(?<![A-Za-z0-9])[a-z]{2,4}_[0-9a-z]+/;
const eventType = /(?<!\w)[A-Z][a-z]+[A-Z]\w+/;
const utc = /\d{4}-\d{2}-\d{2}|T\d{2}:\d{2}|\d{2}:\d{2}:\d{2}/;
const unfilled = /[{}…—]|undefined|null|NaN|Infinity/;
const mainland = /軟件|數據|默認|設置|登錄|導入|用戶|搜索|保存|網絡|質量|信息|模塊|文檔|遠程|在線/;
const simplified = /[们为务约续费开单号关对区产种统这进请从无数与总师会实点应设过个变让时间级类护档级]/;
const traditional = /[們為務約續費開單號關對區產種統這進請從無數與總師會實點應設過個變讓時間級類護檔]/;

/** What no sentence may contain: codes, ids, UTC instants, places that were not filled, words of another language. */
export const faultsOf = (sentence: string, language: Language): readonly string[] => {
  const faults = Object.entries({ code, id, eventType, utc, unfilled }).filter(([, pattern]) => pattern.test(sentence));
  const names = faults.map(([name]) => name);
  if (language === 'zh-CN' && traditional.test(sentence)) names.push('traditional');
  if (language === 'zh-TW' && (simplified.test(sentence) || mainland.test(sentence))) names.push('mainland');
  if (language !== 'en' && /(?<![A-Za-z])[a-z]{3,}(?![A-Za-z])/.test(sentence)) names.push('latin');
  if (language === 'en' && /\p{Script=Han}/u.test(sentence)) names.push('han');
  return names.map((name) => `${name}: ${sentence}`);
};

/** How many sentences a text has; points in numbers end none. */
export const countSentences = (text: string): number => text.match(/[。！？]|[.!?](?=\s|$)/g)?.length ?? 0;
