import { Refusal } from '../kernel/decider.js';
import type { Role } from '../kernel/envelope.js';
import { isSamePerson, type Person } from '../kernel/person.js';
import { actData, alreadyEntitled } from './acts.js';
import type { Outcome } from './decided.js';
import { firstVisit, promisesOf } from './registering.js';
import type { ActOf, Given } from './request.commands.js';
import type { Request } from './request.state.js';
import { endOf } from './waits.js';

/** Roles whose acts are those of a person of the vendor (K11). */
const staff: readonly Role[] = ['support', 'engineer', 'sales', 'admin'];
/** K11: by a person of the vendor, or by a system that names one. */
export const isByPerson = (role: Role, by: Person | null): boolean =>
  staff.includes(role) || (role === 'system' && by !== null);

/** K11, R17: somebody of the vendor has taken it over. Once is enough. */
export const acknowledge = ({ by }: ActOf<'acknowledge'>, request: Request, given: Given): Outcome =>
  request.phase === 'registered'
    ? {
        events: [{ type: 'RequestAcknowledged', data: { ...actData(given), by } }],
        responds: isByPerson(given.role, by),
      }
    : { events: [] };

/** R10: what the customer answers ends the waits for it, unless it is stated to be no answer. */
export const interact = (
  { direction, channel, text, by, minutes, automatic, answers, files }: ActOf<'interactions'>,
  request: Request,
  given: Given,
): Outcome => {
  if (direction === 'internal' && given.role === 'customer')
    return new Refusal('forbidden', 'A1', { role: 'customer', allowed: staff.join(', ') });
  // A6: nothing is kept that nobody could read.
  if (files !== undefined && request.textErased) return new Refusal('text-erased', 'A7', { id: request.requestId });
  const ended =
    direction === 'inbound' && answers
      ? endOf(request, given.at, (kind) => kind === 'information' || kind === 'access')
      : [];
  const facts = { ...actData(given), direction, channel, text, by, minutes, automatic, answers };
  const data = files === undefined ? facts : { ...facts, files };
  return {
    events: [{ type: 'InteractionRecorded', data }, ...ended],
    responds: direction === 'outbound' && !automatic && isByPerson(given.role, by),
  };
};

/** K7, K13: the level stays that of the registration. */
export const changePriority = ({ urgency }: ActOf<'priority'>, request: Request, given: Given): Outcome => {
  if (urgency === request.urgency) return { events: [] };
  const { decision, priority: from } = request;
  const to = given.terms(decision.policyVersion, decision.calendarVersion).priorities[urgency][decision.level];
  return { events: [{ type: 'PriorityChanged', data: { ...actData(given), urgency, from, to } }] };
};

/** R17. */
export const assign = (act: ActOf<'assign'>, request: Request, given: Given): Outcome => {
  const owner = act.owner !== undefined && !isSame(act.owner, request.owner) ? { owner: act.owner } : {};
  const satisfaction =
    act.satisfactionOwner !== undefined && !isSame(act.satisfactionOwner, request.satisfactionOwner)
      ? { satisfactionOwner: act.satisfactionOwner }
      : {};
  const changes = { ...owner, ...satisfaction };
  if (Object.keys(changes).length === 0) return { events: [] };
  return { events: [{ type: 'RequestAssigned', data: { ...actData(given), ...changes } }] };
};

const isSame = (one: Person | null, other: Person | null): boolean =>
  one === null || other === null ? one === other : isSamePerson(one, other);

/** R8: asked again; where it is granted now, promises start now. */
export const decideAgain = ({ decision, visitId }: ActOf<'decide'>, request: Request, given: Given): Outcome => {
  if (request.decision.entitled) return alreadyEntitled(request);
  if (!decision.entitled && decision.reason === request.decision.reason) return { events: [] };
  const decided = { type: 'RequestDecided', data: { ...actData(given), decision } } as const;
  const needsVisit = decision.entitled && request.service === 'onsite' && request.visits.length === 0;
  return {
    events: needsVisit ? [decided, firstVisit(visitId, request.targetVersion, decision, given.at)] : [decided],
    gives: promisesOf(decision, given.at, needsVisit ? visitId : null),
  };
};

/** R8: work without a right and without a promise. */
export const grantGoodwill = (request: Request, given: Given): Outcome => {
  if (request.decision.entitled) return alreadyEntitled(request);
  return { events: request.goodwill ? [] : [{ type: 'GoodwillGranted', data: actData(given) }] };
};

/** R1: it waits for sales. */
export const refer = ({ waitId, to }: ActOf<'refer'>, given: Given): Outcome => ({
  events: [{ type: 'RequestReferred', data: { ...actData(given), waitId, to } }],
});
