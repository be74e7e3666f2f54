import { type Day, dayBefore, daysBetween } from '../kernel/civil.js';
import type { Money } from '../kernel/money.js';
import type { Agreement, ContractEvent, ImportedPersons, Product, Term } from './contract.events.js';
import { factsAfter, transferIdOf, type Owner, type Payment, type Upgrade } from './recorded-facts.js';

export type { Owner, Payment, Upgrade };

export interface Suspension {
  readonly suspensionId: string;
  readonly from: Day;
  /** Last day suspended; null until it is resumed. */
  readonly to: Day | null;
  /** C5: its days inside terms lengthen the last term it touches. */
  readonly extend: boolean;
  /** What it has lengthened so far. */
  readonly lengthened: { readonly termId: string; readonly days: number } | null;
  /** C4: the term it lengthened was cancelled since; that end stands, so a resumption counts nothing anew. */
  readonly settled: boolean;
}
export interface Use {
  readonly useId: string;
  readonly service: 'media' | 'health-check';
  readonly termId: string;
  readonly on: Day;
  readonly givenBack: boolean;
}

/** A contract that stands. Days are civil days in the vendor's zone; `terms` are in the order of their days. */
export interface Contract {
  readonly status: 'purchased';
  readonly contractId: string;
  readonly contractNo: string;
  readonly licenceNo: string;
  readonly product: Product;
  readonly purchasedOn: Day;
  readonly freePeriod: string;
  readonly fee: Money | null;
  readonly importedAs: string | null;
  readonly importedPersons: ImportedPersons | null;
  readonly terms: readonly Term[];
  readonly owners: readonly Owner[];
  /** How many transfers were ever recorded: their ids count on. */
  readonly transfersRecorded: number;
  readonly suspensions: readonly Suspension[];
  readonly terminatedFrom: Day | null;
  readonly licenceValid: boolean;
  readonly agreements: readonly Agreement[];
  readonly upgrades: readonly Upgrade[];
  readonly uses: readonly Use[];
  readonly payments: readonly Payment[];
  /** Ids of terms and corrections that were ever recorded: the same command again changes nothing (C11). */
  readonly said: ReadonlySet<string>;
  /** Ids of payments, agreements, upgrades and transfers that were taken back (C9). */
  readonly takenBack: ReadonlySet<string>;
}
/**
 * `missing`: nothing recorded; `abandoned`: it can never be recorded (docs/decisions/0004); `withdrawn`: its import
 * was undone.
 */
export type ContractState =
  { readonly status: 'missing' } | { readonly status: 'abandoned' } | { readonly status: 'withdrawn' } | Contract;

export const evolve = (state: ContractState, event: ContractEvent): ContractState => {
  if (event.type === 'Abandoned') return { status: 'abandoned' };
  if (event.type === 'ContractPurchased') return purchased(event.data);
  if (event.type === 'ContractWithdrawn') return { status: 'withdrawn' };
  if (state.status !== 'purchased') throw new Error(`${event.type} before ContractPurchased`);
  return changed(state, event);
};

const purchased = (data: Extract<ContractEvent, { type: 'ContractPurchased' }>['data']): Contract => {
  const { contractId, contractNo, licenceNo, product, purchasedOn, freePeriod, fee, importedAs } = data;
  return {
    status: 'purchased',
    contractId,
    contractNo,
    licenceNo,
    product,
    purchasedOn,
    freePeriod,
    fee,
    importedAs,
    importedPersons: data.importedPersons ?? null,
    terms: [data.term],
    owners: [{ customerId: data.customerId, from: null }],
    transfersRecorded: 0,
    suspensions: [],
    terminatedFrom: null,
    licenceValid: true,
    agreements: [],
    upgrades: [],
    uses: [],
    payments: [],
    said: new Set([data.term.termId]),
    takenBack: new Set(),
  };
};

