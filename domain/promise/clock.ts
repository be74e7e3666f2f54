import { MINUTE } from '../kernel/durations.js';
import type { WorkingCalendar } from '../kernel/calendar.js';
import type { Due } from './due.js';
import { runningFrom } from './pauses.js';
import type { Span } from '../kernel/span.js';
import { workingDaysDue } from './working-days.js';

/** K9: what a promise is counted in. */
export type Clock =
  | { readonly kind: 'working-minutes'; readonly minutes: number; readonly calendar: WorkingCalendar }
  | { readonly kind: 'elapsed'; readonly minutes: number }
  | { readonly kind: 'working-days'; readonly days: number; readonly calendar: WorkingCalendar };

/** K12: at risk when this share of the budget has run; the default of policies that name none. */
export const defaultRiskShare = 0.75;

/** K9, K10, K12: when a clock that starts at `startAt` has run its budget outside the pauses. */
export const dueOf = (clock: Clock, startAt: number, pauses: readonly Span[], riskShare = defaultRiskShare): Due => {
  if (clock.kind === 'working-days') return workingDaysDue(clock, startAt, pauses, riskShare);
  const due = runUntil(clock, startAt, pauses, clock.minutes);
  return {
    dueAt: due?.at ?? null,
    atRiskAt: runUntil(clock, startAt, pauses, clock.minutes * riskShare)?.at ?? null,
    provisional: due?.provisional ?? false,
  };
};

/** K10: the first instant at which `minutes` have run outside the pauses; null where an open pause comes first. */
const runUntil = (
  clock: Exclude<Clock, { readonly kind: 'working-days' }>,
  startAt: number,
  pauses: readonly Span[],
  minutes: number,
): { readonly at: number; readonly provisional: boolean } | null => {
  let rest = minutes;
  for (const stretch of runningFrom(startAt, pauses)) {
    const runs =
      stretch.to === null
        ? Number.POSITIVE_INFINITY
        : clock.kind === 'elapsed'
          ? (stretch.to - stretch.from) / MINUTE
          : clock.calendar.workingMinutesBetween(stretch.from, stretch.to);
    // K3: `<=`, so that a budget that runs out as the pause begins is due then, and not after the pause.
    if (rest <= runs)
      return clock.kind === 'elapsed'
        ? { at: stretch.from + Math.round(rest * MINUTE), provisional: false }
        : clock.calendar.addWorkingMinutes(stretch.from, rest);
    rest -= runs;
  }
  return null;
};
