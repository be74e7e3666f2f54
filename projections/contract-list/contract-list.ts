import type { ContractEvent, OwnerSince, Product, Term } from '../../domain/contract/contract.events.js';
import { type Day, dayAfter, dayBefore, firstCalendarDay } from '../../domain/kernel/civil.js';
import { codeKey } from '../../domain/kernel/spelling.js';
import { idOfStream, type Recorded } from '../../domain/kernel/envelope.js';
import { compareVersions, parseVersion, type Version } from '../../domain/kernel/version.js';
import { contractChanges } from '../contract-changes.js';
import type { Projection } from '../projection.js';
import type { ContractListRow, ListedTerm } from './contract-list.row.js';
import { stateSpans } from './state-spans.js';

type Listed = Exclude<ContractEvent, { type: 'Abandoned' }>;
type Facts = Omit<ContractListRow, 'states' | 'hasGap' | 'isUnpaid' | 'revision' | 'lastDay' | 'contractKey'>;

/** Contracts as they are listed, filtered and searched. */
export const contractList: Projection<ContractListRow, Listed> = {
  name: 'contract-list',
  version: 3,
  handles: [...contractChanges, 'ContractWithdrawn'],
  indexes: [['contractKey'], ['contractId'], ['lastDay'], ['purchasedOn'], ['hasGap'], ['isUnpaid']],
  spans: ['states', 'owners'],
  rows: (event) => [idOfStream(event.stream)],
  apply(event, before, id) {
    if (event.type === 'ContractWithdrawn') return { row: undefined };
    if (before === undefined && event.type !== 'ContractPurchased')
      throw new Error(`${event.type} of ${id} before it was purchased`);
    return { row: listed(facts(before, event), before, event.revision) };
  },
};

/** What derives from facts that did not change is kept. */
const listed = (facts: Facts, before: ContractListRow | undefined, revision: number): ContractListRow => ({
  vendor: facts.vendor,
  contractId: facts.contractId,
  contractNo: facts.contractNo,
  licenceNo: facts.licenceNo,
  owners: facts.owners,
  product: facts.product,
  upgrades: facts.upgrades,
  purchasedOn: facts.purchasedOn,
  terms: facts.terms,
  suspensions: facts.suspensions,
  terminatedFrom: facts.terminatedFrom,
  contractKey: facts.contractNo === before?.contractNo ? before.contractKey : codeKey(facts.contractNo),
  lastDay: facts.terms.reduce((last, { lastDay }) => (lastDay > last ? lastDay : last), facts.purchasedOn),
  states: before !== undefined && haveSameDays(facts, before) ? before.states : stateSpans(facts),
  hasGap: facts.terms.some(({ firstDay }, index) => index > 0 && dayAfter(facts.terms[index - 1]!.lastDay) < firstDay),
  isUnpaid: facts.terms.some(({ payment }) => payment === 'due'),
  revision,
});

const haveSameDays = (facts: Facts, before: Facts): boolean =>
  facts.purchasedOn === before.purchasedOn &&
  facts.terms === before.terms &&
  facts.suspensions === before.suspensions &&
  facts.terminatedFrom === before.terminatedFrom;

const facts = (
  row: ContractListRow | undefined,
  event: Recorded<Exclude<Listed, { type: 'ContractWithdrawn' }>>,
): Facts => {
  if (event.type === 'ContractPurchased') {
    const { contractId, customerId, contractNo, licenceNo, product, purchasedOn, term } = event.data;
    return {
      vendor: event.vendor,
      contractId,
      contractNo,
      licenceNo,
      owners: [{ from: firstCalendarDay, to: null, customerId }],
      product: productOf(product),
      upgrades: [],
      purchasedOn,
      terms: [termOf(term)],
      suspensions: [],
      terminatedFrom: null,
    };
  }
  return changed(row!, event);
};

