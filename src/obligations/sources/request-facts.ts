import { Refusal } from '../../../domain/kernel/decider.js';
import type { Instant } from '../../../domain/kernel/civil.js';
import type { ObligationNamed } from '../../../domain/obligation/obligation.events.js';
import type { RequestAct, RequestCommand } from '../../../domain/request/request.commands.js';
import type { Request } from '../../../domain/request/request.state.js';
import { request as requests } from '../../../domain/request/request.js';
import type { Ledger } from '../../platform/ledger/ledger.js';
import type { PolicyBooks } from '../../policies/policies.port.js';
import { VendorTerms } from '../../requests/requests.port.js';

/**
 * O9: writes what the runner does to the stream of the request, keyed by the obligation's id; the request after it,
 * null where an act was first. @param at when it is true
 */
export const performOnRequest = async (
  ledger: Ledger,
  books: PolicyBooks,
  vendor: string,
  { obligationId, kind, requestId }: ObligationNamed,
  at: Instant,
  act: RequestAct,
): Promise<Request | null> => {
  const terms = new VendorTerms(await books.snapshot(vendor));
  const outcome = await ledger.handle({
    vendor,
    category: 'request',
    id: requestId!,
    decider: requests,
    command: (state): RequestCommand => ({
      act,
      given: {
        at,
        // A4 bounds how late persons may record an act, not how late the runner may be.
        now: at,
        role: 'system',
        reason: null,
        zone: terms.zone,
        figures: terms.figuresOf(state.status === 'registered' ? state.decision.policyVersion : 1),
        terms: terms.termsOf,
      },
    }),
    effectiveAt: ({ data }) => ('at' in data ? data.at : undefined),
    request: {
      actor: { id: 'obligations', role: 'system' },
      channel: 'obligation',
      correlationId: obligationId,
      scope: `obligation ${kind} ${obligationId}`,
      key: obligationId,
      body: null,
    },
  });
  if (outcome instanceof Refusal) return null;
  return outcome.state.status === 'registered' ? outcome.state : null;
};
