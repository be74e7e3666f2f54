import type { DecisionTaken } from '../../domain/contract/contract.events.js';
import type { Contract } from '../../domain/contract/contract.state.js';
import { ownerOn } from '../../domain/contract/contract-status.js';
import { type Day, endOfDay, instantOf } from '../../domain/kernel/civil.js';
import type { Version } from '../../domain/kernel/version.js';
import type { Entitlements } from '../entitlements/entitlements.port.js';
import type { Clock } from '../platform/clock.js';
import type { PolicyBooks } from '../policies/policies.port.js';
import { ownOutcome } from './impact.js';

export interface DecisionParts {
  readonly entitlements: Entitlements;
  readonly books: PolicyBooks;
  readonly clock: Clock;
}
interface Performed {
  readonly performedOn: Day;
  readonly module: string | null;
  readonly target: Version;
  /** Ids of upgrades that the decision must not see (C9). */
  readonly without?: readonly string[];
}

/**
 * The decision that an upgrade is taken on (V4, D8): asked for the end of its day, or now where that is today, so that
 * a release of the morning counts for an upgrade of the afternoon.
 */
export const upgradeDecision = async (
  { entitlements, books, clock }: DecisionParts,
  vendor: string,
  state: Contract,
  { performedOn, module, target, without }: Performed,
): Promise<DecisionTaken> => {
  const at = instantOf(Math.min(clock.ms(), endOfDay(performedOn, books.zone(vendor)) - 1));
  const question = {
    customerId: ownerOn(state, performedOn),
    service: 'upgrade',
    at,
    knownAt: undefined,
    knownPosition: undefined,
    contractId: state.contractId,
    productSeries: null,
    channel: null,
    urgency: null,
    module,
    targetVersion: target,
    region: null,
  } as const;
  const { asked, decision, receipt } = await entitlements.decide(
    vendor,
    question,
    without && new Set(without.map((id) => `installed:${id}`)),
  );
  return {
    at,
    knownPosition: asked.question.knownPosition,
    ...ownOutcome(decision, state.contractId),
    policyVersion: decision.policyVersion,
    receipt: receipt(),
  };
};
