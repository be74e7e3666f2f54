import type { UseCase } from '../platform/commands/use-case.js';
import { cancelTerm } from './cancel-term.command.js';
import { correctAgreement } from './correct-agreement.command.js';
import { correctContract } from './correct-contract.command.js';
import { correctPayment } from './correct-payment.command.js';
import { correctTransfer } from './correct-transfer.command.js';
import { correctUpgrade } from './correct-upgrade.command.js';
import { giveBackUse } from './give-back-use.command.js';
import { purchaseContract } from './purchase-contract.command.js';
import { recordPayment } from './record-payment.command.js';
import { recordUpgrade } from './record-upgrade.command.js';
import { reinstateContract } from './reinstate-contract.command.js';
import { renewContract } from './renew-contract.command.js';
import { restoreLicence } from './restore-licence.command.js';
import { resumeContract } from './resume-contract.command.js';
import { revokeLicence } from './revoke-licence.command.js';
import { signAgreement } from './sign-agreement.command.js';
import { suspendContract } from './suspend-contract.command.js';
import { takeBackAgreement } from './take-back-agreement.command.js';
import { takeBackPayment } from './take-back-payment.command.js';
import { takeBackTransfer } from './take-back-transfer.command.js';
import { takeBackUpgrade } from './take-back-upgrade.command.js';
import { terminateContract } from './terminate-contract.command.js';
import { transferContract } from './transfer-contract.command.js';
import { useAllowance } from './use-allowance.command.js';
import { WithdrawContractHandler } from './withdraw-contract.command.js';

export { moneyOf } from './amounts.js';
export { contractAnswer } from './contract-answer.js';
export { contractSchema, differing as differingSchema, thenAndNow } from './contract-schemas.js';
export type { DifferingDecision } from './differing-decision.js';
export { Impact } from './impact.js';
export type { ReadRequests } from './contract-requests.js';
export { licenceValidAt } from './licence.js';
export { purchaseContract } from './purchase-contract.command.js';
export { WithdrawContract } from './withdraw-contract.command.js';

/** Every write of contracts: routes, what-if and imports issue its command from here. */
export const contractUseCases: readonly UseCase[] = [
  purchaseContract,
  renewContract,
  recordPayment,
  correctPayment,
  takeBackPayment,
  cancelTerm,
  signAgreement,
  correctAgreement,
  takeBackAgreement,
  recordUpgrade,
  correctUpgrade,
  takeBackUpgrade,
  suspendContract,
  resumeContract,
  terminateContract,
  reinstateContract,
  transferContract,
  correctTransfer,
  takeBackTransfer,
  revokeLicence,
  restoreLicence,
  correctContract,
  useAllowance,
  giveBackUse,
];

/** Handlers of commands that have no route: the undo of an import issues them. */
export const contractHandlers = [WithdrawContractHandler] as const;
