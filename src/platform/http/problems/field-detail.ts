import type { Facts } from '../../../../domain/kernel/decider.js';
import type { Language } from '../../../../domain/kernel/vocabulary.js';
import { type FieldCode, fieldTexts } from '../validation/messages.js';
import { filled, type Texts } from './texts.js';

/** Behind what is wrong with a value, where it can be read in another way: `meant` among the facts. */
const guess: Texts = { 'zh-CN': '是否指 {meant}？', 'zh-TW': '是否指 {meant}？', en: ' Did you mean {meant}?' };

/** What is wrong with one value, in one language. */
export const fieldDetail = (code: FieldCode, facts: Facts, language: Language): string =>
  filled(`${fieldTexts[code][language]}${facts['meant'] === undefined ? '' : guess[language]}`, facts);
