import { LRUCache } from 'lru-cache';
import { answersPosition, contractsOf, needsAged, type PreparedSheet, prepareSheet } from '../../domain/entitlement/sheet.js';
import type { Book } from '../../domain/entitlement/book.js';
import { contractSheet } from '../../projections/contract-sheet/contract-sheet.js';
import type { ContractSheetRow } from '../../projections/contract-sheet/contract-sheet.row.js';
import { customerSheet } from '../../projections/customer-sheet/customer-sheet.js';
import type { CustomerSheetRow } from '../../projections/customer-sheet/customer-sheet.row.js';
import type { View } from '../platform/views/view-store.js';
import type { Follows } from '../policies/policies.port.js';

/** How many customers' sheets are kept ready; a few KB each. */
const kept = 20_000;
const nothing: ReadonlySet<string> = new Set();

/** Rows of one subject, read from its view. */
type Row = CustomerSheetRow | ContractSheetRow;
type Kept = PreparedSheet & { readonly vendor: string };

/**
 * Sheets by customer (docs/decisions/0008): read from a few rows, kept until the projector moves one of them. A sheet is
 * kept only if nothing of it moved while it was read, so that no older row is ever answered from.
 */
export class Sheets {
  readonly #ready = new LRUCache<string, Kept>({
    max: kept,
    dispose: (sheet) => {
      for (const contractId of sheet.madeOf) this.#dropOwner(contractId, sheet.customerId);
    },
  });
  readonly #owners = new Map<string, Set<string>>();
  #moves = 0;

  constructor(
    private readonly customers: View<CustomerSheetRow>,
    private readonly contracts: View<ContractSheetRow>,
    private readonly position: () => number,
    follows: Follows,
  ) {
    follows.onChange((view, ids) => this.#moved(view, ids));
  }

  /** A sheet kept ready that answers the question, without waiting. */
  ready(vendor: string, customerId: string, at: number, knownPosition: number): PreparedSheet | undefined {
    const sheet = this.#ready.get(customerId);
    return sheet !== undefined && sheet.vendor === vendor && fits(sheet, at, knownPosition) ? sheet : undefined;
  }

  /**
   * The customer's sheet for an instant and a position; null where the customer was not registered by then (D1).
   * `without`: keys of contract facts that are to be overlooked.
   */
  async read(vendor: string, book: Book, customerId: string, at: number, knownPosition: number, without: ReadonlySet<string> = nothing): Promise<PreparedSheet | null> {
    const moves = this.#moves;
    const now = this.position();
    const customer = await this.#pages<CustomerSheetRow>(this.customers, vendor, customerId, at, knownPosition);
    if (customer === null || customer[0]!.vendor !== vendor) return null;
    const ids = contractsOf(customer, knownPosition);
    const contracts: (readonly ContractSheetRow[])[] = [];
    for (const id of ids) {
      const rows = await this.#pages<ContractSheetRow>(this.contracts, vendor, id, at, knownPosition);
      if (rows !== null) contracts.push(without.size === 0 ? rows : rows.map((row) => ({ ...row, facts: row.facts.filter(({ key }) => !without.has(key)) })));
    }
    const sheet = prepareSheet({ customer, contracts }, knownPosition, book.zone);
    if (sheet !== null && sheet.knownUntil === Infinity && knownPosition >= now && moves === this.#moves && without.size === 0) this.#keep({ ...sheet, vendor });
    return sheet;
  }

  /** The subject's live page where it answers, else the closed one that does; with aged rows where the instant needs them. */
  async #pages<R extends Row>(view: View<R>, vendor: string, subject: string, at: number, knownPosition: number): Promise<readonly R[] | null> {
    const live = await view.get(subject);
    if (live === undefined) return null;
    const page = answersPosition(live, knownPosition) ? live : await this.#closed(view, vendor, subject, knownPosition);
    if (page === undefined) return null;
    return needsAged(page, at) ? [page, ...(await this.#aged(view, vendor, subject))] : [page];
  }

  async #closed<R extends Row>(view: View<R>, vendor: string, subject: string, knownPosition: number): Promise<R | undefined> {
    const where = [{ field: 'subject', is: subject }, { field: 'part', is: 'page' }, { field: 'knownTo', from: knownPosition + 1 }] as const;
    const { items } = await view.query({ vendor, where, sort: { field: 'knownTo' }, limit: 1 });
    return items[0]?.row;
  }

  async #aged<R extends Row>(view: View<R>, vendor: string, subject: string): Promise<readonly R[]> {
    const where = [{ field: 'subject', is: subject }, { field: 'part', is: 'aged' }] as const;
    const rows: R[] = [];
    let cursor: string | undefined;
    do {
      const page = await view.query({ vendor, where, sort: { field: 'knownTo' }, limit: 500, ...(cursor !== undefined && { cursor }) });
      rows.push(...page.items.map(({ row }) => row));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    return rows;
  }

  #keep(sheet: Kept): void {
    this.#ready.set(sheet.customerId, sheet);
    for (const contractId of sheet.madeOf) {
      const owners = this.#owners.get(contractId) ?? new Set();
      this.#owners.set(contractId, owners.add(sheet.customerId));
    }
  }

  #moved(view: string, ids: readonly string[] | 'all'): void {
    if (view !== contractSheet.name && view !== customerSheet.name) return;
    this.#moves += 1;
    if (ids === 'all') return this.#ready.clear();
    for (const id of ids) {
      const keys = view === contractSheet.name ? [...(this.#owners.get(id) ?? [])] : [id];
      for (const key of keys) this.#ready.delete(key);
    }
  }

  #dropOwner(contractId: string, customerId: string): void {
    const owners = this.#owners.get(contractId);
    if (owners === undefined) return;
    owners.delete(customerId);
    if (owners.size === 0) this.#owners.delete(contractId);
  }
}

const fits = (sheet: PreparedSheet, at: number, knownPosition: number): boolean =>
  sheet.knownFrom <= knownPosition && knownPosition < sheet.knownUntil && sheet.answersFrom <= at;
