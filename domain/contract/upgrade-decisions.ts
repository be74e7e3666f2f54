import type { Day } from '../kernel/civil.js';
import { contract } from './contract.js';
import type { ContractEvent, DecisionTaken } from './contract.events.js';
import type { ContractState } from './contract.state.js';
import { ownerOn } from './contract-status.js';
import { upgradesAbove } from './upgrades-corrected.js';

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
   * This upgrade and those recorded after its decision: that decision did not know them, so the repeated question must
   * not know them either.
   */
  readonly unknownThen: readonly string[];
}

/**
 * Every upgrade decision of a contract's history that still holds, by the first recording of its upgrade. C9: a
 * corrected upgrade carries the decision on its corrected facts; one that was taken back has none.
 */
export const upgradesDecided = (history: readonly ContractEvent[]): readonly UpgradeDecided[] => {
  const decided = new Map<string, UpgradeDecided>();
  let state: ContractState = contract.initial;
  for (const [revision, event] of history.entries()) {
    if (event.type === 'UpgradeTakenBack') decided.delete(event.data.upgradeId);
    if ((event.type === 'UpgradeExercised' || event.type === 'UpgradeCorrected') && state.status === 'purchased') {
      const { upgradeId, targetVersion, performedOn, module, decision } = event.data;
      decided.set(upgradeId, {
        upgradeId,
        revision,
        customerId: ownerOn(state, performedOn),
        targetVersion,
        performedOn,
        module,
        decision,
        unknownThen: event.type === 'UpgradeCorrected' ? upgradesAbove(state, upgradeId, targetVersion) : [],
      });
    }
    state = contract.evolve(state, event);
  }
  const all = [...decided.values()];
  const firstRecorded = new Map(
    history.flatMap((event, revision) => (event.type === 'UpgradeExercised' ? [[event.data.upgradeId, revision]] : [])),
  );
  return all.map((one) => ({
    ...one,
    unknownThen: [
      one.upgradeId,
      ...one.unknownThen,
      ...all.filter(({ upgradeId }) => firstRecorded.get(upgradeId)! > one.revision).map(({ upgradeId }) => upgradeId),
    ],
  }));
};
