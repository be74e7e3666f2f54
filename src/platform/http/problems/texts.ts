import type { Facts } from '../../../../domain/kernel/decider.js';
import type { Language } from '../../../../domain/kernel/vocabulary.js';

/** One sentence in every language; `{name}` is filled from the facts. A missing language does not compile. */
export type Texts = Readonly<Record<Language, string>>;

/** An entry of the error catalogue. Codes and statuses are published and never change. */
export interface ProblemText {
  readonly status: number;
  readonly title: Texts;
  /** Names the offending value and the way out. */
  readonly text: Texts;
  /** Fields that are the way out, as JSON pointers: those that the refused body has are listed in `errors`. */
  readonly ways?: readonly string[];
  /** Words for facts that are codes: no sentence has a code. */
  readonly factTexts?: FactTexts;
  /** Facts that are sentences made in English, with those that are known in Chinese. */
  readonly factSentences?: Readonly<Record<string, readonly KnownSentence[]>>;
}
export type FactTexts = Readonly<Record<string, Readonly<Record<string, Three>>>>;
type More = Pick<ProblemText, 'ways' | 'factTexts' | 'factSentences'>;

/** A sentence that is made in English, by its pattern, and in zh-CN and zh-TW with what the pattern captures. */
export type KnownSentence = readonly [pattern: RegExp, zhCN: string, zhTW: string];

/** zh-CN, zh-TW, en. */
export type Three = readonly [string, string, string];

const longestValue = 200;

const column: Readonly<Record<Language, 0 | 1 | 2>> = { 'zh-CN': 0, 'zh-TW': 1, en: 2 };

/** The one of three texts that is in a language. */
export const oneOfThree = (texts: Three, language: Language): string => texts[column[language]];

/** The facts with the codes among them in words; a list of codes as a list of words. */
export const withTexts = (facts: Facts, factTexts: FactTexts, language: Language): Facts =>
  Object.fromEntries(
    Object.entries(facts).map(([name, value]) => {
      const known = Object.hasOwn(factTexts, name) ? factTexts[name]! : {};
      const codes = String(value).split(', ');
      if (!codes.every((code) => Object.hasOwn(known, code))) return [name, value];
      return [name, codes.map((code) => oneOfThree(known[code]!, language)).join(language === 'en' ? ', ' : '、')];
    }),
  );

/** A text with its placeholders filled; a fact that was not given is shown as `…`. */
export const filled = (text: string, facts: Facts): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = Object.hasOwn(facts, name) ? String(facts[name]) : '…';
    return value.length > longestValue ? `${value.slice(0, longestValue)}…` : value;
  });

/** One of three texts, filled, values as long as they are: for the terminal of whoever gave them. */
export const writtenIn = (texts: Three, language: Language, facts: Facts): string =>
  oneOfThree(texts, language).replace(/\{(\w+)\}/g, (_, name: string) =>
    Object.hasOwn(facts, name) ? String(facts[name]) : '…',
  );

/** An entry with a status of its own. */
export const problem = (
  status: number,
  [cnTitle, twTitle, enTitle]: Three,
  [cn, tw, en]: Three,
  more: More = {},
): ProblemText => ({
  status,
  title: { 'zh-CN': cnTitle, 'zh-TW': twTitle, en: enTitle },
  text: { 'zh-CN': cn, 'zh-TW': tw, en },
  ...more,
});

/** An entry of a domain rule's refusal: 409. */
export const refusal = (title: Three, text: Three, more?: More): ProblemText => problem(409, title, text, more);
