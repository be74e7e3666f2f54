import type { ContractChange } from '../contract-changes.js';
import type { Term } from '../../domain/contract/contract.events.js';
import type { Evidence } from '../../domain/entitlement/answer.js';
import { dayBefore } from '../../domain/kernel/civil.js';
import type { RemovedFact } from '../facts/facts.row.js';
import type {
  ContractFact,
  NumbersFact,
  ProductFact,
  PurchaseFact,
  SuspensionFact,
  TermFact,
} from './contract-sheet.row.js';

export type RecordedFact = ContractFact | RemovedFact;
/** The facts known before the event, by key. */
export type Known = ReadonlyMap<string, RecordedFact>;

interface By {
  readonly position: number;
  readonly proof: readonly Evidence[];
}

/** The first and the latest event of a fact: two events prove it however often it was changed. */
export const afterFirst = (fact: { readonly proof: readonly Evidence[] } | undefined, by: By): readonly Evidence[] =>
  fact === undefined ? by.proof : [fact.proof[0]!, ...by.proof];

export const changed = (
  change: { readonly terms: readonly Term[]; readonly removed: readonly string[] },
  by: By,
  known: Known,
): readonly RecordedFact[] => [
  ...restated(change.terms, by, known),
  ...change.removed.map((termId): RecordedFact => ({
    position: by.position,
    proof: by.proof,
    kind: 'gone',
    key: `term:${termId}`,
  })),
];

/**
 * Each term is restated whole; the event proves the days where it changed them, and the payment where it changed that.
 */
export const restated = (terms: readonly Term[], by: By, known: Known): readonly RecordedFact[] =>
  terms.flatMap((term): readonly RecordedFact[] => {
    const key = `term:${term.termId}`;
    const before = known.get(key);
    const old = before?.kind === 'term' ? before : undefined;
    const { termId, kind: termKind, signedOn, firstDay, lastDay, policyVersion, payment, paidOn } = term;
    const sameDays = old !== undefined && old.firstDay === firstDay && old.lastDay === lastDay;
    const sameFee = old !== undefined && old.payment === payment && old.paidOn === paidOn;
    if (
      sameDays &&
      sameFee &&
      old.signedOn === signedOn &&
      old.policyVersion === policyVersion &&
      old.termKind === termKind
    )
      return [];
    const fact: TermFact = {
      position: by.position,
      proof: sameDays ? old.proof : afterFirst(old, by),
      paid: sameFee ? old.paid : by.proof,
      kind: 'term',
      key,
      termId,
      termKind,
      signedOn,
      firstDay,
      lastDay,
      policyVersion,
      payment,
      paidOn,
      revived: old?.revived ?? (by.proof[0]!.type !== 'ContractPurchased' && by.proof[0]!.type !== 'ContractRenewed'),
    };
    return [fact];
  });

/**
 * C5: resumed on its first day it never was. One that has aged since is no longer on the page: the event has when it
 * began, and its new last day takes the place of the aged one wherever both are read.
 */
export const resumed = (
  { suspensionId, from: recordedFrom, on }: Extract<ContractChange, { type: 'ContractResumed' }>['data'],
  by: By,
  known: Known,
): readonly RecordedFact[] => {
  const key = `suspension:${suspensionId}`;
  const fact = known.get(key);
  const suspension = fact?.kind === 'suspension' ? fact : undefined;
  const from = suspension?.from ?? recordedFrom;
  if (from === undefined) return [];
  if (on <= from) return [{ ...by, kind: 'gone', key }];
  const ended: SuspensionFact = {
    ...by,
    proof: afterFirst(suspension, by),
    kind: 'suspension',
    key,
    from,
    to: dayBefore(on),
  };
  return [ended];
};

/** C9: only what the correction names. */
export const corrected = (
  facts: Extract<ContractChange, { type: 'ContractCorrected' }>['data']['facts'],
  by: By,
  known: Known,
): readonly RecordedFact[] => {
  const { customerId, purchasedOn, contractNo, licenceNo, product } = facts;
  const correctedFacts: RecordedFact[] = [];
  const purchase = known.get('purchase') as PurchaseFact;
  if (customerId !== undefined || purchasedOn !== undefined)
    correctedFacts.push({
      ...purchase,
      ...by,
      proof: afterFirst(purchase, by),
      ...(customerId === undefined ? {} : { customerId }),
      ...(purchasedOn === undefined ? {} : { purchasedOn }),
    });
  const numbers = known.get('numbers') as NumbersFact;
  if (contractNo !== undefined || licenceNo !== undefined)
    correctedFacts.push({
      ...numbers,
      ...by,
      proof: afterFirst(numbers, by),
      ...(contractNo === undefined ? {} : { contractNo }),
      ...(licenceNo === undefined ? {} : { licenceNo }),
    });
  if (product !== undefined) {
    const before = known.get('product') as ProductFact;
    correctedFacts.push({
      ...before,
      ...by,
      proof: afterFirst(before, by),
      series: product.series,
      version: product.version,
      modules: product.modules,
    });
  }
  return correctedFacts;
};
