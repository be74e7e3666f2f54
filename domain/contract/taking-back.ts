import { type Refusal } from '../kernel/decider.js';
import { correctAgreement, takeBackAgreement } from './agreements-corrected.js';
import type { ContractRefusal } from './contract.commands.js';
import type { ContractEvent } from './contract.events.js';
import type { Contract } from './contract.state.js';
import { correctPayment, takeBackPayment } from './payments-corrected.js';
import type { RecordedFactCommand } from './taking-back.commands.js';
import { correctTransfer, takeBackTransfer } from './transfers-corrected.js';
import { correctUpgrade, takeBackUpgrade } from './upgrades-corrected.js';

/** C9: a fact that was recorded by mistake is corrected or taken back by an event of its own; nothing is edited. */
export const decideOnRecordedFact = (
  command: RecordedFactCommand,
  state: Contract,
): readonly ContractEvent[] | Refusal<ContractRefusal> => {
  if (state.said.has(command.correctionId)) return [];
  switch (command.kind) {
    case 'correct-payment':
      return correctPayment(command, state);
    case 'take-back-payment':
      return takeBackPayment(command, state);
    case 'correct-agreement':
      return correctAgreement(command, state);
    case 'take-back-agreement':
      return takeBackAgreement(command, state);
    case 'correct-upgrade':
      return correctUpgrade(command, state);
    case 'take-back-upgrade':
      return takeBackUpgrade(command, state);
    case 'correct-transfer':
      return correctTransfer(command, state);
    case 'take-back-transfer':
      return takeBackTransfer(command, state);
  }
};