const changed = (
  row: ContractListRow,
  event: Recorded<Exclude<Listed, { type: 'ContractPurchased' | 'ContractWithdrawn' }>>,
): Facts => {
  switch (event.type) {
    case 'ContractRenewed':
    case 'PaymentReceived':
      return { ...row, terms: withTerms(row, [event.data.term], []) };
    case 'TermCancelled':
      return { ...row, terms: withTerms(row, event.data.terms, event.data.removed) };
    case 'ContractSuspended': {
      const { suspensionId, from, to, terms, removed } = event.data;
      return {
        ...row,
        terms: withTerms(row, terms, removed),
        suspensions: [...row.suspensions, { suspensionId, from, to }],
      };
    }
    case 'ContractResumed': {
      const { suspensionId, on, terms, removed } = event.data;
      const to = dayBefore(on);
      const suspensions = row.suspensions.flatMap((value) =>
        value.suspensionId !== suspensionId ? [value] : to < value.from ? [] : [{ ...value, to }],
      );
      return { ...row, terms: withTerms(row, terms, removed), suspensions };
    }
    case 'ContractTerminated':
      return { ...row, terminatedFrom: event.data.from };
    case 'ContractReinstated':
      return { ...row, terminatedFrom: null };
    case 'ContractTransferred':
      return { ...row, owners: transferred(row.owners, event.data.toCustomerId, event.data.from) };
    case 'ContractCorrected': {
      const { facts, terms, removed } = event.data;
      const {
        customerId,
        contractNo = row.contractNo,
        licenceNo = row.licenceNo,
        purchasedOn = row.purchasedOn,
        product,
      } = facts;
      return {
        ...row,
        // C9: the buyer alone; who received the contract by a transfer keeps it.
        owners: row.owners.map((owner, index) =>
          index === 0 && customerId !== undefined ? { ...owner, customerId } : owner,
        ),
        contractNo,
        licenceNo,
        purchasedOn,
        product: product === undefined ? row.product : productOf(product),
        terms: withTerms(row, terms, removed),
      };
    }
    case 'PaymentCorrected':
    case 'PaymentTakenBack':
      return { ...row, terms: withTerms(row, event.data.terms, event.data.removed) };
    case 'TransferCorrected':
    case 'TransferTakenBack':
      return { ...row, owners: spansOf(event.data.owners) };
    case 'UpgradeExercised':
    case 'UpgradeCorrected': {
      const { upgradeId, targetVersion: version, performedOn } = event.data;
      return { ...row, upgrades: inOrder([...others(row, upgradeId), { upgradeId, version, performedOn }]) };
    }
    case 'UpgradeTakenBack':
      return { ...row, upgrades: others(row, event.data.upgradeId) };
    case 'LicenceRevoked':
    case 'LicenceRestored':
    case 'AgreementSigned':
    case 'AgreementCorrected':
    case 'AgreementTakenBack':
    case 'AllowanceUsed':
    case 'AllowanceGivenBack':
      return row;
  }
};

/** C7: transfers are recorded in the order of their days. */
const transferred = (owners: ContractListRow['owners'], customerId: string, from: Day): ContractListRow['owners'] => [
  ...owners.slice(0, -1),
  { ...owners.at(-1)!, to: from },
  { from, to: null, customerId },
];

/** Owners in the order of their days; the buyer is there from the first day that can be asked about. */
const spansOf = (owners: readonly OwnerSince[]): ContractListRow['owners'] =>
  owners.map(({ customerId, from }, index) => ({
    from: from ?? firstCalendarDay,
    to: owners[index + 1]?.from ?? null,
    customerId,
  }));

const termOf = ({ termId, kind, firstDay, lastDay, payment }: Term): ListedTerm => ({
  termId,
  kind,
  firstDay,
  lastDay,
  payment,
});

const productOf = ({ series, name, version }: Product): ContractListRow['product'] => ({ series, name, version });

const others = ({ upgrades }: ContractListRow, upgradeId: string): ContractListRow['upgrades'] =>
  upgrades.filter((upgrade) => upgrade.upgradeId !== upgradeId);

/** V4: of one day the lower version goes first. */
const inOrder = (upgrades: ContractListRow['upgrades']): ContractListRow['upgrades'] =>
  upgrades.toSorted((a, b) =>
    a.performedOn === b.performedOn
      ? compareVersions(parseVersion(a.version) as Version, parseVersion(b.version) as Version)
      : a.performedOn < b.performedOn
        ? -1
        : 1,
  );

const withTerms = (
  row: ContractListRow,
  terms: readonly Term[],
  removed: readonly string[],
): ContractListRow['terms'] => {
  if (terms.length === 0 && removed.length === 0) return row.terms;
  const ids = new Set([...removed, ...terms.map(({ termId }) => termId)]);
  return [...row.terms.filter(({ termId }) => !ids.has(termId)), ...terms.map(termOf)].sort((a, b) =>
    a.firstDay < b.firstDay ? -1 : 1,
  );
};
