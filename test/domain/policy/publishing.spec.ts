import { describe, expect, it } from '@jest/globals';
import fc from '../../support/fast-check.js';
import { fold, Refusal } from '../../../domain/kernel/decider.js';
import type { CalendarEvent, HolidayYears, PolicyEvent } from '../../../domain/policy/policy.events.js';
import type { Policy } from '../../../domain/policy/policy.js';
import {
  calendarPublication,
  policyPublication,
  type PublishPolicy,
  textsPublication,
} from '../../../domain/policy/publishing.js';

/** Deciding reads vendor, version and effectiveFrom alone. */
const policy = (version: number, effectiveFrom: string, vendor = 'seeyon') =>
  ({ vendor, version, effectiveFrom }) as Policy;
const publish = (offered: Policy, sha256: string, vendor = 'seeyon'): PublishPolicy => ({
  kind: 'publish',
  vendor,
  sha256,
  policy: offered,
});
const published = (offered: Policy, sha256: string): PolicyEvent => ({
  type: 'PolicyPublished',
  data: { version: offered.version, effectiveFrom: offered.effectiveFrom, sha256, policy: offered },
});

const one = policy(1, '2020-01-01');
const two = policy(2, '2025-06-01');
const decide = (history: readonly PolicyEvent[], command: PublishPolicy) =>
  policyPublication.decide(command, fold(policyPublication, history));

describe('P1: publishing policies', () => {
  it('P1: publishes the whole policy with version, effectiveFrom and hash', () => {
    expect(decide([], publish(one, 'aa'))).toEqual([
      { type: 'PolicyPublished', data: { version: 1, effectiveFrom: '2020-01-01', sha256: 'aa', policy: one } },
    ]);
    expect(decide([published(one, 'aa')], publish(two, 'bb'))).toEqual([published(two, 'bb')]);
  });

  it('P1: the same content again is nothing to do, even after a newer version', () => {
    expect(decide([published(one, 'aa')], publish(one, 'aa'))).toEqual([]);
    expect(decide([published(one, 'aa'), published(two, 'bb')], publish(one, 'aa'))).toEqual([]);
  });

  it('P1: a published version never changes', () => {
    expect(decide([published(one, 'aa')], publish(one, 'cc'))).toEqual(
      new Refusal('policy-version-exists', 'P1', { vendor: 'seeyon', version: 1, published: 'aa', offered: 'cc' }),
    );
  });

  it('P1: a new version has the number after the last', () => {
    expect(decide([published(two, 'bb')], publish(one, 'aa'))).toEqual(
      new Refusal('policy-version-not-next', 'P1', { vendor: 'seeyon', version: 1, next: 3 }),
    );
    expect(decide([published(one, 'aa')], publish(policy(1_000_000, '2025-06-01'), 'bb'))).toEqual(
      new Refusal('policy-version-not-next', 'P1', { vendor: 'seeyon', version: 1_000_000, next: 2 }),
    );
    expect(decide([], publish(two, 'bb'))).toBeInstanceOf(Refusal);
  });

  it('P2: a new version does not begin before the last', () => {
    expect(decide([published(two, 'bb')], publish(policy(3, '2025-05-31'), 'cc'))).toEqual(
      new Refusal('policy-effective-too-early', 'P2', {
        vendor: 'seeyon',
        version: 3,
        effectiveFrom: '2025-05-31',
        last: '2025-06-01',
      }),
    );
    expect(decide([published(two, 'bb')], publish(policy(3, '2025-06-01'), 'cc'))).toHaveLength(1);
  });

  it('P1: a vendor publishes only its own policies', () => {
    const foreign = policy(1, '2020-01-01', 'huaruan');
    expect(decide([], publish(foreign, 'aa'))).toEqual(
      new Refusal('policy-of-other-vendor', 'P1', { vendor: 'seeyon', policyVendor: 'huaruan' }),
    );
    expect(decide([published(one, 'aa')], publish(foreign, 'aa', 'huaruan'))).toBeInstanceOf(Refusal);
  });

  it('P1: any sequence of commands keeps versions rising, and deciding twice adds nothing', () => {
    const command = fc
      .record({
        version: fc.integer({ min: 1, max: 6 }),
        year: fc.integer({ min: 2018, max: 2027 }),
        sha256: fc.constantFrom('aa', 'bb', 'cc'),
      })
      .map(({ version, year, sha256 }) => publish(policy(version, `${year}-01-01`), sha256));
    fc.assert(
      fc.property(fc.array(command, { maxLength: 30 }), (commands) => {
        const history: PolicyEvent[] = [];
        for (const publishPolicy of commands) {
          const answer = decide(history, publishPolicy);
          if (answer instanceof Refusal) continue;
          history.push(...answer);
          expect(decide(history, publishPolicy)).toEqual([]);
        }
        history.slice(1).forEach((event, i) => {
          expect(event.data.version).toBeGreaterThan(history[i]!.data.version);
          expect(event.data.effectiveFrom >= history[i]!.data.effectiveFrom).toBe(true);
        });
      }),
    );
  });
});

