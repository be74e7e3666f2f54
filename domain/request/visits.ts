import { epochOf } from '../kernel/civil.js';
import { Refusal } from '../kernel/decider.js';
import { actData, mayBeServed, notEntitled, refusedTime } from './acts.js';
import type { Outcome } from './decided.js';
import { isByPerson } from './handling.js';
import type { ActOf, Given, VisitAct } from './request.commands.js';
import type { Request, Visit, VisitState } from './request.state.js';

/** R6, R16: in which states a visit accepts each act. */
export const visitAcceptedIn = {
  'visit-quote': ['requested', 'quoted'],
  'visit-accept': ['quoted'],
  'visit-refuse': ['quoted'],
  'visit-schedule': ['accepted', 'scheduled'],
  'visit-arrive': ['accepted', 'scheduled'],
  'visit-refuse-entry': ['arrived'],
  'visit-finish': ['arrived'],
  'visit-cancel': ['requested', 'quoted', 'accepted', 'scheduled'],
} as const satisfies Readonly<Record<Exclude<VisitAct['kind'], 'visit'>, readonly VisitState[]>>;

const ended: readonly VisitState[] = ['refused', 'entry-refused', 'finished', 'cancelled'];

/** The first visit that is not over. */
export const openVisit = ({ visits }: Request): Visit | undefined => visits.find(({ state }) => !ended.includes(state));

/** R16: a visit has a decision and, where that grants, an arrival promise of its own. */
export const requestVisit = (act: ActOf<'visit'>, request: Request, given: Given): Outcome => {
  const { visitId, targetVersion, region, decision } = act;
  if (request.visits.some((visit) => visit.visitId === visitId)) return { events: [] };
  if (!mayBeServed(request)) return notEntitled(request);
  if (!decision.entitled && !request.goodwill) return notEntitled({ requestId: request.requestId, decision });
  const data = { ...actData(given), visitId, targetVersion, region, decision };
  return {
    events: [{ type: 'VisitRequested', data }],
    gives: decision.entitled ? [{ kind: 'arrive', startAt: given.at, decision, visitId, region }] : [],
  };
};

/** R16: an act on a visit. */
export const changeVisit = (act: Exclude<VisitAct, { kind: 'visit' }>, request: Request, given: Given): Outcome => {
  const visit = request.visits.find(({ visitId }) => visitId === act.visitId);
  if (visit === undefined) return new Refusal('visit-unknown', 'R16', { id: act.visitId });
  if (!(visitAcceptedIn[act.kind] as readonly VisitState[]).includes(visit.state)) return refusedVisit(act, visit);
  const refused = refusedTime(given, visit.since);
  if (refused !== null) return refused;
  return decided(act, request, given);
};

const refusedVisit = (
  act: Exclude<VisitAct, { kind: 'visit' }>,
  { visitId, state }: Visit,
): Refusal<'visit-state' | 'visit-not-accepted'> => {
  if (act.kind === 'visit-schedule' && (state === 'requested' || state === 'quoted'))
    return new Refusal('visit-not-accepted', 'R16', { id: visitId, state });
  const possible = (Object.keys(visitAcceptedIn) as (keyof typeof visitAcceptedIn)[]).filter((kind) =>
    (visitAcceptedIn[kind] as readonly VisitState[]).includes(state),
  );
  return new Refusal('visit-state', 'R16', { id: visitId, state, possible: possible.join(', ') || '-' });
};

const decided = (act: Exclude<VisitAct, { kind: 'visit' }>, request: Request, given: Given): Outcome => {
  const { visitId } = act;
  const acted = { ...actData(given), visitId };
  switch (act.kind) {
    case 'visit-quote':
      return {
        events: [{ type: 'VisitQuoted', data: { ...acted, fee: act.fee, travel: act.travel } }],
        responds: isByPerson(given.role, null),
      };
    case 'visit-accept':
      return { events: [{ type: 'VisitAccepted', data: { ...acted, by: act.by } }] };
    case 'visit-refuse':
      return {
        events: [{ type: 'VisitRefused', data: { ...acted, by: act.by } }],
        voids: { because: 'quote-refused', visitId },
      };
    case 'visit-schedule': {
      const { startsAt, engineer, customerWish } = act;
      const { policyVersion, calendarVersion } = request.decision;
      const outsideHours = !given.terms(policyVersion, calendarVersion).onsite.isOpen(epochOf(startsAt));
      return {
        events: [{ type: 'VisitScheduled', data: { ...acted, startsAt, engineer, customerWish, outsideHours } }],
      };
    }
    case 'visit-arrive':
      return { events: [{ type: 'VisitArrived', data: { ...acted, by: act.by } }], arrives: visitId };
    case 'visit-refuse-entry':
      return { events: [{ type: 'VisitEntryRefused', data: { ...acted, by: act.by } }] };
    case 'visit-finish': {
      const { by, signedBy, minutes, summary } = act;
      return { events: [{ type: 'VisitFinished', data: { ...acted, by, signedBy, minutes, summary } }] };
    }
    case 'visit-cancel':
      return {
        events: [{ type: 'VisitCancelled', data: { ...acted, agreedBy: act.agreedBy } }],
        voids: { because: 'visit-cancelled', visitId },
      };
  }
};
