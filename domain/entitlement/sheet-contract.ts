import type {
  AgreementFact,
  ContractFact,
  ContractSheetRow,
  TermFact,
} from '../../projections/contract-sheet/contract-sheet.row.js';
import { factsKnownAt } from '../../projections/facts/facts.row.js';
import { type Day, endOfDay, epochOf, startOfDay } from '../kernel/civil.js';
import { compareVersions, isVersion, parseVersion, type Version } from '../kernel/version.js';
import type { AgreementKind } from '../kernel/vocabulary.js';
import type { Evidence } from './answer.js';

/** A half open stretch in epoch ms (T2); `to` is Infinity where it has no end. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly evidence: readonly Evidence[];
}
export interface SheetTerm extends Stretch {
  readonly termId: string;
  readonly kind: 'free' | 'paid';
  readonly firstDay: Day;
  readonly lastDay: Day;
  readonly signedOn: Day;
  readonly policyVersion: number;
  /** C12: -Infinity where it was recorded as paid, the payment's day, or Infinity while it is due. */
  readonly paidFrom: number;
  readonly paidEvidence: readonly Evidence[];
}
export interface SheetAgreement extends Stretch {
  readonly kind: AgreementKind;
  readonly toMajor: number | null;
}
export interface Owner {
  readonly from: number;
  /** Whether it is the customer that the sheet is of, or one merged into it. */
  readonly mine: boolean;
  readonly evidence: readonly Evidence[];
}
export interface SheetUse {
  readonly service: 'media' | 'health-check';
  readonly termId: string;
  /** Beginning of the day it counts from. */
  readonly from: number;
  readonly evidence: readonly Evidence[];
}

/** A contract as the checks see it; lists ascend by `from`. */
export interface ContractSheet {
  readonly contractId: string;
  readonly contractNo: string;
  readonly series: string;
  /** Module code to whether it is customized. */
  readonly modules: ReadonlyMap<string, boolean>;
  readonly purchasedOn: Day;
  readonly purchase: readonly Evidence[];
  readonly product: readonly Evidence[];
  /** The first from the beginning of time: the buyer passes before the purchase (D2). */
  readonly owners: readonly Owner[];
  readonly licences: readonly {
    readonly from: number;
    readonly valid: boolean;
    readonly evidence: readonly Evidence[];
  }[];
  readonly starts: number;
  readonly terms: readonly SheetTerm[];
  /** Last day of the last term (D3); empty where every term was taken away. */
  readonly lastDay: Day;
  readonly suspensions: readonly Stretch[];
  /** Infinity where it is not terminated, or was reinstated (C6). */
  readonly terminatedFrom: number;
  readonly termination: readonly Evidence[];
  readonly agreements: readonly SheetAgreement[];
  readonly installed: readonly {
    readonly from: number;
    readonly version: Version;
    readonly evidence: readonly Evidence[];
  }[];
  readonly uses: readonly SheetUse[];
  readonly boundaries: readonly number[];
}

/**
 * `family`: the customer and those merged into it. Null where none of them ever owned the contract as known at the
 * position: a correction may have taken it away (C9).
 */
