import type { ContractEvent, DecisionTaken } from '../../domain/contract/contract.events.js';
import type { Contract, ContractState } from '../../domain/contract/contract.state.js';
import type { Outcome } from '../platform/ledger/outcome.js';
import { termAnswer } from './term-answer.js';

/** The result of a command on a contract: the contract and its events. */
export type ContractOutcome = Outcome<Contract, ContractEvent, ContractState>;

type DataOf<T extends ContractEvent['type']> = Extract<ContractEvent, { type: T }>['data'];

/** What the event of a command adds to its answer: ids of what was made, for the calls that follow. */
export type Additions = { readonly [T in ContractEvent['type']]?: (data: DataOf<T>, state: Contract) => object };

/** The answer of a command on a contract: its terms, and what the command's events add. */
export const writtenAnswer = (
  { state, revision, events }: Pick<ContractOutcome, 'state' | 'revision' | 'events'>,
  additions: Additions = {},
) => ({
  id: state.contractId,
  contractNo: state.contractNo,
  revision,
  terms: state.terms.map(termAnswer),
  ...Object.assign(
    {},
    ...events.map(({ type, data }) =>
      (additions[type] as ((data: object, state: Contract) => object) | undefined)?.(data, state),
    ),
  ),
});

/** In one order of members, whether the decision was just taken or is read from the ledger again (C11). */
export const decisionAnswer = (decision: DecisionTaken): DecisionTaken => {
  const { at, knownPosition, entitled, outcome, reason, policyVersion, receipt } = decision;
  return { at, knownPosition, entitled, outcome, reason, policyVersion, receipt };
};
