import type { Language } from '../../domain/kernel/vocabulary.js';
import type { KnownSentence, Three } from './http/problems/texts.js';
import { operatorTexts, type OperatorTextName } from './operator-texts.js';

export type { KnownSentence };

/** The sentence in a language; one that is not known stays as it is. */
export const sentenceIn = (sentence: string, known: readonly KnownSentence[], language: Language): string => {
  if (language === 'en') return sentence;
  const found = known.find(([pattern]) => pattern.test(sentence));
  return found === undefined ? sentence : sentence.replace(found[0], found[language === 'zh-CN' ? 1 : 2]);
};

/** The sentence in every language. */
export const sentenceInThree = (sentence: string, known: readonly KnownSentence[]): Three => [
  sentenceIn(sentence, known, 'zh-CN'),
  sentenceIn(sentence, known, 'zh-TW'),
  sentence,
];

/** What is in the table of texts already, for where it is found in English alone. */
export const knownText = (name: OperatorTextName): KnownSentence => {
  const [zhCN, zhTW, en] = operatorTexts[name];
  const pattern = en.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{(\w+)\}/g, '(?<$1>.+)');
  const captured = (text: string): string => text.replace(/\{(\w+)\}/g, '$$<$1>');
  return [new RegExp(`^${pattern}$`), captured(zhCN), captured(zhTW)];
};
