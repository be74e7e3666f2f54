import type { Contract, ContractState, Payment, Upgrade, Use } from '../../domain/contract/contract.state.js';
import type { Agreement, ContractEvent, DecisionTaken, Product, Term } from '../../domain/contract/contract.events.js';
import { installedOn } from '../../domain/contract/rights.js';
import { ownerOn, statusOn } from '../../domain/contract/contract-status.js';
import type { Day } from '../../domain/kernel/civil.js';
import type { Money } from '../../domain/kernel/money.js';
import { Refusal } from '../../domain/kernel/decider.js';
import type { Outcome } from '../platform/ledger/outcome.js';
import { NotFound, Refused } from '../platform/http/problems/problem.js';

/** What a command on a contract came to, as an answer: the contract's terms, and the ids of what it made. */
export type ContractOutcome = Outcome<ContractState, ContractEvent>;

/** A refusal becomes a problem; a contract that was never written is one that nothing is called. */
export const settled = (
  outcome: ContractOutcome | Refusal,
  id: string,
): ContractOutcome & { readonly state: Contract } => {
  if (outcome instanceof Refusal) {
    if (outcome.code === 'contract-unknown') throw new NotFound(id);
    throw new Refused(outcome);
  }
  if (outcome.state.status !== 'purchased') throw new NotFound(id);
  return outcome as ContractOutcome & { readonly state: Contract };
};

export const termAnswer = ({
  termId,
  kind,
  firstDay,
  lastDay,
  signedOn,
  period,
  payment,
  paidOn,
  fee,
  documentNo,
  policyVersion,
}: Term) => ({
  termId,
  kind,
  firstDay,
  lastDay,
  signedOn,
  period,
  payment,
  paidOn,
  fee: feeAnswer(fee),
  documentNo,
  policyVersion,
});

/** In one order of members, whether the decision was just taken or is read from the ledger again (C11). */
const decisionAnswer = (decision: DecisionTaken): DecisionTaken => {
  const { at, knownPosition, entitled, outcome, reason, policyVersion, receipt } = decision;
  return { at, knownPosition, entitled, outcome, reason, policyVersion, receipt };
};
const feeAnswer = (fee: Money | null): Money | null => fee && { amount: fee.amount, currency: fee.currency };
const productAnswer = ({ series, name, version, modules }: Product) => ({
  series,
  name,
  version,
  modules: modules.map(({ code, customized }) => ({ code, customized })),
});
const agreementAnswer = (agreement: Agreement): Agreement => {
  const { agreementId, kind, signedOn, validFrom, validTo, toMajor, scope, fee } = agreement;
  return { agreementId, kind, signedOn, validFrom, validTo, toMajor, scope, fee: feeAnswer(fee) };
};
const upgradeAnswer = ({ upgradeId, version, performedOn, module }: Upgrade) => ({
  upgradeId,
  version,
  performedOn,
  module,
});
const paymentAnswer = ({ paymentId, termId, amount, paidOn, invoiceNo }: Payment) => ({
  paymentId,
  termId,
  amount: feeAnswer(amount),
  paidOn,
  invoiceNo,
});
const useAnswer = ({ useId, service, termId, on, reference, returned: givenBack }: Use) => ({
  useId,
  service,
  termId,
  on,
  reference,
  givenBack,
});

export const writtenAnswer = ({ state, revision, events }: ContractOutcome & { readonly state: Contract }) => ({
  id: state.contractId,
  contractNo: state.contractNo,
  revision,
  terms: state.terms.map(termAnswer),
  ...Object.assign({}, ...events.map((event) => made(event, state))),
});

/** Ids of what an event made, for the calls that follow. */
const made = (event: ContractEvent, state: Contract): object => {
  switch (event.type) {
    case 'ContractRenewed':
      return { termId: event.data.term.termId };
    case 'PaymentReceived':
      return { paymentId: event.data.paymentId, settled: event.data.settled };
    case 'ContractSuspended':
    case 'ContractResumed':
      return { suspensionId: event.data.suspensionId };
    case 'AgreementSigned':
      return { agreementId: event.data.agreementId };
    case 'UpgradeExercised':
      return {
        upgradeId: event.data.upgradeId,
        fromVersion: event.data.fromVersion,
        targetVersion: event.data.targetVersion,
        decision: decisionAnswer(event.data.decision),
      };
    case 'AllowanceUsed':
      return { useId: event.data.useId, termId: event.data.termId };
    case 'ContractCorrected':
      return { correctionId: event.data.correctionId };
    case 'PaymentCorrected':
    case 'PaymentTakenBack':
      return { correctionId: event.data.correctionId, paymentId: event.data.paymentId };
    case 'AgreementCorrected':
      return { correctionId: event.data.correctionId, agreementId: event.data.agreement.agreementId };
    case 'AgreementTakenBack':
      return { correctionId: event.data.correctionId, agreementId: event.data.agreementId };
    case 'UpgradeCorrected': {
      const { correctionId, upgradeId, fromVersion, targetVersion, decision } = event.data;
      return { correctionId, upgradeId, fromVersion, targetVersion, decision: decisionAnswer(decision) };
    }
    case 'UpgradeTakenBack':
      return { correctionId: event.data.correctionId, upgradeId: event.data.upgradeId };
    case 'TransferCorrected':
    case 'TransferTakenBack':
      return { correctionId: event.data.correctionId, transferId: event.data.transferId };
    case 'ContractTransferred':
      return { transferId: state.owners.at(-1)!.transferId };
    case 'ContractPurchased':
    case 'TermCancelled':
    case 'ContractTerminated':
    case 'ContractReinstated':
    case 'LicenceRevoked':
    case 'LicenceRestored':
    case 'AllowanceGivenBack':
    case 'ContractWithdrawn':
    case 'Abandoned':
      return {};
  }
};

/** A contract as it stands on a day; `licenceValid` at the instant asked for (C8). */
export const contractAnswer = (state: Contract, revision: number, day: Day, licenceValid: boolean) => ({
  id: state.contractId,
  contractNo: state.contractNo,
  licenceNo: state.licenceNo,
  licenceValid,
  customerId: ownerOn(state, day),
  owners: state.owners.map(({ customerId, from }) => ({ customerId, from })),
  transfers: transfersOf(state),
  product: { ...productAnswer(state.product), installedVersion: installedOn(state, day).text },
  purchasedOn: state.purchasedOn,
  state: statusOn(state, day),
  terms: state.terms.map(termAnswer),
  suspensions: state.suspensions.map(({ suspensionId, from, to }) => ({ suspensionId, from, to })),
  terminatedFrom: state.terminatedFrom,
  agreements: state.agreements.map(agreementAnswer),
  upgrades: state.upgrades.map(upgradeAnswer),
  payments: state.payments.map(paymentAnswer),
  allowanceUses: state.uses.map(useAnswer),
  fee: feeAnswer(state.fee),
  revision,
});

/** C7: by the ids under which they are corrected and taken back (C9). */
const transfersOf = ({ owners }: Contract) =>
  owners.flatMap(({ transferId, customerId: toCustomerId, from }, index) =>
    transferId === undefined ? [] : [{ transferId, fromCustomerId: owners[index - 1]!.customerId, toCustomerId, from }],
  );
