import type { Language } from '../../domain/kernel/vocabulary.js';

/** A list that was joined with commas, as the language joins one. */
export const listedIn = (list: string, language: Language): string =>
  language === 'en' ? list : list.replaceAll(', ', '、');
