import type { Agreement, Product } from '../../domain/contract/contract.events.js';
import type { Contract, Payment, Upgrade, Use } from '../../domain/contract/contract.state.js';
import { installedOn } from '../../domain/contract/rights.js';
import { ownerOn, statusOn } from '../../domain/contract/contract-status.js';
import type { Day } from '../../domain/kernel/civil.js';
import { feeAnswer, termAnswer } from './term-answer.js';

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
const useAnswer = ({ useId, service, termId, on, reference, returned }: Use) => ({
  useId,
  service,
  termId,
  on,
  reference,
  givenBack: returned,
});

/** The state of a contract on a day; `licenceValid` at the instant asked for (C8). */
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
