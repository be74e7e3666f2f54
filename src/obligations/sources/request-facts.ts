import { Refusal } from '../../../domain/kernel/decider.js';
import type { Instant } from '../../../domain/kernel/civil.js';
import type { ObligationNamed } from '../../../domain/obligation/obligation.events.js';
import type { RequestAct } from '../../../domain/request/request.commands.js';
import type { Request } from '../../../domain/request/request.state.js';
import type { Ledger } from '../../platform/ledger/ledger.js';
import type { PolicyBooks } from '../../policies/policies.port.js';
import { recordSystemAct } from '../../requests/requests.port.js';

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
  const outcome = await recordSystemAct(
    { ledger, books },
    {
      vendor,
      id: requestId!,
      at,
      act,
      request: {
        actor: { id: 'obligations', role: 'system' },
        channel: 'obligation',
        correlationId: obligationId,
        scope: `obligation ${kind} ${obligationId}`,
        key: obligationId,
        body: null,
      },
    },
  );
  if (outcome instanceof Refusal) return null;
  return outcome.state.status === 'registered' ? outcome.state : null;
};
