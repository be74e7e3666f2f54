import { addDays, dayAt, endOfDay, instantOf } from '../kernel/civil.js';
import { Refusal } from '../kernel/decider.js';
import { actData, alreadyEntitled, mayBeServed, notEntitled } from './acts.js';
import type { Outcome } from './decided.js';
import { isByPerson } from './handling.js';
import { promisesOf } from './registering.js';
import type { ActOf, Given } from './request.commands.js';
import type { EventOf } from './request.events.js';
import type { Request } from './request.state.js';
import { supersededBy } from './surveys.js';
import { openVisit } from './visits.js';
import { endOf } from './waits.js';

/** R7, R11: a proposal, once no visit is open. */
export const resolve = ({ resolution, by, article }: ActOf<'resolve'>, request: Request, given: Given): Outcome => {
  if (!mayBeServed(request)) return notEntitled(request);
  const visit = openVisit(request);
  if (visit !== undefined)
    return new Refusal('visit-open', 'R16', { id: request.requestId, visitId: visit.visitId, state: visit.state });
  return {
    events: [
      ...endOf(request, given.at, () => true),
      { type: 'RequestResolved', data: { ...actData(given), resolution, by, article } },
    ],
    responds: true,
  };
};

/** R11: the customer accepts, staff name who agreed, an admin gives a reason, or nobody objects in time. */
export const close = ({ confirmedBy }: ActOf<'close'>, given: Given): Outcome => ({
  events: [{ type: 'RequestClosed', data: { ...actData(given), how: howClosed(confirmedBy, given), confirmedBy } }],
});
const howClosed = (
  confirmedBy: ActOf<'close'>['confirmedBy'],
  { role }: Given,
): EventOf<'RequestClosed'>['data']['how'] =>
  role === 'customer' ? 'customer' : confirmedBy !== null ? 'staff' : role === 'system' ? 'silence' : 'admin';

/** R12: a new cycle under the same decision, whatever became of the contract. */
export const reopen = (request: Request, given: Given): Outcome => {
  const { requestId: id, decision, closedAt, resolvedAt, cycle } = request;
  const days = given.figures.reopenWithinDays;
  const lastDay = addDays(dayAt(closedAt ?? resolvedAt!, given.zone), days);
  if (given.at >= instantOf(endOfDay(lastDay, given.zone)))
    return new Refusal('reopen-too-late', 'R12', { id, lastDay, days });
  return {
    // S22: one append, so that nobody answers what was contradicted.
    events: [
      ...supersededBy(request, given.at),
      { type: 'RequestReopened', data: { ...actData(given), cycle: cycle + 1 } },
    ],
    gives: promisesOf(decision, given.at, null),
  };
};

/** R8: with a right only an admin declines. */
export const decline = (request: Request, given: Given): Outcome => {
  if (request.decision.entitled && given.role !== 'admin') return alreadyEntitled(request);
  return {
    events: [...endOf(request, given.at, () => true), { type: 'RequestDeclined', data: actData(given) }],
    responds: isByPerson(given.role, null),
    voids: { because: 'declined' },
  };
};

export const cancel = (request: Request, given: Given): Outcome => ({
  events: [...endOf(request, given.at, () => true), { type: 'RequestCancelled', data: actData(given) }],
  voids: { because: 'cancelled' },
});
