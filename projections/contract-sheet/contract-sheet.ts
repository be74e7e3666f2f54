import type { ContractEvent, Term } from '../../domain/contract/contract.events.js';
import type { Evidence } from '../../domain/entitlement/answer.js';
import { idOfStream, type Recorded } from '../../domain/kernel/envelope.js';
import { dayBefore } from '../../domain/kernel/civil.js';
import { type Gone, latestOf } from '../facts/facts.row.js';
import { type Paging, withFacts } from '../facts/pages.js';
import type { Projection } from '../projection.js';
import { contractPaging } from './contract-sheet.paging.js';
import type { ContractFact, ContractSheetRow, ProductFact, PurchaseFact, NumbersFact, SuspensionFact, TerminationFact, TermFact } from './contract-sheet.row.js';

/** A withdrawn contract's sheet stays as it was: only the customer's row leads to it, and says from when on it does not (T5). */
type SheetEvent = Exclude<ContractEvent, { type: 'Abandoned' | 'ContractWithdrawn' }>;
type Said = ContractFact | Gone;
/** The facts that the event meets, by key. */
type Known = ReadonlyMap<string, Said>;

/**
 * All of a contract that decisions read (docs/rules.md sections 4 and 5): facts with both their times. The live row's id
 * is the contract's; closed pages and aged facts are found by `subject`.
 */
export const contractSheetIn = (paging: Paging<ContractFact>): Projection<ContractSheetRow, SheetEvent> => ({
  name: 'contract-sheet',
  version: 1,
  handles: [
    'ContractPurchased', 'ContractRenewed', 'PaymentReceived', 'TermCancelled', 'ContractSuspended', 'ContractResumed', 'ContractTerminated',
    'ContractReinstated', 'ContractTransferred', 'LicenceRevoked', 'LicenceRestored', 'AgreementSigned', 'UpgradeExercised', 'AllowanceUsed',
    'AllowanceGivenBack', 'ContractCorrected',
  ],
  indexes: [['subject', 'part', 'knownTo']],
  reads: (event) => [idOfStream(event.stream)],
  apply(event, rows) {
    const contractId = idOfStream(event.stream);
    const live = rows.get(contractId);
    if (live === undefined && event.type !== 'ContractPurchased') throw new Error(`${event.type} at position ${event.position} concerns contract ${contractId}, which was never purchased`);
    return withFacts(live, contractId, event, saidBy(event, latestOf(live ? [live] : [], event.position)), paging);
  },
});

export const contractSheet = contractSheetIn(contractPaging);

const saidBy = (event: Recorded<SheetEvent>, known: Known): readonly Said[] => {
  const by = { position: event.position, proof: [{ position: event.position, type: event.type }] };
  switch (event.type) {
    case 'ContractPurchased': {
      const { customerId, purchasedOn, contractNo, licenceNo, product, term } = event.data;
      return [
        { ...by, kind: 'purchase', key: 'purchase', customerId, purchasedOn },
        { ...by, kind: 'numbers', key: 'numbers', contractNo, licenceNo },
        { ...by, kind: 'product', key: 'product', series: product.series, version: product.version, modules: product.modules },
        ...restated([term], by, known),
      ];
    }
    case 'ContractRenewed':
      return restated([event.data.term], by, known);
    case 'PaymentReceived':
      return restated([event.data.term], by, known);
    case 'TermCancelled':
      return changed(event.data, by, known);
    case 'ContractSuspended': {
      const { suspensionId, from, to } = event.data;
      return [{ ...by, kind: 'suspension', key: `suspension:${suspensionId}`, from, to }, ...changed(event.data, by, known)];
    }
    case 'ContractResumed':
      return [...resumed(event.data, by, known), ...changed(event.data, by, known)];
    case 'ContractTerminated':
      return [{ ...by, kind: 'termination', key: 'termination', from: event.data.from }];
    case 'ContractReinstated': {
      const ended = known.get('termination') as TerminationFact | undefined;
      return [{ ...by, proof: afterFirst(ended, by), kind: 'termination', key: 'termination', from: null }];
    }
    case 'ContractTransferred':
      return [{ ...by, kind: 'transfer', key: `transfer:${event.position}`, toCustomerId: event.data.toCustomerId, from: event.data.from }];
    case 'LicenceRevoked':
      return [{ ...by, kind: 'licence', key: `licence:${event.position}`, valid: false, from: event.meta.effectiveAt }];
    case 'LicenceRestored':
      return [{ ...by, kind: 'licence', key: `licence:${event.position}`, valid: true, from: event.meta.effectiveAt }];
    case 'AgreementSigned': {
      const { agreementId, kind, validFrom, validTo, toMajor } = event.data;
      return [{ ...by, kind: 'agreement', key: `agreement:${agreementId}`, agreement: kind, validFrom, validTo, toMajor }];
    }
    case 'UpgradeExercised':
      return [{ ...by, kind: 'installed', key: `installed:${event.data.upgradeId}`, version: event.data.targetVersion, from: event.data.performedOn }];
    case 'AllowanceUsed': {
      const { useId, service, termId, on } = event.data;
      return [{ ...by, kind: 'use', key: `use:${useId}`, service, termId, on }];
    }
    case 'AllowanceGivenBack':
      return [{ ...by, kind: 'gone', key: `use:${event.data.useId}` }];
    case 'ContractCorrected':
      return [...corrected(event.data.facts, by, known), ...changed(event.data, by, known)];
  }
};

