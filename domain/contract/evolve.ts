import { deferredEvolve } from '../kernel/deferred-evolve.js';
import type { ContractEvent } from './contract.events.js';
import type { ContractState } from './contract.state.js';
import { type ContractCopy, copyOf, opened, stateOf } from './contract.copy.js';
import { change } from './contract.changes.js';

/** The state after an event. Its cost does not depend on how many events there were before. */
export const evolve: (state: ContractState, event: ContractEvent) => ContractState = deferredEvolve<
  ContractState,
  ContractEvent,
  { state: ContractState | ContractCopy }
>({
  copyOf: (state) => ({ state: state.status === 'purchased' ? copyOf(state) : state }),
  apply(working, event) {
    if (event.type === 'Abandoned') working.state = { status: 'abandoned' };
    else if (event.type === 'ContractPurchased') working.state = opened(event.data);
    else if (event.type === 'ContractWithdrawn') working.state = { status: 'withdrawn' };
    else if (working.state.status === 'copied') change(working.state, event);
    else throw new Error(`${event.type} before ContractPurchased`);
  },
  stateOf: ({ state }) => (state.status === 'copied' ? stateOf(state) : state),
});
