import type { ObligationRow, ObligationsRow } from '../../../projections/obligations/obligations.row.js';
import type { Condition, View } from '../../platform/views/view-store.js';
import type { PolicySnapshot } from '../../policies/policies.port.js';
import { compare, type Entry } from './list-place.js';
import { ListedObligations } from './listed-obligations.js';
import type { ShownObligation } from './obligation-answers.js';
import { pagesOf } from '../sources/view-pages.js';

const contractsAtATime = 200;
const rowsAtATime = 500;

/** From what the obligations of contracts are read: the ledger as it is, or a supposed one. */
export interface ObligationsRead {
  readonly view: View<ObligationsRow>;
  readonly published: PolicySnapshot;
  /** Epoch ms. */
  readonly now: number;
}

/** What is owed for contracts, planned ones too, by nominal day (O10). */
export const obligationsOfContracts = async (
  vendor: string,
  contractIds: readonly string[],
  read: ObligationsRead,
): Promise<readonly ShownObligation[]> => {
  const entries = await entriesOfContracts(vendor, contractIds, read);
  return entries.toSorted((a, b) => compare(a.place, b.place)).flatMap(({ items }) => items);
};

/** The same with its places in lists, in no order. */
export const entriesOfContracts = async (
  vendor: string,
  contractIds: readonly string[],
  { view, published, now }: ObligationsRead,
): Promise<readonly Entry[]> => {
  const entries: Entry[] = [];
  for (let start = 0; start < contractIds.length; start += contractsAtATime) {
    const ids = contractIds.slice(start, start + contractsAtATime);
    const known = await recordedWhere(view, vendor, { field: 'contractId', in: ids });
    entries.push(...entriesOf(await ListedObligations.of(view, vendor, ids, published, now, known)));
  }
  return entries;
};

/** What is recorded of obligations that meet a condition. */
export const recordedWhere = async (
  view: View<ObligationsRow>,
  vendor: string,
  of: Condition,
): Promise<readonly ObligationRow[]> => {
  const rows: ObligationRow[] = [];
  const where: readonly Condition[] = [of, { field: 'subject', is: 'obligation' }];
  for await (const page of pagesOf(view, vendor, where, { limit: rowsAtATime }))
    rows.push(...(page as readonly ObligationRow[]));
  return rows;
};

export const entriesOf = (shown: ListedObligations): readonly Entry[] =>
  [[0, shown.recorded()] as const, [1, shown.derived()] as const].flatMap(([rank, items]) =>
    items.map((item) => ({ place: { nominalOn: item.nominalOn, rank, id: item.id }, items: [item] })),
  );
