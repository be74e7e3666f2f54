import { dayAfter, dayBefore, daysBetween } from '../kernel/civil.js';
import type { ContractEvent, Term, TermChange } from './contract.events.js';
import type { ContractCopy } from './contract.copy.js';
import { changeFact } from './changed-facts.js';
import { transferIdOf } from './recorded-facts.js';
import { isLastDayFixed, type Suspension } from './contract.state.js';

type Data<T extends ContractEvent['type']> = Extract<ContractEvent, { type: T }>['data'];

/** What an event does to a contract. Its cost depends on what the event holds alone. */
export const change = (
  copy: ContractCopy,
  event: Exclude<ContractEvent, { type: 'ContractPurchased' | 'ContractWithdrawn' | 'Abandoned' }>,
): void => {
  copy.events += 1;
  switch (event.type) {
    case 'ContractRenewed':
      return renewed(copy, event.data);
    case 'PaymentReceived': {
      const { paymentId, termId, amount, paidOn, invoiceNo, term } = event.data;
      place(copy, [term], []);
      copy.payments.set(paymentId, { paymentId, termId, amount, paidOn, invoiceNo });
      return;
    }
    case 'TermCancelled': {
      const { termId, terms, removed } = event.data;
      place(copy, terms, removed);
      if (!removed.includes(termId)) copy.named.set(termId, { event: copy.events, cut: true });
      return;
    }
    case 'ContractSuspended': {
      const { suspensionId, from, to, extend, terms, removed } = event.data;
      copy.suspendedBy.set(suspensionId, copy.events);
      const lengthened = lengthenedBy(copy, suspensionId, null, terms);
      copy.suspensions.set(suspensionId, { suspensionId, from, to, extend, lengthened });
      place(copy, terms, removed);
      return;
    }
    case 'ContractResumed':
      return resumed(copy, event.data);
    case 'ContractTerminated':
      copy.facts = { ...copy.facts, terminatedFrom: event.data.from };
      return;
    case 'ContractReinstated':
      copy.facts = { ...copy.facts, terminatedFrom: null };
      return;
    case 'ContractTransferred': {
      const { toCustomerId: customerId, from } = event.data;
      copy.transfersRecorded += 1;
      copy.owners.push({ customerId, from, transferId: transferIdOf(copy.transfersRecorded) });
      return;
    }
    case 'LicenceRevoked':
      copy.facts = { ...copy.facts, licenceValid: false };
      return;
    case 'LicenceRestored':
      copy.facts = { ...copy.facts, licenceValid: true };
      return;
    case 'AgreementSigned':
      copy.agreements.set(event.data.agreementId, event.data);
      return;
    case 'UpgradeExercised': {
      const { upgradeId, targetVersion, performedOn, module } = event.data;
      copy.upgrades.set(upgradeId, { upgradeId, version: targetVersion, performedOn, module });
      return;
    }
    case 'AllowanceUsed': {
      const { useId, service, termId, on, reference } = event.data;
      copy.uses.set(useId, { useId, service, termId, on, reference, returned: false });
      return;
    }
    case 'AllowanceGivenBack': {
      const use = copy.uses.get(event.data.useId);
      if (use !== undefined) copy.uses.set(use.useId, { ...use, returned: true });
      return;
    }
    case 'ContractCorrected':
      return corrected(copy, event.data);
    case 'PaymentCorrected':
    case 'PaymentTakenBack':
      place(copy, event.data.terms, event.data.removed);
      return changeFact(copy, event);
    case 'AgreementCorrected':
    case 'AgreementTakenBack':
    case 'UpgradeCorrected':
    case 'UpgradeTakenBack':
    case 'TransferCorrected':
    case 'TransferTakenBack':
      return changeFact(copy, event);
  }
};

/**
 * C2: on time where it was signed on or before the last day of the last term, and begins behind it. A paid term of an
 * import is signed on its first day for want of a better one: it is on time where it leaves no gap.
 */
