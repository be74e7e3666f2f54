import type { Day } from '../../domain/kernel/civil.js';
import type { ContractListRow, ListedTerm } from '../../projections/contract-list/contract-list.row.js';
import type { CustomerListRow } from '../../projections/customer-list/customer-list.row.js';
import { ownerOn, stateOn } from '../search/search.port.js';

const term = ({ termId, kind, firstDay, lastDay, payment }: ListedTerm) => ({
  termId,
  kind,
  firstDay,
  lastDay,
  payment,
});

/** A contract as it is listed today, with the customer that answers for its owner. */
export const listedContract = (row: ContractListRow, customer: CustomerListRow | undefined, today: Day) => {
  const current = row.terms.find(({ firstDay, lastDay }) => firstDay <= today && today <= lastDay);
  const { series, name, version } = row.product;
  return {
    id: row.contractId,
    contractNo: row.contractNo,
    licenceNo: row.licenceNo,
    customerId: ownerOn(row, today),
    customerCode: customer?.code ?? null,
    customerName: customer?.name ?? null,
    series,
    product: { series, name, version },
    installedVersion: row.upgrades.filter(({ performedOn }) => performedOn <= today).at(-1)?.version ?? version,
    purchasedOn: row.purchasedOn,
    lastDay: row.lastDay,
    terms: row.terms.map(term),
    currentTerm: current === undefined ? null : term(current),
    queued: row.terms.filter(({ firstDay }) => firstDay > today).map(term),
    gap: row.hasGap,
    unpaid: row.isUnpaid,
    revision: row.revision,
    state: stateOn(row, today),
  };
};
export type ListedContract = ReturnType<typeof listedContract>;
