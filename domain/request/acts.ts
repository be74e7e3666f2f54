import { epochOf } from '../kernel/civil.js';
import { Refusal } from '../kernel/decider.js';
import type { Given } from './request.commands.js';
import type { Request } from './request.state.js';
import type { RequestRefusal } from './request-refusals.js';
import type { ActData } from './request.events.js';
import { accepts, type Act, possibleIn } from './state-table.js';
import { stateOf } from './waits.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** When an act happened, with the reason that was given for it. */
export const actData = ({ at, reason }: Given): ActData => (reason === null ? { at } : { at, reason });

const isLongAgo = ({ at, now }: Pick<Given, 'at' | 'now'>, ms: number): boolean => epochOf(now) - epochOf(at) > ms;

/** A4: what is long past is recorded by an admin, with a reason. */
const needsAdmin = ({ role, reason }: Given): boolean => role !== 'admin' || reason === null;

/** A4: whether this could have happened then, and who may record it so late. */
export const refusedTime = (given: Given, since: string): Refusal<RequestRefusal> | null => {
  const { at, now, figures } = given;
  if (at > now) return new Refusal('at-in-future', 'A4', { at, now });
  if (at < since) return new Refusal('at-too-early', 'A4', { at, since });
  if (isLongAgo(given, figures.actsBackHours * HOUR) && needsAdmin(given))
    return new Refusal('needs-admin', 'A4', { value: at });
  return null;
};

/** K8, A4: whether a request can have been made then, and registered when it was. */
export const refusedRequestTime = (given: Given, requestedAt: string): Refusal<RequestRefusal> | null => {
  const { now, figures } = given;
  if (requestedAt > now) return new Refusal('at-in-future', 'A4', { at: requestedAt, now });
  const refused = refusedTime(given, requestedAt);
  if (refused !== null) return refused;
  if (isLongAgo({ at: requestedAt, now }, figures.requestedBackDays * DAY) && needsAdmin(given))
    return new Refusal('needs-admin', 'A4', { value: requestedAt });
  return null;
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
