import { LRUCache } from 'lru-cache';
import {
  absorbedBy,
  answersPosition,
  contractsOf,
  mergedInto,
  needsAged,
  type PreparedSheet,
  preparingSheet,
} from '../../domain/entitlement/sheet.js';
import type { Book } from '../../domain/entitlement/book.js';
import { contractSheet } from '../../projections/contract-sheet/contract-sheet.js';
import type { ContractSheetRow } from '../../projections/contract-sheet/contract-sheet.row.js';
import { customerSheet } from '../../projections/customer-sheet/customer-sheet.js';
import type { CustomerSheetRow } from '../../projections/customer-sheet/customer-sheet.row.js';
import { factsKnownAt } from '../../projections/facts/facts.row.js';
import { inTurns, Pace } from '../platform/pace.js';
import type { View } from '../platform/views/view-store.js';
import type { Follows } from '../policies/policies.port.js';

/** How many customers' sheets are cached; a few KB each. */
const maxCachedSheets = 20_000;
/** How many contracts they may have together, about a KB each. */
const maxCachedContracts = 200_000;
/** The same of sheets of earlier positions. */
const maxCachedPastSheets = 20_000;
/** Contracts whose rows are read at a time. */
const together = 200;
/** Contracts that are read ahead; customers of more are read one by one. */
const mostAhead = 2_000;
const nothing: ReadonlySet<string> = new Set();

/** Rows of one subject, read from its view. */
type Row = CustomerSheetRow | ContractSheetRow;
type CachedSheet = PreparedSheet & { readonly vendor: string };
/** Live rows that were read together, and what had moved and been passed by then. */
interface Ahead {
  readonly moves: number;
  readonly now: number;
  readonly rows: ReadonlyMap<string, Row>;
}

/**
 * Sheets by customer (docs/decisions/0008): read from a few rows, cached until the projector changes one of them. A
 * sheet is cached only if none of its rows changed while it was read, so that no stale row is answered from.
 */
