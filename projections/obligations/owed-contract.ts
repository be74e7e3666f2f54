import type { ContractEvent, Product, Term } from '../../domain/contract/contract.events.js';
import { dayBefore } from '../../domain/kernel/civil.js';
import type { StreamEvent } from '../../domain/kernel/envelope.js';
import type { Basis, OwedContract, OwedOwner, OwedTerm } from '../../domain/obligation/owed-contract.js';

export type OwedChange = Exclude<ContractEvent, { type: 'Abandoned' }>;

/**
 * What a contract's event changes in what is owed. Used by the view, and by the runner over the contract's own stream
 * (O9): both see the same. Undefined before the purchase.
 */
export const owedAfter = (before: OwedContract | undefined, event: StreamEvent<OwedChange>): OwedContract => {
  const basis: Basis = {
    recordedAt: event.meta.recordedAt,
    imported: event.meta.importId !== undefined || event.meta.channel === 'import',
  };
  if (event.type === 'ContractPurchased') {
    const { contractId, contractNo, customerId, product, term } = event.data;
    return {
      contractId,
      contractNo,
      product: nameOf(product),
      terms: [termOf(term, basis)],
      owners: [{ customerId, from: null, ...basis }],
      suspensions: [],
      terminatedFrom: null,
      licenceValid: true,
      withdrawn: false,
    };
  }
  if (before === undefined) throw new Error(`${event.type} in ${event.stream} before it was purchased`);
  return changed(before, event, basis);
};

const changed = (
  before: OwedContract,
  event: StreamEvent<Exclude<OwedChange, { type: 'ContractPurchased' }>>,
  basis: Basis,
): OwedContract => {
  switch (event.type) {
    case 'ContractRenewed':
    case 'PaymentReceived':
      return { ...before, terms: withTerms(before.terms, [event.data.term], [], basis) };
    case 'TermCancelled':
    case 'PaymentCorrected':
    case 'PaymentTakenBack':
      return { ...before, terms: withTerms(before.terms, event.data.terms, event.data.removed, basis) };
    case 'ContractSuspended': {
      const { suspensionId, from, to, terms, removed } = event.data;
      return {
        ...before,
        terms: withTerms(before.terms, terms, removed, basis),
        suspensions: [...before.suspensions, { suspensionId, from, to }],
      };
    }
    case 'ContractResumed': {
      const { suspensionId, on, terms, removed } = event.data;
      const to = dayBefore(on);
      return {
        ...before,
        terms: withTerms(before.terms, terms, removed, basis),
        suspensions: before.suspensions.flatMap((each) =>
          each.suspensionId !== suspensionId ? [each] : to < each.from ? [] : [{ ...each, to }],
        ),
      };
    }
    case 'ContractTerminated':
      return { ...before, terminatedFrom: event.data.from };
    case 'ContractReinstated':
      return { ...before, terminatedFrom: null };
    case 'LicenceRevoked':
      return { ...before, licenceValid: false };
    case 'LicenceRestored':
      return { ...before, licenceValid: true };
    case 'ContractTransferred': {
      const { toCustomerId: customerId, from } = event.data;
      return { ...before, owners: [...before.owners, { customerId, from, ...basis }] };
    }
    case 'TransferCorrected':
    case 'TransferTakenBack':
      return { ...before, owners: event.data.owners.map((owner) => ownerOf(before.owners, owner, basis)) };
    case 'ContractCorrected': {
      const { facts, terms, removed } = event.data;
      const { customerId, contractNo, product } = facts;
      const [buyer, ...others] = before.owners;
      return {
        ...before,
        contractNo: contractNo ?? before.contractNo,
        product: product === undefined ? before.product : nameOf(product),
        // C9: the buyer alone; who received the contract by a transfer keeps it.
        owners:
          customerId === undefined ? before.owners : [ownerOf([buyer!], { customerId, from: null }, basis), ...others],
        terms: withTerms(before.terms, terms, removed, basis),
      };
    }
    case 'ContractWithdrawn':
      return { ...before, withdrawn: true };
    case 'AgreementSigned':
    case 'AgreementCorrected':
    case 'AgreementTakenBack':
    case 'UpgradeExercised':
    case 'UpgradeCorrected':
    case 'UpgradeTakenBack':
    case 'AllowanceUsed':
    case 'AllowanceGivenBack':
      return before;
  }
};

const nameOf = ({ name, version }: Product): string => `${name} ${version}`;

const termOf = ({ termId, signedOn, firstDay, lastDay, policyVersion }: Term, basis: Basis): OwedTerm => ({
  termId,
  signedOn,
  firstDay,
  lastDay,
  policyVersion,
  ...basis,
});

/** O2: recorded anew where its last day changes. */
const withTerms = (
  before: readonly OwedTerm[],
  terms: readonly Term[],
  removed: readonly string[],
  basis: Basis,
): readonly OwedTerm[] => {
  if (terms.length === 0 && removed.length === 0) return before;
  const restated = terms.map((term) => {
    const old = before.find(({ termId }) => termId === term.termId);
    return termOf(term, old?.lastDay === term.lastDay ? basisOf(old) : basis);
  });
  const gone = new Set([...removed, ...restated.map(({ termId }) => termId)]);
  return [...before.filter(({ termId }) => !gone.has(termId)), ...restated].sort((a, b) =>
    a.firstDay < b.firstDay ? -1 : 1,
  );
};

/** O6: an owner who was one before, from the same day on, was recorded then. */
const ownerOf = (
  before: readonly OwedOwner[],
  { customerId, from }: Pick<OwedOwner, 'customerId' | 'from'>,
  basis: Basis,
): OwedOwner => {
  const old = before.find((owner) => owner.customerId === customerId && owner.from === from);
  return { customerId, from, ...(old === undefined ? basis : basisOf(old)) };
};

const basisOf = ({ recordedAt, imported }: Basis): Basis => ({ recordedAt, imported });
