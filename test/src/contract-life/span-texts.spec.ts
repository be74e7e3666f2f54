import { expect, it } from '@jest/globals';
import type { Day } from '../../../domain/kernel/civil.js';
import { languages } from '../../../domain/kernel/vocabulary.js';
import { spanText } from '../../../src/contract-life/span-texts.js';
import { writingIn } from '../../../src/explanations/writing.js';

it('C10: a span of one day is written as a day, not from it to itself', () => {
  const day = '2025-03-02' as Day;
  const gap = { lane: 'terms', key: 'gap', kind: 'gap', from: day, to: day, value: null, termId: null } as const;
  expect(languages.map((language) => spanText(gap, new Map(), writingIn(language, 'Asia/Shanghai')))).toEqual([
    '缺口，2025年3月2日（周日）一天',
    '空窗期，2025年3月2日（週日）一天',
    'Gap, on Sun 2 Mar 2025',
  ]);
});
