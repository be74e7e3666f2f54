import type { Language } from '../../../../domain/kernel/vocabulary.js';
import { fieldTexts } from '../validation/messages.js';
import type { FieldError } from './problem.js';
import { variantTexts } from './field-variants.js';
import { filled, oneOfThree, type Three } from './texts.js';

/** Behind what is wrong with a value, where it can be read in another way: `meant` among the facts. */
const guess: Three = ['是否指 {meant}？', '是否指 {meant}？', ' Did you mean {meant}?'];

/** What is wrong with a field, in one language. */
export const fieldText = ({ code, variant, facts = {}, named = {} }: FieldError, language: Language): string => {
  const names = Object.entries(named).map(([fact, three]) => [fact, oneOfThree(three, language)] as const);
  const text = variant === undefined ? fieldTexts[code][language] : oneOfThree(variantTexts[variant], language);
  const meant = facts['meant'] === undefined ? '' : oneOfThree(guess, language);
  return filled(`${text}${meant}`, { ...facts, ...Object.fromEntries(names) });
};
