import type {
  ContractOwingRow,
  ObligationRow,
  ObligationsRow,
} from '../../../projections/obligations/obligations.row.js';
import type { View } from '../../platform/views/view-store.js';
import type { PolicySnapshot } from '../../policies/policies.port.js';
import { groupsOfContract } from '../sources/contract-groups.js';
import { derived, recorded, type ShownObligation } from './obligation-answers.js';
import type { Owed, OwedGroup } from '../sources/source.js';

interface Placed {
  readonly group: OwedGroup;
  readonly owed: Owed;
}

/** What is owed, derived and recorded together; each obligation once. */
export class ListedObligations {
  readonly #contracts: ReadonlyMap<string, ContractOwingRow>;
  readonly #placed: ReadonlyMap<string, Placed>;
  readonly #recorded: ReadonlyMap<string, ObligationRow>;

  private constructor(
    contracts: readonly ContractOwingRow[],
    recordedRows: readonly ObligationRow[],
    groups: readonly OwedGroup[],
    private readonly now: number,
  ) {
    this.#contracts = new Map(contracts.map((row) => [row.contractId, row]));
    this.#recorded = new Map(recordedRows.map((row) => [row.obligationId, row]));
    this.#placed = new Map(groups.flatMap((group) => group.owed.map((owed) => [owed.id, { group, owed }])));
  }

  /**
   * @param known rows of obligations that are read already; `all`: those of which something is recorded are read too
   */
  static async of(
    view: View<ObligationsRow>,
    vendor: string,
    contractIds: readonly string[],
    published: PolicySnapshot,
    now: number,
    known: readonly ObligationRow[] = [],
  ): Promise<ListedObligations> {
    const rows = await view.getMany([...new Set(contractIds)]);
    const contracts = [...rows.values()].filter(
      (row): row is ContractOwingRow => row.subject === 'contract' && row.vendor === vendor,
    );
    const groups = contracts.flatMap((row) => groupsOfContract(vendor, row, published));
    return ListedObligations.ofGroups(view, groups, now, known, contracts);
  }

  /** Of any subject. */
  static async ofGroups(
    view: View<ObligationsRow>,
    groups: readonly OwedGroup[],
    now: number,
    known: readonly ObligationRow[] = [],
    contracts: readonly ContractOwingRow[] = [],
  ): Promise<ListedObligations> {
    const ids = groups.flatMap(({ owed }) => owed.map(({ id }) => id));
    const stored = [...(await view.getMany(ids)).values()] as readonly ObligationRow[];
    return new ListedObligations(contracts, [...stored, ...known], groups, now);
  }

  /** All that is derived of which nothing is recorded. */
  derived(): readonly ShownObligation[] {
    return [...this.#placed.values()].flatMap((placed) => this.derivedOf(placed) ?? []);
  }

  /** All of which something is recorded. */
  recorded(): readonly ShownObligation[] {
    return [...this.#recorded.values()].map((row) =>
      recorded(row, this.contractOf(row.contractId), this.#placed.get(row.obligationId), this.now),
    );
  }

  find(id: string): Placed | undefined {
    return this.#placed.get(id);
  }

  private contractOf(contractId: string | null): ContractOwingRow | undefined {
    return contractId === null ? undefined : this.#contracts.get(contractId);
  }

  private derivedOf({ group, owed }: Placed): ShownObligation | undefined {
    if (this.#recorded.has(owed.id)) return undefined;
    const open = group.owed.filter(({ id, backfilled }) => !backfilled && !this.#recorded.has(id));
    return derived(owed, group, open, this.contractOf(owed.named.contractId), this.now);
  }
}
