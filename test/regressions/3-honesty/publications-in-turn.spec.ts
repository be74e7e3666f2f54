import { describe, expect, it } from '@jest/globals';
import { fold, Refusal } from '../../../domain/kernel/decider.js';
import { calendarPublication, policyPublication, textsPublication } from '../../../domain/policy/publishing.js';
import type { CalendarEvent, PolicyEvent, TextsEvent } from '../../../domain/policy/policy.events.js';
import type { Policy } from '../../../domain/policy/policy.js';

/** P1, P2, K2: two builds that start in turn on one ledger publish each content once, whatever it is. */
describe('two builds in turn', () => {
  const inTurn = <E>(decide: (history: readonly E[], content: string) => readonly E[] | Refusal): number => {
    const history: E[] = [];
    for (const content of ['old', 'new', 'old', 'new', 'old', 'new', 'old']) {
      const decided = decide(history, content);
      if (!(decided instanceof Refusal)) history.push(...decided);
    }
    return history.length;
  };

  it('publish the texts of conditions twice, not seven times', () => {
    const published = inTurn<TextsEvent>((history, sha256) =>
      textsPublication.decide({ kind: 'publish', sha256, texts: {} }, fold(textsPublication, history)),
    );
    expect(published).toBe(2);
  });

  it('publish calendars and policies twice at most', () => {
    const calendars = inTurn<CalendarEvent>((history, sha256) =>
      calendarPublication.decide(
        {
          kind: 'publish',
          version: `cn-${sha256}`,
          sha256,
          holidays: { years: sha256 === 'old' ? [2025] : [2025, 2026], holidays: [], makeUpDays: [] },
        },
        fold(calendarPublication, history),
      ),
    );
    const policies = inTurn<PolicyEvent>((history, sha256) =>
      policyPublication.decide(
        {
          kind: 'publish',
          vendor: 'seeyon',
          sha256,
          policy: { vendor: 'seeyon', version: sha256 === 'old' ? 1 : 2, effectiveFrom: '2025-01-01' } as Policy,
        },
        fold(policyPublication, history),
      ),
    );
    expect([calendars, policies]).toEqual([2, 2]);
  });
});
