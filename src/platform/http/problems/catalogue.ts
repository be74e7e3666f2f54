import type { Facts } from '../../../../domain/kernel/decider.js';
import type { Language } from '../../../../domain/kernel/vocabulary.js';
import { sentenceIn } from '../../known-sentences.js';
import { platformProblems } from './platform.js';
import { filled, withTexts, type ProblemText } from './texts.js';

/** The texts that features register, by feature; each declares its own member beside them. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type
export interface FeatureProblems {}

type CodesOf<Problems> = Problems extends unknown ? keyof Problems & string : never;

/** Every code that the product answers an error with. */
export type ProblemCode = keyof typeof platformProblems | CodesOf<FeatureProblems[keyof FeatureProblems]>;

const texts: Record<string, ProblemText> = { ...platformProblems };
const targets: Record<string, string> = {};

/** The texts of all codes: those of the platform, and of the features once they are registered. */
export const catalogue = texts as Readonly<Record<ProblemCode, ProblemText>>;

/**
 * Registers the texts of a feature. `addressed` are the refusals that deny the very object which a route's address
 * names, each with the id that names it there: they are answered 404 `not-found`.
 * @throws Error where another text has the code
 */
export const registerProblems = (
  problems: Readonly<Record<string, ProblemText>>,
  addressed: Readonly<Record<string, string>> = {},
): void => {
  for (const [code, text] of Object.entries(problems)) {
    if (Object.hasOwn(texts, code) && texts[code] !== text)
      throw new Error(`two texts have the problem code ${code}: rename one of them`);
    texts[code] = text;
  }
  Object.assign(targets, addressed);
};

/** Which id of a command's address a refusal denies; undefined where it is about something else. */
export const addressedBy = (code: string): string | undefined =>
  Object.hasOwn(targets, code) ? targets[code] : undefined;

export const isProblemCode = (code: string): code is ProblemCode => Object.hasOwn(catalogue, code);

/** RFC 9457: the identifier of a problem's type; it names, it is not fetched. */
export const problemType = (code: ProblemCode): string => `urn:service-ledger:problem:${code}`;

/** Status, title and detail of a code in one language. */
export const problemText = (
  code: ProblemCode,
  facts: Facts,
  language: Language,
): { readonly status: number; readonly title: string; readonly detail: string } => {
  const { status, title, text, factTexts = {}, factSentences = {} }: ProblemText = catalogue[code];
  const sentences = Object.entries(factSentences)
    .filter(([name]) => Object.hasOwn(facts, name))
    .map(([name, known]) => [name, sentenceIn(String(facts[name]), known, language)]);
  const inText = { ...withTexts(facts, factTexts, language), ...Object.fromEntries(sentences) } as Facts;
  return { status, title: title[language], detail: filled(text[language], inText) };
};