export const contractSheetOf = (
  rows: readonly ContractSheetRow[],
  family: ReadonlySet<string>,
  knownPosition: number,
  zone: string,
): ContractSheet | null => {
  const facts = factsKnownAt<ContractFact>(rows, knownPosition);
  const of = <K extends ContractFact['kind']>(kind: K) =>
    facts.filter((fact): fact is Extract<ContractFact, { kind: K }> => fact.kind === kind);
  const [purchase, numbers, product] = [of('purchase')[0], of('numbers')[0], of('product')[0]];
  if (purchase === undefined || numbers === undefined || product === undefined) return null;
  const starting = (day: Day): number => startOfDay(day, zone);

  const owners: readonly Owner[] = [
    { from: -Infinity, mine: family.has(purchase.customerId), evidence: purchase.proof },
    ...of('transfer')
      .map((fact) => ({ from: starting(fact.from), mine: family.has(fact.toCustomerId), evidence: fact.proof }))
      .sort(byBeginning),
  ];
  if (!owners.some((owner) => owner.mine)) return null;

  const terms = of('term')
    .map((fact) => termOf(fact, zone))
    .sort(byBeginning);
  const licences = [
    { from: -Infinity, valid: true, evidence: purchase.proof },
    ...of('licence')
      .map((fact) => ({ from: epochOf(fact.from), valid: fact.valid, evidence: fact.proof }))
      .sort(byBeginning),
  ];
  const suspensions = of('suspension')
    .map((fact) => ({
      from: starting(fact.from),
      to: fact.to === null ? Infinity : endOfDay(fact.to, zone),
      evidence: fact.proof,
    }))
    .sort(byBeginning);
  const [termination] = of('termination');
  const terminatedFrom = termination === undefined || termination.from === null ? Infinity : starting(termination.from);
  const agreements = of('agreement')
    .map((fact) => agreementOf(fact, zone))
    .sort(byBeginning);
  const installed = [
    { from: -Infinity, version: versionOf(product.version), evidence: product.proof },
    ...of('installed')
      .map((fact) => ({ from: starting(fact.from), version: versionOf(fact.version), evidence: fact.proof }))
      // V4, C9: of one day the higher version is installed, whichever of both was corrected last.
      .sort((a, b) => byBeginning(a, b) || compareVersions(a.version, b.version)),
  ];
  const uses = of('use')
    .map((fact) => ({ service: fact.service, termId: fact.termId, from: starting(fact.on), evidence: fact.proof }))
    .sort(byBeginning);
  return {
    contractId: rows[0]!.subject,
    contractNo: numbers.contractNo,
    series: product.series,
    modules: new Map(product.modules.map((module) => [module.code, module.customized])),
    purchasedOn: purchase.purchasedOn,
    purchase: purchase.proof,
    product: product.proof,
    owners,
    licences,
    starts: terms[0]?.from ?? starting(purchase.purchasedOn),
    terms,
    lastDay: terms.reduce((last, term) => (term.lastDay > last ? term.lastDay : last), ''),
    suspensions,
    terminatedFrom,
    termination: termination?.proof ?? [],
    agreements,
    installed,
    uses,
    boundaries: [
      ...[...owners, ...licences, ...installed, ...uses].map((value) => value.from),
      ...[...terms, ...suspensions, ...agreements].flatMap((value) => [value.from, value.to]),
      ...terms.map((term) => term.paidFrom),
      terminatedFrom,
      ...(terms.length === 0 ? [starting(purchase.purchasedOn)] : []),
    ],
  };
};

/** Facts come by position and the sort is stable: of two that begin at one instant the later recorded is last. */
const byBeginning = (a: { readonly from: number }, b: { readonly from: number }): number => a.from - b.from;

const termOf = (fact: TermFact, zone: string): SheetTerm => ({
  from: startOfDay(fact.firstDay, zone),
  to: endOfDay(fact.lastDay, zone),
  evidence: fact.proof,
  termId: fact.termId,
  kind: fact.termKind,
  firstDay: fact.firstDay,
  lastDay: fact.lastDay,
  signedOn: fact.signedOn,
  policyVersion: fact.policyVersion,
  paidFrom: fact.payment === 'due' ? Infinity : fact.paidOn === null ? -Infinity : startOfDay(fact.paidOn, zone),
  paidEvidence: fact.paid,
});

const agreementOf = (fact: AgreementFact, zone: string): SheetAgreement => ({
  from: startOfDay(fact.validFrom, zone),
  to: fact.validTo === null ? Infinity : endOfDay(fact.validTo, zone),
  evidence: fact.proof,
  kind: fact.agreement,
  toMajor: fact.toMajor,
});

const versionOf = (text: string): Version => {
  const version = parseVersion(text);
  if (!isVersion(version))
    throw new RangeError(`the ledger holds '${text}', which is no version (V1); correct the contract's product`);
  return version;
};
