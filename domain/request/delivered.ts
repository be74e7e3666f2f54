import type { Instant } from '../kernel/civil.js';
import type { Service } from '../kernel/vocabulary.js';
import type { RequestEvent } from './request.events.js';

/** C6: a service that was delivered for a request: a start of work, or a visit that was finished. */
export interface DeliveredForRequest {
  readonly service: Service;
  /** Of the request whose work was started, or of the visit. */
  readonly id: string;
  readonly at: Instant;
}

/**
 * C6: what was delivered for a request under a contract: one that the request named, or by which the decision granted
 * that it was served on.
 */
export const deliveredUnder = (
  history: readonly RequestEvent[],
  contractId: string,
): readonly DeliveredForRequest[] => {
  const [first] = history;
  if (first?.type !== 'RequestRegistered') return [];
  const { requestId, service, contractId: named } = first.data;
  const isUnder = (covering: string | null | undefined): boolean => named === contractId || covering === contractId;
  const visits = new Map<string, string | null>();
  const delivered: DeliveredForRequest[] = [];
  let covering: string | null = null;
  for (const event of history) {
    if (event.type === 'RequestRegistered' || event.type === 'RequestDecided')
      covering = event.data.decision.contractId;
    if (event.type === 'VisitRequested') visits.set(event.data.visitId, event.data.decision.contractId);
    if (event.type === 'WorkStarted' && isUnder(covering))
      delivered.push({ service, id: requestId, at: event.data.at });
    if (event.type === 'VisitFinished' && isUnder(visits.get(event.data.visitId)))
      delivered.push({ service: 'onsite', id: event.data.visitId, at: event.data.at });
  }
  return delivered;
};
