import { epochOf, instantOf } from '../kernel/civil.js';
import { Refusal } from '../kernel/decider.js';
import type { Span } from '../kernel/span.js';
import { endedBy } from '../promise/pauses.js';
import { actData } from './acts.js';
import { backupsOf, waiversOf } from './backups.js';
import type { Outcome } from './decided.js';
import { dueOfPromise, pausesOf } from './due-of-promise.js';
import { givenBack } from './evolve-promises.js';
import { verdict } from './following-promises.js';
import type { Absorbed, ActOf, Given } from './request.commands.js';
import {
  type AbsorbedPromise,
  type AbsorbedVisit,
  promiseKinds,
  type RequestEvent,
  type SpanRecorded,
} from './request.events.js';
import type { GivenPromise, Request } from './request.state.js';
import { visitAcceptedIn } from './visits.js';

/** R14: this request is one with another, which answers for both. Nothing moves. */
export const mergeInto = ({ intoId, intoNo, mergeId }: ActOf<'merge'>, request: Request, given: Given): Outcome =>
  intoId === request.requestId
    ? new Refusal('request-into-itself', 'R14', { id: intoId })
    : {
        events: [{ type: 'RequestMerged', data: { ...actData(given), intoId, intoNo, mergeId } }],
        voids: { because: 'merged' },
      };

/** R14: the survivor has the earlier due of each kind of promise, and what was kept in one is kept. */
export const absorb = ({ absorbed }: ActOf<'absorb'>, request: Request, given: Given): Outcome => {
  if (request.absorbed.some(({ mergeId }) => mergeId === absorbed.mergeId)) return { events: [] };
  const fulfilled = promiseKinds.flatMap((kind): readonly RequestEvent[] => {
    const fulfilledAt = absorbed.promises.find((each) => each.kind === kind && each.keptAt !== null)?.keptAt ?? null;
    const promise = request.promises.find(
      (each) => each.kind === kind && each.cycle === request.cycle && isUndecided(each),
    );
    if (promise === undefined || fulfilledAt === null) return [];
    return [
      { type: 'PromiseKept', data: { ...verdict(request, promise, fulfilledAt, given), mergeId: absorbed.mergeId } },
    ];
  });
  const answersFrom = absorbed.requestedAt < request.requestedAt ? absorbed.requestedAt : request.requestedAt;
  const events: readonly RequestEvent[] = [
    { type: 'RequestAbsorbed', data: { ...actData(given), ...absorbed, answersFrom } },
    ...fulfilled,
  ];
  const { visit } = absorbed;
  return visit == null || hasOpenArrival(request) ? { events } : withVisit(events, visit, given);
};

const hasOpenArrival = ({ promises, cycle }: Request): boolean =>
  promises.some((promise) => promise.kind === 'arrive' && promise.cycle === cycle && promise.verdict === null);

/** Who was promised to come is still promised: by a visit of the survivor, due when it was. */
const withVisit = (events: readonly RequestEvent[], visit: AbsorbedVisit, given: Given): Outcome => {
  const { visitId, region, decision } = visit;
  return {
    events: [...events, { type: 'VisitRequested', data: { ...actData(given), ...visit } }],
    gives: [{ kind: 'arrive', startAt: given.at, decision, visitId, region }],
  };
};

/** K11: nothing has decided it, or nothing but that its due passed. */
const isUndecided = ({ verdict }: GivenPromise): boolean => verdict === null || verdict.state === 'broken';

/** R14: the survivor answers for itself alone again. */
export const giveBack = ({ mergeId }: ActOf<'give-back'>, request: Request, given: Given): Outcome => {
  const absorbed = request.absorbed.find((each) => each.mergeId === mergeId);
  if (absorbed === undefined) return { events: [] };
  const events = [
    unmerged(mergeId, ownRequestedAt(request, mergeId), given),
    ...request.promises.flatMap((promise) => judgedAlone(promise, mergeId, request, given)),
  ];
  const visit = request.visits.find(({ visitId }) => visitId === absorbed.visit?.visitId);
  if (visit === undefined || !visitAcceptedIn['visit-cancel'].some((state) => state === visit.state)) return { events };
  const { visitId } = visit;
  return {
    events: [...events, { type: 'VisitCancelled', data: { ...actData(given), visitId, agreedBy: null } }],
    voids: { because: 'visit-cancelled', visitId },
  };
};

/** R14: what was merged is as it was before. */
export const unmerge = ({ mergeId }: ActOf<'unmerge'>, request: Request, given: Given): Outcome => ({
  events:
    request.merged?.mergeId === mergeId
      ? [
          unmerged(mergeId, null, given),
          ...request.promises
            .filter(({ verdict }) => verdict?.state === 'void' && verdict.because === 'merged')
            .map((promise) => reopened(promise, given)),
        ]
      : [],
});

