import type { Instant } from '../../domain/kernel/civil.js';
import type { RequestAct, RequestCommand } from '../../domain/request/request.commands.js';
import { request as requests } from '../../domain/request/request.js';
import type { Ledger } from '../platform/ledger/ledger.js';
import type { CommandRequest } from '../platform/ledger/outcome.js';
import type { PolicyBooks } from '../policies/policies.port.js';
import { VendorTerms } from './request-terms.js';

/** Records an act that nobody asked for, as a runner issues it; `at`: when it is true. */
export const recordSystemAct = async (
  { ledger, books }: { readonly ledger: Ledger; readonly books: PolicyBooks },
  {
    vendor,
    id,
    at,
    act,
    request,
  }: {
    readonly vendor: string;
    /** Of the request. */
    readonly id: string;
    readonly at: Instant;
    readonly act: RequestAct;
    readonly request: CommandRequest;
  },
) => {
  const terms = new VendorTerms(await books.snapshot(vendor));
  return ledger.handle({
    vendor,
    category: 'request',
    id,
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
    request,
  });
};