describe('K2: publishing calendars', () => {
  const years = (...announced: number[]): HolidayYears => ({ years: announced, holidays: [], makeUpDays: [] });
  const event = (version: string, sha256: string, holidays: HolidayYears): CalendarEvent => ({
    type: 'CalendarPublished',
    data: { version, sha256, holidays },
  });
  const decideCalendar = (history: readonly CalendarEvent[], version: string, sha256: string, holidays: HolidayYears) =>
    calendarPublication.decide({ kind: 'publish', version, sha256, holidays }, fold(calendarPublication, history));
  const old = event('cn-2025-aa', 'aa', years(2025));
  const next = event('cn-2026-bb', 'bb', years(2025, 2026));

  it('K2: publishes a calendar, and a changed one beside it', () => {
    expect(decideCalendar([], 'cn-2025-aa', 'aa', years(2025))).toEqual([old]);
    expect(decideCalendar([old], 'cn-2026-bb', 'bb', years(2025, 2026))).toEqual([next]);
  });

  it('K2: an older installation that starts again turns nothing back', () => {
    expect(decideCalendar([old, next], 'cn-2025-aa', 'aa', years(2025))).toEqual([]);
    expect(decideCalendar([next], 'cn-2025-aa', 'aa', years(2025))).toEqual(
      new Refusal('calendar-forgets-year', 'K2', { version: 'cn-2025-aa', year: 2026 }),
    );
  });

  it('K2: a published calendar version never changes', () => {
    expect(decideCalendar([old], 'cn-2025-aa', 'cc', years(2025))).toEqual(
      new Refusal('calendar-version-exists', 'K2', { version: 'cn-2025-aa' }),
    );
  });
});

describe('P2: publishing the texts of conditions', () => {
  const texts = (en: string) => ({ 'backup-required': { 'zh-CN': '备份', 'zh-TW': '備份', en } });

  it('P2: counts a version up for each new content, and publishes none twice', () => {
    const first = textsPublication.decide(
      { kind: 'publish', sha256: 'aa', texts: texts('a') },
      textsPublication.initial,
    );
    expect(first).toEqual([{ type: 'ConditionTextsPublished', data: { version: 1, sha256: 'aa', texts: texts('a') } }]);
    const state = { version: 1, published: ['aa'] };
    expect(textsPublication.decide({ kind: 'publish', sha256: 'aa', texts: texts('a') }, state)).toEqual([]);
    expect(textsPublication.decide({ kind: 'publish', sha256: 'bb', texts: texts('b') }, state)).toEqual([
      { type: 'ConditionTextsPublished', data: { version: 2, sha256: 'bb', texts: texts('b') } },
    ]);
    const both = { version: 2, published: ['aa', 'bb'] };
    expect(textsPublication.decide({ kind: 'publish', sha256: 'aa', texts: texts('a') }, both)).toEqual([]);
  });
});
