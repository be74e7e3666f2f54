import { describe, expect, it } from '@jest/globals';
import { languages } from '../../../domain/kernel/vocabulary.js';
import { conditionCodes, conditionTexts } from '../../../domain/policy/condition-texts.js';

const blanksOf = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((item) => item[1]).sort();

describe('D5: the texts of conditions', () => {
  it('D5: there is one text for every code and language, and no two are equal', () => {
    expect(Object.keys(conditionTexts).sort()).toEqual([...conditionCodes].sort());
    const texts = conditionCodes.flatMap((code) => languages.map((language) => conditionTexts[code][language]));
    expect(new Set(texts).size).toBe(conditionCodes.length * languages.length);
  });

  it('D5: outside-service-hours has the next opening and the emergency number as blanks, no other text has any', () => {
    for (const code of conditionCodes)
      for (const language of languages)
        expect(blanksOf(conditionTexts[code][language])).toEqual(
          code === 'outside-service-hours' ? ['emergency', 'opensAt'] : [],
        );
  });
});
