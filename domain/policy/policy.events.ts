import type { HolidayYears } from '../kernel/calendar.js';
import type { Day } from '../kernel/civil.js';
import type { Language } from '../kernel/vocabulary.js';
import type { Policy } from './policy.js';

export type { HolidayYears };

/**
 * All that decisions read besides contracts (P2): whole policies, whole calendars, the texts of conditions. One stream
 * each per vendor (`policy`, `calendar`, `texts`), so that no upgrade of a package or a file changes an old answer.
 */
export type PolicyEvent = {
  type: 'PolicyPublished';
  /** `sha256` (hex) over the canonical JSON of `policy`. */
  data: { version: number; effectiveFrom: Day; sha256: string; policy: Policy };
};

export type CalendarEvent = {
  type: 'CalendarPublished';
  /** `version`: `cn-2026-1a2b3c4d`: the last announced year and the head of the content's hash. */
  data: { version: string; sha256: string; holidays: HolidayYears };
};

/** One stream (`answers`) per vendor: from its position on answers are made by this version of the rules (D7). */
export type AnswerVersionEvent = { type: 'AnswerVersionAdopted'; data: { version: number } };

export type TextsEvent = {
  type: 'ConditionTextsPublished';
  data: { version: number; sha256: string; texts: Readonly<Record<string, Readonly<Record<Language, string>>>> };
};
