import { fold } from '../../../domain/kernel/decider.js';
import type { Recorded } from '../../../domain/kernel/envelope.js';
import type { RequestEvent } from '../../../domain/request/request.events.js';
import { request as requests } from '../../../domain/request/request.js';
import type { Request, Visit } from '../../../domain/request/request.state.js';
import { openStates } from '../../../domain/request/state-table.js';
import { stateOf } from '../../../domain/request/waits.js';
import type { LaterFact } from './later-fact.js';

const api = '/api/v1';
const reason = '{"reason": "…"}';

/** Which requests depend on something: all that are given, or those that were decided under a contract. */
export type Depending = 'all' | { readonly contractId: string };

/**
 * What of a request depends on what an import created (C9): the request, its decision, its visits. One that was
 * cancelled or declined before anything was delivered for it depends on nothing.
 */
export const factsOfRequest = (
  history: readonly Recorded<RequestEvent>[],
  depending: Depending,
): readonly LaterFact[] => {
  const state = fold(requests, history as readonly RequestEvent[]);
  if (state.status !== 'registered') return [];
  const isDelivered = history.some(({ type }) => type === 'WorkStarted' || type === 'VisitFinished');
  if (!isDelivered && (state.phase === 'cancelled' || state.phase === 'declined')) return [];
  const { requestId: id } = state;
  const isNamed = depending === 'all' || state.contractId === depending.contractId;
  const isUnder = (contractId: string | null): boolean => depending !== 'all' && contractId === depending.contractId;
  const way = isDelivered ? null : wayBackOfRequest(state);
  return history.flatMap(({ type, data, position }): readonly LaterFact[] => {
    const fact = { category: 'request' as const, id, position };
    if (type === 'RequestRegistered' && (isNamed || isUnder(data.decision.contractId))) return [{ ...fact, type, way }];
    // R8: asked again, and granted under the contract.
    if (type === 'RequestDecided' && !isNamed && isUnder(data.decision.contractId)) return [{ ...fact, type, way }];
    if (type !== 'VisitRequested' || !(isNamed || isUnder(data.decision.contractId))) return [];
    const visit = state.visits.find(({ visitId }) => visitId === data.visitId)!;
    return isOver(visit) ? [] : [{ ...fact, type, way: wayBackOfVisit(id, visit) }];
  });
};

/** It was refused or cancelled: nobody came. */
const isOver = ({ state }: Visit): boolean => state === 'refused' || state === 'cancelled';

const wayBackOfRequest = (request: Request): string | null => {
  const path = `POST ${api}/requests/${request.requestId}`;
  const state = stateOf(request);
  if (state === 'merged') return `${path}/unmerge ${reason}`;
  return (openStates as readonly string[]).includes(state) ? `${path}/cancel ${reason}` : null;
};

const wayBackOfVisit = (requestId: string, { visitId, arrivedAt }: Visit): string | null =>
  arrivedAt === null ? `POST ${api}/requests/${requestId}/visits/${visitId}/cancel ${reason}` : null;
