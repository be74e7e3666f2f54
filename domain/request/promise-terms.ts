import type { Level, Priority, Region, Urgency } from '../kernel/vocabulary.js';
import { type ArrivalTerms, arrivalClock, type KnownRegion, longestRegion } from '../promise/arrival.js';
import type { Clock } from '../promise/clock.js';
import { responseClock, type ResponseTerms } from '../promise/response.js';
import type { PromiseClock } from './request.events.js';

/** K14: what promises are computed by: the policy and the calendar of their decision. */
export interface PromiseTerms extends ResponseTerms, ArrivalTerms {
  readonly priorities: Readonly<Record<Urgency, Readonly<Record<Level, Priority>>>>;
  /** K12: from 0 to 1. */
  readonly riskShare: number;
}

/** The terms of a policy's version under a calendar's; null: no calendar was published. */
export type TermsOf = (policyVersion: number, calendarVersion: string | null) => PromiseTerms;

const names: Readonly<Record<Clock['kind'], PromiseClock>> = {
  'working-minutes': 'working-minutes',
  elapsed: 'elapsed',
  'working-days': 'working-days',
};

/** K9: what a response is counted in. */
export const respondClockName = (
  terms: PromiseTerms,
  asked: { readonly urgency: Urgency; readonly priority: Priority },
  at: number,
): PromiseClock => names[responseClock(terms, asked, at).kind];

/** K9: what an arrival is counted in. */
export const arriveClockName = (terms: PromiseTerms, region: Region, at: number): PromiseClock => {
  const known: KnownRegion = region === 'unknown' ? longestRegion(terms, at) : region;
  return names[arrivalClock(terms, known).kind];
};
