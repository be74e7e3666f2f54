import type { Language } from '../../../domain/kernel/vocabulary.js';

type Outcome = 'created' | 'wouldBeCreated' | 'known' | 'failed';

/** What became of a record, in reports and summaries alike. */
export const recordOutcomeTexts: Readonly<Record<Language, Readonly<Record<Outcome, string>>>> = {
  'zh-CN': { created: '已创建', wouldBeCreated: '将创建', known: '已登记过', failed: '有误' },
  'zh-TW': { created: '已建立', wouldBeCreated: '將建立', known: '已登記過', failed: '有誤' },
  en: { created: 'created', wouldBeCreated: 'would be created', known: 'known', failed: 'failed' },
};
