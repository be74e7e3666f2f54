import type { Decider, Refusal } from '../kernel/decider.js';
import type { ContractCommand, ContractRefusal } from './contract.commands.js';
import type { ContractEvent } from './contract.events.js';
import type { Contract, ContractState } from './contract.state.js';
import { correct } from './corrections.js';
import { reinstate, restoreLicence, revokeLicence, terminate, transfer } from './ending.js';
import { evolve } from './evolve.js';
import { cancelTerm, resume, suspend } from './interruptions.js';
import { pay, purchase, renew } from './renewals.js';
import { returnAllowance, signAgreement, upgrade, useAllowance } from './rights.js';
import { decideOnRecordedFact } from './retractions.js';
import { refuse } from './terms.js';

/** C1: why nothing can be recorded of a contract that is not purchased, whatever the command. */
export const notPurchased = ({ status }: Exclude<ContractState, Contract>): Refusal<ContractRefusal> =>
  refuse(status === 'abandoned' ? 'number-claimed' : 'contract-unknown', 'C1');

/** A contract through its life: C1 to C12, V4, D9. README.md describes its times and invariants. */
export const contract: Decider<ContractState, ContractCommand, ContractEvent, ContractRefusal> = {
  initial: { status: 'missing' },
  evolve,
  decide(command, state) {
    if (state.status === 'withdrawn' && command.kind === 'withdraw') return [];
    if (state.status === 'missing' && command.kind === 'purchase') return purchase(command);
    if (state.status !== 'purchased') return notPurchased(state);
    if (command.kind === 'purchase') return [];
    switch (command.kind) {
      case 'renew':
        return renew(command, state);
      case 'pay':
        return pay(command, state);
      case 'cancel-term':
        return cancelTerm(command, state);
      case 'suspend':
        return suspend(command, state);
      case 'resume':
        return resume(command, state);
      case 'terminate':
        return terminate(command, state);
      case 'reinstate':
        return reinstate(command, state);
      case 'transfer':
        return transfer(command, state);
      case 'revoke-licence':
        return revokeLicence(command, state);
      case 'restore-licence':
        return restoreLicence(command, state);
      case 'sign-agreement':
        return signAgreement(command, state);
      case 'upgrade':
        return upgrade(command, state);
      case 'use-allowance':
        return useAllowance(command, state);
      case 'give-back':
        return returnAllowance(command, state);
      case 'correct':
        return correct(command, state);
      case 'correct-payment':
      case 'take-back-payment':
      case 'correct-agreement':
      case 'take-back-agreement':
      case 'correct-upgrade':
      case 'take-back-upgrade':
      case 'correct-transfer':
      case 'take-back-transfer':
        return decideOnRecordedFact(command, state);
      case 'withdraw':
        return [
          {
            type: 'ContractWithdrawn',
            data: { customerId: state.owners[0]!.customerId, importId: command.importId, reason: command.reason },
          },
        ];
    }
  },
};