interface By {
  readonly position: number;
  readonly proof: readonly Evidence[];
}

/** Who said it first, and who says it now: two events prove a fact however often it was changed. */
const afterFirst = (fact: { readonly proof: readonly Evidence[] } | undefined, by: By): readonly Evidence[] =>
  fact === undefined ? by.proof : [fact.proof[0]!, ...by.proof];

const changed = (change: { readonly terms: readonly Term[]; readonly removed: readonly string[] }, by: By, known: Known): readonly Said[] => [
  ...restated(change.terms, by, known),
  ...change.removed.map((termId): Said => ({ ...by, kind: 'gone', key: `term:${termId}` })),
];

/** Terms come whole; the event proves the days where it changed them, and the payment where it changed that. */
const restated = (terms: readonly Term[], by: By, known: Known): readonly Said[] =>
  terms.flatMap((term): readonly Said[] => {
    const key = `term:${term.termId}`;
    const before = known.get(key);
    const old = before?.kind === 'term' ? before : undefined;
    const { termId, kind: termKind, signedOn, firstDay, lastDay, policyVersion, payment, paidOn } = term;
    const sameDays = old !== undefined && old.firstDay === firstDay && old.lastDay === lastDay;
    const sameFee = old !== undefined && old.payment === payment && old.paidOn === paidOn;
    if (sameDays && sameFee && old.signedOn === signedOn && old.policyVersion === policyVersion && old.termKind === termKind) return [];
    const fact: TermFact = {
      position: by.position,
      proof: sameDays ? old.proof : afterFirst(old, by),
      paid: sameFee ? old.paid : by.proof,
      kind: 'term',
      key,
      ...{ termId, termKind, signedOn, firstDay, lastDay, policyVersion, payment, paidOn },
      revived: old?.revived ?? (by.proof[0]!.type !== 'ContractPurchased' && by.proof[0]!.type !== 'ContractRenewed'),
    };
    return [fact];
  });

/**
 * C5: resumed on its first day it never was. One that has aged since is no longer on the page: the event says when it
 * began, and its new last day takes the place of the aged one wherever both are read.
 */
const resumed = ({ suspensionId, from: told, on }: Extract<SheetEvent, { type: 'ContractResumed' }>['data'], by: By, known: Known): readonly Said[] => {
  const key = `suspension:${suspensionId}`;
  const fact = known.get(key);
  const suspension = fact?.kind === 'suspension' ? fact : undefined;
  const from = suspension?.from ?? told;
  if (from === undefined) return [];
  if (on <= from) return [{ ...by, kind: 'gone', key }];
  const ended: SuspensionFact = { ...by, proof: afterFirst(suspension, by), kind: 'suspension', key, from, to: dayBefore(on) };
  return [ended];
};

/** C9: only what the correction names. */
const corrected = (facts: Extract<SheetEvent, { type: 'ContractCorrected' }>['data']['facts'], by: By, known: Known): readonly Said[] => {
  const { customerId, purchasedOn, contractNo, licenceNo, product } = facts;
  const said: Said[] = [];
  const purchase = known.get('purchase') as PurchaseFact;
  if (customerId !== undefined || purchasedOn !== undefined)
    said.push({ ...purchase, ...by, proof: afterFirst(purchase, by), ...(customerId === undefined ? {} : { customerId }), ...(purchasedOn === undefined ? {} : { purchasedOn }) });
  const numbers = known.get('numbers') as NumbersFact;
  if (contractNo !== undefined || licenceNo !== undefined)
    said.push({ ...numbers, ...by, proof: afterFirst(numbers, by), ...(contractNo === undefined ? {} : { contractNo }), ...(licenceNo === undefined ? {} : { licenceNo }) });
  if (product !== undefined) {
    const before = known.get('product') as ProductFact;
    said.push({ ...before, ...by, proof: afterFirst(before, by), series: product.series, version: product.version, modules: product.modules });
  }
  return said;
};
