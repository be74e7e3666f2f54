import type { Day } from '../kernel/civil.js';
import { contract } from './contract.js';
import type { ContractEvent, DecisionTaken } from './contract.events.js';
import type { ContractState } from './contract.state.js';
import { ownerOn } from './standing.js';

/** An upgrade with the decision it was taken on (D8), and all that is needed to ask the same question again (C9). */
export interface UpgradeDecided {
  readonly upgradeId: string;
  /** Index of its event in the contract's history: the revision. */
  readonly revision: number;
  /** Whom the decision was asked for: the owner on that day, as it was known then. */
  readonly customerId: string;
  readonly targetVersion: string;
  readonly performedOn: Day;
  readonly module: string | null;
  readonly decision: DecisionTaken;
  /**
   * This upgrade and those recorded after it: the decision knew nothing of them, and asked again it must not either.
   */
  readonly unknownThen: readonly string[];
}

/** Every upgrade decision of a contract's history, in the order of its events. */
export const upgradesDecided = (history: readonly ContractEvent[]): readonly UpgradeDecided[] => {
  const decided: Omit<UpgradeDecided, 'unknownThen'>[] = [];
  let state: ContractState = contract.initial;
  for (const [revision, event] of history.entries()) {
    if (event.type === 'UpgradeExercised' && state.status === 'purchased') {
      const { upgradeId, targetVersion, performedOn, module, decision } = event.data;
      decided.push({
        upgradeId,
        revision,
        customerId: ownerOn(state, performedOn),
        targetVersion,
        performedOn,
        module,
        decision,
      });
    }
    state = contract.evolve(state, event);
  }
  return decided.map((one, index) => ({ ...one, unknownThen: decided.slice(index).map(({ upgradeId }) => upgradeId) }));
};