const renewed = (copy: ContractCopy, { term }: Data<'ContractRenewed'>): void => {
  const { lastDay } = lastTerm(copy);
  const { termId, signedOn, firstDay, period } = term;
  const onTime =
    signedOn <= lastDay ||
    (copy.facts.importedAs !== null && period === null && firstDay === signedOn && firstDay === dayAfter(lastDay));
  if (onTime && firstDay > lastDay) copy.queued.add(termId);
  if (period !== null) copy.agreed.set(termId, period);
  copy.recordedIds.add(termId);
  place(copy, [term], []);
};

/** C5: a resumption restates the lengthening for the days really suspended. */
const resumed = (copy: ContractCopy, { suspensionId, on, extend, terms, removed }: Data<'ContractResumed'>): void => {
  const suspension = copy.suspensions.get(suspensionId);
  const to = dayBefore(on);
  if (suspension !== undefined) {
    if (to < suspension.from) copy.suspensions.delete(suspensionId);
    else
      copy.suspensions.set(suspensionId, {
        ...suspension,
        to,
        extend: suspension.extend || extend,
        lengthened: lengthenedBy(copy, suspensionId, suspension.lengthened, terms),
      });
  }
  place(copy, terms, removed);
};

/** C9: a last day that differs from the agreed length is a named one; with its length back it is computed again. */
const corrected = (copy: ContractCopy, data: Data<'ContractCorrected'>): void => {
  const { customerId, contractNo, licenceNo, purchasedOn, product, fee } = data.facts;
  for (const term of data.terms) {
    const old = copy.terms.get(term.termId);
    if (term.period !== null) copy.named.delete(term.termId);
    else if (old !== undefined && (old.period !== null || old.lastDay !== term.lastDay))
      copy.named.set(term.termId, { event: copy.events, cut: false });
  }
  place(copy, data.terms, data.removed);
  copy.recordedIds.add(data.correctionId);
  // C7: the buyer alone; who received the contract by a transfer keeps it.
  if (customerId !== undefined) copy.owners[0] = { customerId, from: null };
  copy.facts = {
    ...copy.facts,
    contractNo: contractNo ?? copy.facts.contractNo,
    licenceNo: licenceNo ?? copy.facts.licenceNo,
    purchasedOn: purchasedOn ?? copy.facts.purchasedOn,
    product: product ?? copy.facts.product,
    fee: fee === undefined ? copy.facts.fee : fee,
  };
};

/** Replaces terms by their id. */
const place = (copy: ContractCopy, terms: TermChange['terms'], removed: TermChange['removed']): void => {
  for (const termId of removed) {
    copy.terms.delete(termId);
    if (copy.lastTerm?.termId === termId) copy.lastTerm = null;
  }
  for (const term of terms) {
    copy.terms.set(term.termId, term);
    const last = copy.lastTerm;
    if (last === null) continue;
    if (last.firstDay <= term.firstDay) copy.lastTerm = term;
    else if (last.termId === term.termId) copy.lastTerm = null;
  }
};

const lastTerm = (copy: ContractCopy): Term => {
  copy.lastTerm ??= [...copy.terms.values()].reduce((last, term) => (last.firstDay < term.firstDay ? term : last));
  return copy.lastTerm;
};

/**
 * C5: what a suspension has lengthened after an event: of the terms that it changes, the one whose length changes; the
 * others moved along, or gave way with their first day alone (C4, C9). A resumption can take from one term what was
 * added to it and lengthen another, which is then the last one touched.
 */
const lengthenedBy = (
  copy: ContractCopy,
  suspensionId: string,
  before: Suspension['lengthened'],
  terms: readonly Term[],
): Suspension['lengthened'] => {
  let lengthened = before;
  for (const { termId, firstDay, lastDay } of terms) {
    const old = copy.terms.get(termId);
    if (old === undefined || isLastDayFixed(copy, termId, suspensionId)) continue;
    const days = daysBetween(firstDay, lastDay) - daysBetween(old.firstDay, old.lastDay);
    if (before?.termId === termId && lengthened === before)
      lengthened = before.days + days === 0 ? null : { termId, days: before.days + days };
    else if (days > 0) lengthened = { termId, days };
  }
  return lengthened;
};
