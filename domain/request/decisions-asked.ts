import type { Instant } from '../kernel/civil.js';
import type { Channel, Region, Service, Urgency } from '../kernel/vocabulary.js';
import type { RequestDecision, RequestEvent } from './request.events.js';

/** A decision of a request or of one of its visits (D8), and all that is needed to ask the same question again (C9). */
export interface DecisionAsked {
  readonly kind: 'request' | 'visit';
  /** Of the request or the visit. */
  readonly id: string;
  readonly requestId: string;
  readonly requestNo: string;
  /** Index of its event in the request's history: the revision. */
  readonly revision: number;
  readonly asked: {
    readonly customerId: string;
    readonly service: Service;
    readonly at: Instant;
    readonly contractId: string | null;
    readonly channel: Channel;
    readonly urgency: Urgency;
    readonly module: string | null;
    readonly targetVersion: string | null;
    readonly region: Region | null;
  };
  readonly decision: RequestDecision;
}

/** The decisions that hold at the end of a request's history: its own last one (R8), and one of each visit (R16). */
export const decisionsAsked = (history: readonly RequestEvent[]): readonly DecisionAsked[] => {
  const [first] = history;
  if (first?.type !== 'RequestRegistered') return [];
  const { requestId, no, customerId, service, contractId, channel, module, targetVersion, region } = first.data;
  const of = { requestId, requestNo: no };
  const visits: DecisionAsked[] = [];
  let own: DecisionAsked | undefined;
  let { urgency } = first.data;
  for (const [revision, event] of history.entries()) {
    if (event.type === 'PriorityChanged') urgency = event.data.urgency;
    if (event.type === 'RequestRegistered' || event.type === 'RequestDecided') {
      const { decision } = event.data;
      const asked = {
        customerId,
        service,
        at: decision.at,
        contractId,
        channel,
        urgency,
        module,
        targetVersion,
        region,
      };
      own = { kind: 'request', id: requestId, ...of, revision, asked, decision };
    }
    if (event.type === 'VisitRequested') {
      const { visitId, decision, region: site } = event.data;
      const asked = {
        customerId,
        service: 'onsite' as const,
        at: decision.at,
        contractId,
        channel,
        urgency,
        module,
        targetVersion: event.data.targetVersion ?? targetVersion,
        region: site,
      };
      visits.push({ kind: 'visit', id: visitId, ...of, revision, asked, decision });
    }
  }
  return own === undefined ? visits : [own, ...visits];
};