export class Sheets {
  readonly #ready = new LRUCache<string, CachedSheet>({
    max: maxCachedSheets,
    maxSize: maxCachedContracts,
    sizeCalculation: weightOf,
    dispose: (sheet) => {
      for (const id of sheet.madeOf) this.#dropPart(id, sheet.customerId);
    },
  });
  /** T5: of each customer the sheet of the earlier position asked about last; its pages are closed and never change. */
  readonly #past = new LRUCache<string, CachedSheet>({
    maxSize: maxCachedPastSheets,
    sizeCalculation: weightOf,
  });
  /** Of which customers' sheets a contract or an absorbed customer is part. */
  readonly #partOf = new Map<string, Set<string>>();
  #moves = 0;

  constructor(
    private readonly customers: View<CustomerSheetRow>,
    private readonly contracts: View<ContractSheetRow>,
    private readonly position: () => number,
    follows: Follows,
  ) {
    follows.onChange((view, ids) => this.#moved(view, ids));
  }

  /** A cached sheet that answers the question, without waiting. */
  ready(vendor: string, customerId: string, at: number, knownPosition: number): PreparedSheet | undefined {
    const live = this.#ready.get(customerId);
    if (live !== undefined && live.vendor === vendor && fits(live, at, knownPosition)) return live;
    const past = this.#past.get(customerId);
    return past !== undefined && past.vendor === vendor && fits(past, at, knownPosition) ? past : undefined;
  }

  /**
   * Makes ready what is about to be asked of many customers: their rows are read together, which takes a third of the
   * time.
   */
  async prepare(
    vendor: string,
    book: Book,
    customerIds: readonly string[],
    at: number,
    knownPosition: number,
  ): Promise<void> {
    const missing = [...new Set(customerIds)].filter((id) => this.ready(vendor, id, at, knownPosition) === undefined);
    if (missing.length < 2) return;
    const [moves, now] = [this.#moves, this.position()];
    const customers = await this.customers.getMany(missing);
    const ids = [...customers.values()].flatMap((row) => contractsOf([row], knownPosition));
    const contracts = await this.contracts.getMany(ids.length > mostAhead ? [] : ids);
    const ahead = { moves, now, rows: new Map<string, Row>([...customers, ...contracts]) };
    for (const id of customers.keys()) await this.#read(vendor, book, id, at, knownPosition, nothing, ahead);
  }

  /**
   * The customer's sheet for an instant and a position; null where the customer was not registered by then (D1).
   * `without`: keys of contract facts that are to be overlooked.
   */
  read(
    vendor: string,
    book: Book,
    customerId: string,
    at: number,
    knownPosition: number,
    without: ReadonlySet<string> = nothing,
  ): Promise<PreparedSheet | null> {
    return this.#read(vendor, book, customerId, at, knownPosition, without, {
      moves: this.#moves,
      now: this.position(),
      rows: new Map(),
    });
  }

  /** Whether the vendor has the contract, as known at the position; whoever owns it. */
  async has(vendor: string, contractId: string, at: number, knownPosition: number): Promise<boolean> {
    const rows = await this.#pages<ContractSheetRow>(this.contracts, vendor, contractId, at, knownPosition, {
      rows: new Map(),
    });
    return rows !== null && rows[0]!.vendor === vendor && factsKnownAt(rows, knownPosition).length > 0;
  }

  async #read(
    vendor: string,
    book: Book,
    customerId: string,
    at: number,
    knownPosition: number,
    without: ReadonlySet<string>,
    ahead: Ahead,
  ): Promise<PreparedSheet | null> {
    const { moves, now } = ahead;
    const customer = await this.#survivor(vendor, customerId, at, knownPosition, ahead);
    if (customer === null || customer[0]!.vendor !== vendor) return null;
    const absorbed = await this.#absorbed(vendor, customer, at, knownPosition, ahead);
    const ids = new Set([customer, ...absorbed].flatMap((rows) => contractsOf(rows, knownPosition)));
    const contracts = (await this.#contractPages(vendor, [...ids], at, knownPosition, ahead)).map((rows) =>
      without.size === 0
        ? rows
        : rows.map((row) => ({ ...row, facts: row.facts.filter(({ key }) => !without.has(key)) })),
    );
    const sheet = await inTurns(preparingSheet({ customer, absorbed, contracts }, knownPosition, book.zone));
    if (sheet === null || moves !== this.#moves || without.size > 0) return sheet;
    if (sheet.knownUntil === Infinity && knownPosition >= now) this.#cache({ ...sheet, vendor });
    else if (knownPosition < now)
      this.#past.set(sheet.customerId, { ...sheet, vendor, knownUntil: Math.min(sheet.knownUntil, now + 1) });
    return sheet;
  }

  /** The pages of many contracts: live rows are read together, and others get a turn between two portions. */
  async #contractPages(
    vendor: string,
    ids: readonly string[],
    at: number,
    knownPosition: number,
    ahead: Ahead,
  ): Promise<readonly (readonly ContractSheetRow[])[]> {
    const pages: (readonly ContractSheetRow[])[] = [];
    const pace = new Pace();
    for (let i = 0; i < ids.length; i += together) {
      const portion = ids.slice(i, i + together);
      const unread = portion.filter((id) => !ahead.rows.has(id));
      const live = unread.length < 2 ? ahead.rows : new Map([...ahead.rows, ...(await this.contracts.getMany(unread))]);
      for (const id of portion) {
        const rows = await this.#pages<ContractSheetRow>(this.contracts, vendor, id, at, knownPosition, { rows: live });
        if (rows !== null) pages.push(rows);
        await pace.step();
      }
    }
    return pages;
  }

  /**
   * The pages of the customer that answers for this one: its own, or those of the one it was merged into, perhaps
   * several times over.
   */
  async #survivor(
    vendor: string,
    customerId: string,
    at: number,
    knownPosition: number,
    ahead: Ahead,
  ): Promise<readonly CustomerSheetRow[] | null> {
    const rows = await this.#pages<CustomerSheetRow>(this.customers, vendor, customerId, at, knownPosition, ahead);
    const into = rows === null ? null : mergedInto(rows, knownPosition);
    return into === null ? rows : this.#survivor(vendor, into, at, knownPosition, ahead);
  }

  /** The pages of all that were merged into it, and into those. */
  async #absorbed(
    vendor: string,
    customer: readonly CustomerSheetRow[],
    at: number,
    knownPosition: number,
    ahead: Ahead,
  ): Promise<readonly (readonly CustomerSheetRow[])[]> {
    const found: (readonly CustomerSheetRow[])[] = [];
    for (const id of absorbedBy(customer, knownPosition)) {
      const rows = await this.#pages<CustomerSheetRow>(this.customers, vendor, id, at, knownPosition, ahead);
      if (rows !== null) found.push(rows, ...(await this.#absorbed(vendor, rows, at, knownPosition, ahead)));
    }
    return found;
  }

  /**
   * The subject's live page where it answers, else the closed one that does; with aged rows where the instant needs
   * them.
   */
  async #pages<R extends Row>(
    view: View<R>,
    vendor: string,
    subject: string,
    at: number,
    knownPosition: number,
    { rows }: Pick<Ahead, 'rows'>,
  ): Promise<readonly R[] | null> {
    const live = (rows.get(subject) as R | undefined) ?? (await view.get(subject));
    if (live === undefined) return null;
    const page = answersPosition(live, knownPosition) ? live : await this.#closed(view, vendor, subject, knownPosition);
    if (page === undefined) return null;
    return needsAged(page, at) ? [page, ...(await this.#aged(view, vendor, subject))] : [page];
  }

  async #closed<R extends Row>(
    view: View<R>,
    vendor: string,
    subject: string,
    knownPosition: number,
  ): Promise<R | undefined> {
    const where = [
      { field: 'subject', is: subject },
      { field: 'part', is: 'page' },
      { field: 'knownTo', from: knownPosition + 1 },
    ] as const;
    const { items } = await view.query({ vendor, where, sort: { field: 'knownTo' }, limit: 1 });
    return items[0]?.row;
  }

  async #aged<R extends Row>(view: View<R>, vendor: string, subject: string): Promise<readonly R[]> {
    const where = [
      { field: 'subject', is: subject },
      { field: 'part', is: 'aged' },
    ] as const;
    const rows: R[] = [];
    let cursor: string | undefined;
    do {
      const page = await view.query({
        vendor,
        where,
        sort: { field: 'knownTo' },
        limit: 500,
        ...(cursor !== undefined && { cursor }),
      });
      rows.push(...page.items.map(({ row }) => row));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    return rows;
  }

  #cache(sheet: CachedSheet): void {
    this.#ready.set(sheet.customerId, sheet);
    for (const id of sheet.madeOf) this.#partOf.set(id, (this.#partOf.get(id) ?? new Set()).add(sheet.customerId));
  }

  #moved(view: string, ids: readonly string[] | 'all'): void {
    if (view !== contractSheet.name && view !== customerSheet.name) return;
    this.#moves += 1;
    if (ids === 'all') {
      this.#past.clear();
      return this.#ready.clear();
    }
    for (const id of ids)
      for (const customerId of [id, ...(this.#partOf.get(id) ?? [])]) this.#ready.delete(customerId);
  }

  #dropPart(id: string, customerId: string): void {
    const sheets = this.#partOf.get(id);
    if (sheets === undefined) return;
    sheets.delete(customerId);
    if (sheets.size === 0) this.#partOf.delete(id);
  }
}

const weightOf = ({ contracts }: PreparedSheet): number => 1 + contracts.length;

const fits = (sheet: PreparedSheet, at: number, knownPosition: number): boolean =>
  sheet.knownFrom <= knownPosition && knownPosition < sheet.knownUntil && sheet.answersFrom <= at;