const changed = (
  state: Contract,
  event: Exclude<ContractEvent, { type: 'ContractPurchased' | 'ContractWithdrawn' | 'Abandoned' }>,
): Contract => {
  switch (event.type) {
    case 'ContractRenewed':
      return withTerms(state, [event.data.term], [], event.data.term.termId);
    case 'PaymentReceived': {
      const { paymentId, termId, amount, paidOn, invoiceNo, term } = event.data;
      const payment = { paymentId, termId, amount, paidOn, invoiceNo };
      return { ...withTerms(state, [term], []), payments: [...state.payments, payment] };
    }
    case 'TermCancelled': {
      const { termId, terms, removed } = event.data;
      const suspensions = state.suspensions.map((it) =>
        it.lengthened?.termId === termId ? { ...it, lengthened: null, settled: true } : it,
      );
      return { ...withTerms(state, terms, removed), suspensions };
    }
    case 'ContractSuspended': {
      const { suspensionId, from, to, extend, terms, removed } = event.data;
      const suspension = { suspensionId, from, to, extend, lengthened: lengthenedBy(state, terms), settled: false };
      return { ...withTerms(state, terms, removed), suspensions: [...state.suspensions, suspension] };
    }
    case 'ContractResumed':
      return resumed(state, event.data);
    case 'ContractTerminated':
      return { ...state, terminatedFrom: event.data.from };
    case 'ContractReinstated':
      return { ...state, terminatedFrom: null };
    case 'ContractTransferred': {
      const { toCustomerId: customerId, from } = event.data;
      const transfersRecorded = state.transfersRecorded + 1;
      const owner = { customerId, from, transferId: transferIdOf(transfersRecorded) };
      return { ...state, owners: [...state.owners, owner], transfersRecorded };
    }
    case 'LicenceRevoked':
      return { ...state, licenceValid: false };
    case 'LicenceRestored':
      return { ...state, licenceValid: true };
    case 'AgreementSigned':
      return { ...state, agreements: [...state.agreements, event.data] };
    case 'UpgradeExercised': {
      const { upgradeId, targetVersion, performedOn, module } = event.data;
      const upgrades = [...state.upgrades, { upgradeId, version: targetVersion, performedOn, module }];
      return { ...state, upgrades: upgrades.sort((a, b) => (a.performedOn < b.performedOn ? -1 : 1)) };
    }
    case 'AllowanceUsed':
      return { ...state, uses: [...state.uses, { ...event.data, givenBack: false }] };
    case 'AllowanceGivenBack':
      return {
        ...state,
        uses: state.uses.map((use) => (use.useId === event.data.useId ? { ...use, givenBack: true } : use)),
      };
    case 'ContractCorrected':
      return corrected(state, event.data);
    case 'PaymentCorrected':
    case 'PaymentTakenBack':
      return withTerms({ ...state, ...factsAfter(state, event) }, event.data.terms, event.data.removed);
    case 'AgreementCorrected':
    case 'AgreementTakenBack':
    case 'UpgradeCorrected':
    case 'UpgradeTakenBack':
    case 'TransferCorrected':
    case 'TransferTakenBack':
      return { ...state, ...factsAfter(state, event) };
  }
};

/** A resumption restates the lengthening for the days really suspended. */
const resumed = (state: Contract, data: Extract<ContractEvent, { type: 'ContractResumed' }>['data']): Contract => {
  const to = dayBefore(data.on);
  const suspensions = state.suspensions.flatMap((suspension) => {
    if (suspension.suspensionId !== data.suspensionId) return [suspension];
    if (to < suspension.from) return [];
    return [
      {
        ...suspension,
        to,
        extend: suspension.extend || data.extend,
        lengthened: added(suspension.lengthened, lengthenedBy(state, data.terms)),
      },
    ];
  });
  return { ...withTerms(state, data.terms, data.removed), suspensions };
};

/**
 * The last term touched can become an earlier one: what was added to the later is then undone, and no part of the
 * sum.
 */
const added = (before: Suspension['lengthened'], more: Suspension['lengthened']): Suspension['lengthened'] => {
  if (more === null) return before;
  const days = more.days + (before?.termId === more.termId ? before.days : 0);
  return days === 0 ? null : { termId: more.termId, days };
};

const corrected = (state: Contract, data: Extract<ContractEvent, { type: 'ContractCorrected' }>['data']): Contract => {
  const { customerId, contractNo, licenceNo, purchasedOn, product, fee } = data.facts;
  const owners =
    customerId === undefined
      ? state.owners
      : state.owners.map((owner) => (owner.from === null ? { customerId, from: null } : owner));
  return {
    ...withTerms(state, data.terms, data.removed, data.correctionId),
    owners,
    contractNo: contractNo ?? state.contractNo,
    licenceNo: licenceNo ?? state.licenceNo,
    purchasedOn: purchasedOn ?? state.purchasedOn,
    product: product ?? state.product,
    fee: fee === undefined ? state.fee : fee,
  };
};

/** Replaces terms by their id and keeps the order of days. */
const withTerms = (state: Contract, terms: readonly Term[], removed: readonly string[], said?: string): Contract => {
  const ids = new Set([...removed, ...terms.map((term) => term.termId)]);
  const next = [...state.terms.filter((term) => !ids.has(term.termId)), ...terms].sort((a, b) =>
    a.firstDay < b.firstDay ? -1 : 1,
  );
  return { ...state, terms: next, said: said === undefined ? state.said : new Set([...state.said, said]) };
};

/** C5: of the terms that an event changes, the one that begins as before was lengthened; the others moved along. */
const lengthenedBy = (state: Contract, terms: readonly Term[]): Suspension['lengthened'] => {
  for (const { termId, firstDay, lastDay } of terms) {
    const old = state.terms.find((term) => term.termId === termId);
    if (old !== undefined && old.firstDay === firstDay) return { termId, days: daysBetween(old.lastDay, lastDay) };
  }
  return null;
};