/** When the survivor was requested, without this merge. */
const ownRequestedAt = ({ ownRequestedAt, absorbed }: Request, mergeId: string): string =>
  absorbed
    .filter((other) => other.mergeId !== mergeId)
    .reduce((earliest, { requestedAt }) => (requestedAt < earliest ? requestedAt : earliest), ownRequestedAt);

const unmerged = (mergeId: string, answersFrom: string | null, given: Given): RequestEvent => ({
  type: 'RequestUnmerged',
  data: { ...actData(given), mergeId, answersFrom },
});
const reopened = ({ promiseId }: GivenPromise, { at }: Given): RequestEvent => ({
  type: 'PromiseReopened',
  data: { at, promiseId },
});

/** R14: a promise that only the merge kept or broke: kept by an act of its own that was in time, or open again. */
const judgedAlone = (
  promise: GivenPromise,
  mergeId: string,
  request: Request,
  given: Given,
): readonly RequestEvent[] => {
  const alone = givenBack(promise, mergeId);
  const { dueAt } = dueOfPromise(request, alone, given.terms);
  if (!isJudgedBy(promise, mergeId, dueAt)) return [];
  const fulfilledAt = fulfilledIn(request, promise);
  return fulfilledAt !== null && (dueAt === null || epochOf(fulfilledAt) <= dueAt)
    ? [{ type: 'PromiseKept', data: verdict(request, alone, fulfilledAt, given) }]
    : [reopened(promise, given)];
};

/** `dueAlone`: epoch ms; null while it is unknown. */
const isJudgedBy = ({ verdict, absorbed }: GivenPromise, mergeId: string, dueAlone: number | null): boolean => {
  if (verdict?.state === 'kept') return verdict.mergeId === mergeId;
  const answersForOther = absorbed.some((each) => each.mergeId === mergeId);
  return verdict?.state === 'broken' && answersForOther && (dueAlone === null || dueAlone > epochOf(verdict.at));
};

/** K11: the first act on the request itself that counts for a promise. */
const fulfilledIn = (request: Request, { kind, visitId, cycle }: GivenPromise): string | null =>
  kind === 'arrive'
    ? (request.visits.find((visit) => visit.visitId === visitId)?.arrivedAt ?? null)
    : cycle === request.cycle
      ? request.respondedAt
      : null;

/**
 * R14: what the survivor computes by, of a request that is merged into it at an instant; with it what that one answers
 * for itself, of requests that were merged into it before.
 */
export const absorbedOf = (request: Request, mergeId: string, at: string): Absorbed => ({
  requestId: request.requestId,
  mergeId,
  requestedAt: request.requestedAt,
  promises: request.promises.flatMap((promise): readonly AbsorbedPromise[] => {
    const { kind, startAt, asked, region, policyVersion, calendarVersion, verdict, cycle } = promise;
    if (cycle !== request.cycle || verdict?.state === 'void') return [];
    const pauses = endedBy(pausesOf(request, promise), epochOf(at)).map(recordedSpan);
    const fulfilledAt = verdict?.state === 'kept' ? verdict.at : null;
    const own = { kind, startAt, asked, region, policyVersion, calendarVersion, pauses, keptAt: fulfilledAt };
    const others = promise.absorbed.map(({ promise: other }) => ({
      ...other,
      pauses: [...other.pauses, ...pauses],
      keptAt: other.keptAt ?? fulfilledAt,
    }));
    // What it answered for itself is the survivor's too.
    return [own, ...others];
  }),
  backups: backupsOf(request).map(({ at: confirmedAt, takenAt }) => ({ at: confirmedAt, takenAt })),
  waivers: waiversOf(request).map(({ at: waivedAt }) => ({ at: waivedAt })),
  visit: visitOwed(request, mergeId),
});

/** The first visit on which somebody was promised to come, and has not. */
const visitOwed = ({ visits, promises }: Request, mergeId: string): AbsorbedVisit | null => {
  const visit = visits.find(
    ({ visitId, state }) =>
      visitAcceptedIn['visit-cancel'].some((open) => open === state) &&
      promises.some((promise) => promise.visitId === visitId && isUndecided(promise)),
  );
  if (visit === undefined) return null;
  const { targetVersion, region, decision } = visit;
  return { visitId: mergeId.replace('mrg_', 'vis_'), targetVersion, region, decision };
};

const recordedSpan = ({ from, to }: Span): SpanRecorded => ({
  from: instantOf(from),
  to: to === null ? null : instantOf(to),
});
