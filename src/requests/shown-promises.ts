import { epochOf, type Instant, instantOf } from '../../domain/kernel/civil.js';
import { covers } from '../../domain/kernel/span.js';
import { pausedInAll } from '../../domain/promise/paused-minutes.js';
import { dueIfResumed, dueOfPromise, pausesOf } from '../../domain/request/due-of-promise.js';
import type { GivenPromise, Request } from '../../domain/request/request.state.js';
import type { VendorTerms } from './request-terms.js';

/** K11, K12: as it is at an instant. What is past its due without an act is broken, whether or not that is recorded. */
export type ShownPromiseState = 'open' | 'paused' | 'at-risk' | 'kept' | 'broken' | 'void';

const instantOrNull = (at: number | null): Instant | null => (at === null ? null : instantOf(at));

/**
 * The promises of a request as answers show them at an instant. `underNewest` is null in answers of writes, which a
 * later publication must not change (C11).
 */
export const shownPromises = (request: Request, terms: VendorTerms, now: number, newest: boolean) =>
  request.promises.map((promise) => {
    const pauses = pausesOf(request, promise);
    const due = dueOfPromise(request, promise, terms.termsOf);
    const resumed = dueIfResumed(request, promise, terms.termsOf, now);
    const { verdict, startAt } = promise;
    const end = verdict === null ? now : epochOf(verdict.at);
    return {
      id: promise.promiseId,
      kind: promise.kind,
      cycle: promise.cycle,
      visitId: promise.visitId,
      clock: promise.clock,
      priority: promise.priority,
      startAt,
      dueAt: instantOrNull(due.dueAt),
      dueIfResumedNow: verdict === null && due.dueAt === null ? instantOrNull(resumed.dueAt) : null,
      atRiskAt: instantOrNull(due.atRiskAt),
      state: stateAt(promise, due, pauses, now),
      reason: verdict?.state === 'void' ? verdict.because : null,
      metAt: verdict?.state === 'kept' ? verdict.at : null,
      pausedMinutes: pausedInAll(pauses, epochOf(startAt), end),
      policyVersion: promise.policyVersion,
      calendarVersion: promise.calendarVersion,
      provisional: due.provisional,
      underNewest: newest && verdict === null ? underNewest(request, promise, terms, due.dueAt) : null,
    };
  });

const stateAt = (
  { verdict }: GivenPromise,
  { dueAt, atRiskAt }: { readonly dueAt: number | null; readonly atRiskAt: number | null },
  pauses: ReturnType<typeof pausesOf>,
  now: number,
): ShownPromiseState => {
  if (verdict !== null) return verdict.state;
  if (dueAt !== null && dueAt < now) return 'broken';
  if (pauses.some((pause) => covers(pause, now))) return 'paused';
  return atRiskAt !== null && atRiskAt <= now ? 'at-risk' : 'open';
};

/** K14: what the newest policy and calendar come to, where that is another instant. */
const underNewest = (request: Request, promise: GivenPromise, terms: VendorTerms, dueAt: number | null) => {
  const { policyVersion, calendarVersion } = terms.newestAt(epochOf(promise.startAt));
  if (policyVersion === promise.policyVersion && calendarVersion === promise.calendarVersion) return null;
  const newest = dueOfPromise(request, promise, () => terms.termsOf(policyVersion, calendarVersion)).dueAt;
  return newest === dueAt ? null : { dueAt: instantOrNull(newest), policyVersion, calendarVersion };
};
