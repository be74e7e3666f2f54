import { dayAt, epochOf, instantOf } from '../kernel/civil.js';
import { pausedMinutes } from '../promise/paused-minutes.js';
import { dueOfPromise, pausesOf, recordedDue } from './due-of-promise.js';
import type { Decided, NewPromise } from './decided.js';
import { evolve } from './evolve.js';
import type { Given } from './request.commands.js';
import type { PromiseData, RequestEvent, Verdict } from './request.events.js';
import type { GivenPromise, Request, RequestState } from './request.state.js';

/**
 * The events of an act, and what follows from it for the promises, in this order: what was broken before it, the act,
 * what it keeps, makes void and gives, and the new due of what is still open.
 */
export const withPromises = (decided: Decided, before: RequestState, given: Given): readonly RequestEvent[] => {
  if (decided.events.length === 0) return [];
  const events: RequestEvent[] = [];
  let state = before;
  const add = (added: readonly RequestEvent[]): void => {
    for (const event of added) {
      events.push(event);
      state = evolve(state, event);
    }
  };
  if (before.status === 'registered') add(brokenBefore(before, given));
  const atAct = state;
  add(decided.events);
  if (atAct.status === 'registered') add(fulfilledBy(decided, atAct, given));
  add(voidedBy(decided, registered(state), given));
  for (const promise of decided.gives ?? []) add([promiseGiven(promise, registered(state), given)]);
  add(recomputed(before, registered(state), given));
  return events;
};

const registered = (state: RequestState): Request => {
  if (state.status !== 'registered') throw new Error('an act on a request that is not registered');
  return state;
};

const isOpen = ({ verdict }: GivenPromise): boolean => verdict === null;

/** K11: what was due before the act and had no act that counts; true from the instant it was due. */
export const brokenBefore = (request: Request, given: Given): readonly RequestEvent[] =>
  request.promises.filter(isOpen).flatMap((promise) => {
    const { dueAt } = dueOfPromise(request, promise, given.terms);
    if (dueAt === null || dueAt >= epochOf(given.at)) return [];
    return [{ type: 'PromiseBroken', data: verdict(request, promise, instantOf(dueAt), given) } as const];
  });

/** K6, K11: the first act that counts keeps it; one recorded later that was in time turns broken into kept. */
const fulfilledBy = (decided: Decided, request: Request, given: Given): readonly RequestEvent[] =>
  request.promises.filter(counts(decided, request)).flatMap((promise) => {
    const { dueAt } = dueOfPromise(request, promise, given.terms);
    if (dueAt !== null && epochOf(given.at) > dueAt) return [];
    return [{ type: 'PromiseKept', data: verdict(request, promise, given.at, given) } as const];
  });

const counts =
  ({ responds, arrives }: Decided, { cycle }: Request) =>
  (promise: GivenPromise): boolean => {
    const undecided = promise.verdict === null || promise.verdict.state === 'broken';
    if (promise.kind === 'arrive') return undecided && arrives !== undefined && promise.visitId === arrives;
    return undecided && responds === true && promise.cycle === cycle;
  };

/** K11: void, with its reason. */
const voidedBy = ({ voids }: Decided, request: Request, given: Given): readonly RequestEvent[] => {
  if (voids === undefined) return [];
  const { because, visitId } = voids;
  return request.promises
    .filter((promise) => isOpen(promise) && (visitId === undefined || promise.visitId === visitId))
    .map((promise) => ({
      type: 'PromiseVoided',
      data: { ...verdict(request, promise, given.at, given), because },
    }));
};

/** What a verdict records, besides which one it is. */
export const verdict = (request: Request, promise: GivenPromise, at: string, { terms }: Given): Verdict => {
  const { dueAt } = dueOfPromise(request, promise, terms);
  return {
    at,
    promiseId: promise.promiseId,
    dueAt: dueAt === null ? null : instantOf(dueAt),
    priority: promise.priority,
    pausedMinutes: pausedMinutes(pausesOf(request, promise), epochOf(promise.startAt), epochOf(at)),
  };
};

/** K8, K14: a promise as its decision gives it; one of each kind and cycle, or visit. */
const promiseGiven = (
  { kind, startAt, decision, visitId, region }: NewPromise,
  request: Request,
  given: Given,
): RequestEvent => {
  const { requestId, customerId, service, channel, cycle, urgency, priority } = request;
  const { policyVersion, calendarVersion } = decision;
  const identity = {
    promiseId: kind === 'respond' ? `${requestId}-respond-${cycle}` : `${requestId}-arrive-${visitId}`,
    customerId,
    service,
    channel,
    requestedOn: dayAt(request.requestedAt, given.zone),
    kind,
    cycle,
    visitId,
    startAt,
    urgency,
    priority,
    region,
    policyVersion,
    calendarVersion,
  };
  const undated: Omit<PromiseData, keyof typeof identity> = {
    dueAt: null,
    atRiskAt: null,
    clock: 'elapsed',
    provisional: false,
  };
  const promise: GivenPromise = {
    ...identity,
    ...undated,
    asked: [{ at: startAt, urgency, priority }],
    verdict: null,
    absorbed: [],
  };
  return { type: 'PromiseGiven', data: { at: startAt, ...identity, ...recordedDue(request, promise, given.terms) } };
};

/**
 * What the act changed of an open promise: its due, or its priority (K13), which can change while the due is unknown.
 * Views read both, and have no calendar.
 */
const recomputed = (before: RequestState, request: Request, given: Given): readonly RequestEvent[] =>
  request.promises.filter(isOpen).flatMap((promise) => {
    const due = recordedDue(request, promise, given.terms);
    const { promiseId, priority, dueAt, atRiskAt, clock, provisional } = promise;
    const isDueAlike =
      due.dueAt === dueAt && due.atRiskAt === atRiskAt && due.clock === clock && due.provisional === provisional;
    if (isDueAlike && priorityIn(before, promise) === priority) return [];
    return [{ type: 'PromiseRecomputed', data: { at: given.at, promiseId, priority, ...due } } as const];
  });

/** The priority that events name of a promise so far. */
const priorityIn = (before: RequestState, { promiseId, priority }: GivenPromise): GivenPromise['priority'] =>
  before.status === 'registered'
    ? (before.promises.find((each) => each.promiseId === promiseId)?.priority ?? priority)
    : priority;
