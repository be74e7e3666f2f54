import type { WorkingCalendar } from '../kernel/calendar.js';
import type { Span } from '../kernel/span.js';
import { type Region, regions } from '../kernel/vocabulary.js';
import { type Clock, dueOf } from './clock.js';
import type { Due } from './due.js';

/** A region whose distance is known. */
export type KnownRegion = Exclude<Region, 'unknown'>;

/** What arrivals are counted by: the policy and the calendar of the decision (K14). */
export interface ArrivalTerms {
  readonly onsite: WorkingCalendar;
  readonly arrival: Readonly<Record<KnownRegion, { readonly hours: number } | { readonly workingDays: number }>>;
}

const HOUR_IN_MINUTES = 60;

/** K5, K9: elapsed hours, or working days on on-site hours. */
export const arrivalClock = ({ onsite, arrival }: ArrivalTerms, region: KnownRegion): Clock => {
  const within = arrival[region];
  return 'hours' in within
    ? { kind: 'elapsed', minutes: within.hours * HOUR_IN_MINUTES }
    : { kind: 'working-days', days: within.workingDays, calendar: onsite };
};

/** K5: when somebody has to be on site. An unknown region gets the longest promise of all. */
export const arrivalDue = (
  terms: ArrivalTerms,
  region: Region,
  startAt: number,
  pauses: readonly Span[],
  riskShare?: number,
): Due => {
  const dues = (region === 'unknown' ? regions.filter((value) => value !== 'unknown') : [region]).map((value) =>
    dueOf(arrivalClock(terms, value), startAt, pauses, riskShare),
  );
  return dues.reduce((longest, due) => (isLater(due.dueAt, longest.dueAt) ? due : longest));
};

/** K5: the region with the longest promise from an instant on, which an unknown one gets. */
export const longestRegion = (terms: ArrivalTerms, startAt: number): KnownRegion => {
  const known = regions.filter((region) => region !== 'unknown');
  const dueAt = (region: KnownRegion) => dueOf(arrivalClock(terms, region), startAt, []).dueAt;
  return known.reduce((longest, region) => (isLater(dueAt(region), dueAt(longest)) ? region : longest));
};

/** Null is later than every instant: an open pause keeps it from being known. */
const isLater = (a: number | null, b: number | null): boolean => b !== null && (a === null || a > b);
