import type { Agreement, Product } from '../../domain/contract/contract.events.js';
import type { Contract, Payment, Upgrade, Use } from '../../domain/contract/contract.state.js';
import { installedOn } from '../../domain/contract/rights.js';
import { openOn, overpaidFor } from '../../domain/contract/open-amount.js';
import { ownerOn, statusOn } from '../../domain/contract/contract-status.js';
import type { Day } from '../../domain/kernel/civil.js';
import { addMoney, type Money } from '../../domain/kernel/money.js';
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
  open: openAmounts(state, day),
  overpaid: overpaidTerms(state),
  documents: state.terms.flatMap(({ termId, documentNo }) => (documentNo === null ? [] : [{ termId, documentNo }])),
  allowanceUses: state.uses.map(useAnswer),
  fee: feeAnswer(state.fee),
  revision,
});

/** C12: what is not paid yet of terms that are due, by currency; a term without a fee has no amount. */
const openAmounts = (state: Contract, day: Day): readonly Money[] => {
  const sums = new Map<string, Money>();
  for (const { termId, payment } of state.terms) {
    const open = payment === 'due' ? openOn(state, termId, day) : null;
    if (open === null) continue;
    const sum = sums.get(open.currency);
    sums.set(open.currency, sum === undefined ? open : addMoney(sum, open));
  }
  return [...sums.values()];
};

/** C12: what was paid beyond the fee of each term. */
const overpaidTerms = (state: Contract) =>
  state.terms.flatMap(({ termId }) => {
    const amount = overpaidFor(state, termId);
    return amount === null ? [] : [{ termId, amount }];
  });

/** C7: by the ids under which they are corrected and taken back (C9). */
const transfersOf = ({ owners }: Contract) =>
  owners.flatMap(({ transferId, customerId: toCustomerId, from }, index) =>
    transferId === undefined ? [] : [{ transferId, fromCustomerId: owners[index - 1]!.customerId, toCustomerId, from }],
  );
