import { refuseAct } from '../kernel/act.js';
import { Refusal } from '../kernel/decider.js';
import type { Given } from './request.commands.js';
import type { Request } from './request.state.js';
import type { RequestRefusal } from './request-refusals.js';
import type { ActData } from './request.events.js';
import { accepts, type Act, possibleIn } from './state-table.js';
import { stateOf } from './waits.js';

/** When an act happened, with the reason that was given for it. */
export const actData = ({ at, reason }: Given): ActData => (reason === null ? { at } : { at, reason });

/** A4: whether this could have happened then, and who may record it so late. */
export const refusedTime = (
  { at, now, role, reason, figures }: Given,
  since: string | null,
): Refusal<RequestRefusal> | null => refuseAct({ at, now, role, reason, backHours: figures.actsBackHours }, since);

/**
 * K8, A4: whether a request can have been made then, and registered when it was. How far back lies what somebody
 * states is bounded; when an intake arrived is on record, however long ago.
 */
export const refusedRequestTime = (
  given: Given,
  { requestedAt, intakeId }: { readonly requestedAt: string; readonly intakeId: string | null },
): Refusal<RequestRefusal> | null => {
  const { now, role, reason, figures } = given;
  if (requestedAt > now) return new Refusal('at-in-future', 'A4', { at: requestedAt, now });
  const refused = refusedTime(given, requestedAt);
  if (refused !== null || intakeId !== null) return refused;
  const backHours = figures.requestedBackDays * 24;
  return refuseAct({ at: requestedAt, now, role, reason, backHours }, null);
};

/** Section 3: whether the request accepts the act in the state that it is in. */
export const refusedState = (request: Request, act: Act): Refusal<RequestRefusal> | null => {
  const state = stateOf(request);
  if (accepts(state, act)) return null;
  const { requestId: id, no } = request;
  if (request.merged !== null) return new Refusal('request-merged', 'R14', { id, no, survivor: request.merged.intoNo });
  return new Refusal('request-state', 'R3', { id, no, state, act, possible: possibleIn(state).join(', ') });
};

/** R8: the vendor may work for it: by right, or out of goodwill. */
export const mayBeServed = ({ decision, goodwill }: Request): boolean => decision.entitled || goodwill;

export const notEntitled = ({
  requestId: id,
  decision,
}: Pick<Request, 'requestId' | 'decision'>): Refusal<RequestRefusal> =>
  new Refusal('not-entitled', 'R8', { id, reason: decision.reason });

export const alreadyEntitled = ({ requestId: id }: Request): Refusal<RequestRefusal> =>
  new Refusal('request-entitled', 'R8', { id });
