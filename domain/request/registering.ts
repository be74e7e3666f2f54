import { actData, refusedRequestTime } from './acts.js';
import type { NewPromise, Outcome } from './decided.js';
import type { ActOf, Given } from './request.commands.js';
import type { RequestDecision, RequestEvent } from './request.events.js';

/** R1, K8: whatever arrives is registered, entitled or not; promises run from when it was requested. */
export const register = ({ facts, visitId }: ActOf<'register'>, given: Given): Outcome => {
  const { requestedAt, decision, urgency } = facts;
  const refused = refusedRequestTime(given, facts);
  if (refused !== null) return refused;
  const { priorities } = given.terms(decision.policyVersion, decision.calendarVersion);
  const priority = priorities[urgency][decision.level];
  const registered: RequestEvent = { type: 'RequestRegistered', data: { ...facts, ...actData(given), priority } };
  const visit = visitId === null ? null : firstVisit(visitId, facts.targetVersion, decision, requestedAt);
  return {
    events: visit === null ? [registered] : [registered, visit],
    gives: promisesOf(decision, requestedAt, visitId),
  };
};

/** R16: a request for `onsite` brings its first visit. */
export const firstVisit = (
  visitId: string,
  targetVersion: string | null,
  decision: RequestDecision,
  at: string,
): RequestEvent => ({
  type: 'VisitRequested',
  data: { at, visitId, targetVersion, region: decision.region, decision },
});

/** K4: a denied decision carries no promise. */
export const promisesOf = (
  decision: RequestDecision,
  startAt: string,
  visitId: string | null,
): readonly NewPromise[] => {
  if (!decision.entitled) return [];
  const respond: NewPromise = { kind: 'respond', startAt, decision, visitId: null, region: decision.region };
  return visitId === null ? [respond] : [respond, { ...respond, kind: 'arrive', visitId }];
};
