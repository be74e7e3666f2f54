import { type Refusal } from '../kernel/decider.js';
import { correctAgreement, retractAgreement } from './agreements-corrected.js';
import type { ContractRefusal } from './contract.commands.js';
import type { ContractEvent } from './contract.events.js';
import type { Contract } from './contract.state.js';
import { correctPayment, retractPayment } from './payments-corrected.js';
import type { RecordedFactCommand } from './retractions.commands.js';
import { correctTransfer, retractTransfer } from './transfers-corrected.js';
import { correctUpgrade, retractUpgrade } from './upgrades-corrected.js';

/** C9: a fact that was recorded by mistake is corrected or taken back by an event of its own; nothing is edited. */
export const decideOnRecordedFact = (
  command: RecordedFactCommand,
  state: Contract,
): readonly ContractEvent[] | Refusal<ContractRefusal> => {
  if (state.recordedIds.has(command.correctionId)) return [];
  switch (command.kind) {
    case 'correct-payment':
      return correctPayment(command, state);
    case 'take-back-payment':
      return retractPayment(command, state);
    case 'correct-agreement':
      return correctAgreement(command, state);
    case 'take-back-agreement':
      return retractAgreement(command, state);
    case 'correct-upgrade':
      return correctUpgrade(command, state);
    case 'take-back-upgrade':
      return retractUpgrade(command, state);
    case 'correct-transfer':
      return correctTransfer(command, state);
    case 'take-back-transfer':
      return retractTransfer(command, state);
  }
};
