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
}

/** zh-CN, zh-TW, en. */
export type Three = readonly [string, string, string];

const longestValue = 200;

/** A text with its placeholders filled; a fact that was not given is shown as `…`. */
export const filled = (text: string, facts: Facts): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = Object.hasOwn(facts, name) ? String(facts[name]) : '…';
    return value.length > longestValue ? `${value.slice(0, longestValue)}…` : value;
  });

/** An entry with a status of its own. */
export const problem = (status: number, [cnTitle, twTitle, enTitle]: Three, [cn, tw, en]: Three): ProblemText => ({
  status,
  title: { 'zh-CN': cnTitle, 'zh-TW': twTitle, en: enTitle },
  text: { 'zh-CN': cn, 'zh-TW': tw, en },
});

/** An entry of a domain rule's refusal: 409. */
export const refusal = (title: Three, text: Three): ProblemText => problem(409, title, text);
