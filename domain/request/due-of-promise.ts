import { epochOf, type Instant, instantOf } from '../kernel/civil.js';
import type { Span } from '../kernel/span.js';
import { arrivalDue } from '../promise/arrival.js';
import type { Due } from '../promise/due.js';
import { endedBy, type Pause } from '../promise/pauses.js';
import { type Asked, responseDue } from '../promise/response.js';
import { arriveClockName, type PromiseTerms, respondClockName, type TermsOf } from './promise-terms.js';
import type { AbsorbedPromise, AskedRecorded, DueRecorded, PromiseKind } from './request.events.js';
import type { GivenPromise, Request } from './request.state.js';

/** What a due is computed from, besides pauses. */
interface Computed {
  readonly kind: PromiseKind;
  readonly startAt: Instant;
  readonly asked: readonly AskedRecorded[];
  readonly region: AbsorbedPromise['region'];
}

const epochOrNull = (at: Instant | null): number | null => (at === null ? null : epochOf(at));
const instantOrNull = (at: number | null): Instant | null => (at === null ? null : instantOf(at));

/** K10: pauses of a promise: those of its request, and of its visit where it has one. `sales` pauses nothing. */
export const pausesOf = (request: Request, promise: Pick<GivenPromise, 'visitId'>): readonly Pause[] => [
  ...request.waits.flatMap(({ kind, from, until, endedAt }) => {
    if (kind === 'sales') return [];
    const ends = [until, endedAt].filter((end) => end !== null).sort();
    const to = ends[0] ?? null;
    return to !== null && to <= from ? [] : [{ kind, from: epochOf(from), to: epochOrNull(to) }];
  }),
  ...request.visits
    .filter(({ visitId }) => visitId === promise.visitId)
    .flatMap(({ pauses }) => pauses)
    .filter(({ from, to }) => to === null || to > from)
    .map(({ kind, from, to }) => ({ kind, from: epochOf(from), to: epochOrNull(to) })),
];

const computed = (promise: Computed, pauses: readonly Span[], terms: PromiseTerms): Due => {
  if (promise.kind === 'arrive')
    return arrivalDue(terms, promise.region, epochOf(promise.startAt), pauses, terms.riskShare);
  const [first, ...changes] = promise.asked.map(({ at, urgency, priority }) => ({
    at: epochOf(at),
    urgency,
    priority,
  }));
  return responseDue(terms, [first as Asked, ...changes], pauses, terms.riskShare);
};

const earlier = (a: Due, b: Due): Due => (a.dueAt === null || (b.dueAt !== null && b.dueAt < a.dueAt) ? b : a);

/** R14: each kind of promise has the earlier due of the requests that are one. */
const withAbsorbed = (promise: GivenPromise, pauses: readonly Span[], terms: TermsOf): Due =>
  promise.absorbed.reduce(
    (due, { promise: other }) => {
      const own = other.pauses.map(({ from, to }) => ({ from: epochOf(from), to: epochOrNull(to) }));
      return earlier(due, computed(other, [...own, ...pauses], terms(other.policyVersion, other.calendarVersion)));
    },
    computed(promise, pauses, terms(promise.policyVersion, promise.calendarVersion)),
  );

/** When a promise is due, by all acts that are recorded. */
export const dueOfPromise = (request: Request, promise: GivenPromise, terms: TermsOf): Due =>
  withAbsorbed(promise, pausesOf(request, promise), terms);

/** The same if what pauses it ended at an instant. */
export const dueIfResumed = (request: Request, promise: GivenPromise, terms: TermsOf, now: number): Due =>
  withAbsorbed(promise, endedBy(pausesOf(request, promise), now), terms);

/** As events record it. */
export const recordedDue = (request: Request, promise: GivenPromise, terms: TermsOf): DueRecorded => {
  const due = dueOfPromise(request, promise, terms);
  return {
    dueAt: instantOrNull(due.dueAt),
    atRiskAt: instantOrNull(due.atRiskAt),
    clock: clockOf(promise, terms),
    provisional: due.provisional,
  };
};

const clockOf = (promise: GivenPromise, termsOf: TermsOf): DueRecorded['clock'] => {
  const terms = termsOf(promise.policyVersion, promise.calendarVersion);
  const startAt = epochOf(promise.startAt);
  return promise.kind === 'arrive'
    ? arriveClockName(terms, promise.region, startAt)
    : respondClockName(terms, promise.asked.at(-1)!, startAt);
};
