import type { Agreement, ContractEvent, Term } from './contract.events.js';
import type { Contract, Naming, Owner, Payment, Suspension, Upgrade, Use } from './contract.state.js';
import { byDay } from './recorded-facts.js';

type Grown =
  | 'status'
  | 'terms'
  | 'owners'
  | 'suspensions'
  | 'agreements'
  | 'upgrades'
  | 'uses'
  | 'payments'
  | 'recordedIds'
  | 'takenBack'
  | 'transfersRecorded'
  | 'queued'
  | 'agreed'
  | 'named'
  | 'suspendedBy'
  | 'events';

/** A contract while events are applied to it: facts are replaced, collections grow in place. */
export interface ContractCopy {
  readonly status: 'copied';
  facts: Omit<Contract, Grown>;
  readonly terms: Map<string, Term>;
  /** The term that begins last; null: to be looked up, since that one was moved or removed. */
  lastTerm: Term | null;
  readonly owners: Owner[];
  transfersRecorded: number;
  readonly suspensions: Map<string, Omit<Suspension, 'settled'>>;
  readonly agreements: Map<string, Agreement>;
  readonly upgrades: Map<string, Upgrade>;
  readonly uses: Map<string, Use>;
  readonly payments: Map<string, Payment>;
  readonly recordedIds: Set<string>;
  readonly takenBack: Set<string>;
  readonly queued: Set<string>;
  readonly agreed: Map<string, string>;
  readonly named: Map<string, Naming>;
  readonly suspendedBy: Map<string, number>;
  events: number;
}

export const opened = (data: Extract<ContractEvent, { type: 'ContractPurchased' }>['data']): ContractCopy => {
  const { contractId, contractNo, licenceNo, product, purchasedOn, freePeriod, fee, importedAs, term } = data;
  return {
    status: 'copied',
    facts: {
      contractId,
      contractNo,
      licenceNo,
      product,
      purchasedOn,
      freePeriod,
      fee,
      importedAs,
      importedPersons: data.importedPersons ?? null,
      terminatedFrom: null,
      licenceValid: true,
    },
    terms: new Map([[term.termId, term]]),
    lastTerm: term,
    owners: [{ customerId: data.customerId, from: null }],
    transfersRecorded: 0,
    suspensions: new Map(),
    agreements: new Map(),
    upgrades: new Map(),
    uses: new Map(),
    payments: new Map(),
    recordedIds: new Set([term.termId]),
    takenBack: new Set(),
    queued: new Set(),
    agreed: new Map(term.period === null ? [] : [[term.termId, term.period]]),
    named: new Map(),
    suspendedBy: new Map(),
    events: 1,
  };
};

export const copyOf = (state: Contract): ContractCopy => {
  const { contractId, contractNo, licenceNo, product, purchasedOn, freePeriod, fee, importedAs } = state;
  const { importedPersons, terminatedFrom, licenceValid } = state;
  return {
    status: 'copied',
    facts: {
      contractId,
      contractNo,
      licenceNo,
      product,
      purchasedOn,
      freePeriod,
      fee,
      importedAs,
      importedPersons,
      terminatedFrom,
      licenceValid,
    },
    terms: new Map(state.terms.map((term) => [term.termId, term])),
    lastTerm: state.terms.at(-1) ?? null,
    owners: [...state.owners],
    transfersRecorded: state.transfersRecorded,
    suspensions: new Map(state.suspensions.map((suspension) => [suspension.suspensionId, suspension])),
    agreements: new Map(state.agreements.map((agreement) => [agreement.agreementId, agreement])),
    upgrades: new Map(state.upgrades.map((upgrade) => [upgrade.upgradeId, upgrade])),
    uses: new Map(state.uses.map((use) => [use.useId, use])),
    payments: new Map(state.payments.map((payment) => [payment.paymentId, payment])),
    recordedIds: new Set(state.recordedIds),
    takenBack: new Set(state.takenBack),
    queued: new Set(state.queued),
    agreed: new Map(state.agreed),
    named: new Map(state.named),
    suspendedBy: new Map(state.suspendedBy),
    events: state.events,
  };
};

/** Terms and upgrades in the order of their days, everything else in the order of recording. */
export const stateOf = (copy: ContractCopy): Contract => {
  const { facts, owners, transfersRecorded, recordedIds, takenBack, queued, agreed, named, suspendedBy, events } = copy;
  return {
    status: 'purchased',
    ...facts,
    terms: [...copy.terms.values()].sort((a, b) => (a.firstDay < b.firstDay ? -1 : 1)),
    owners,
    transfersRecorded,
    suspensions: [...copy.suspensions.values()].map((suspension) => settledOrNot(copy, suspension)),
    agreements: [...copy.agreements.values()],
    upgrades: byDay([...copy.upgrades.values()]),
    uses: [...copy.uses.values()],
    payments: [...copy.payments.values()],
    recordedIds,
    takenBack,
    queued,
    agreed,
    named,
    suspendedBy,
    events,
  };
};

const settledOrNot = ({ named, suspendedBy }: ContractCopy, suspension: Omit<Suspension, 'settled'>): Suspension => {
  const { suspensionId, from, to, extend, lengthened } = suspension;
  const naming = lengthened === null ? undefined : named.get(lengthened.termId);
  const settled = naming !== undefined && naming.event > suspendedBy.get(suspensionId)!;
  return { suspensionId, from, to, extend, lengthened, settled };
};
