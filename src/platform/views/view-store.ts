import type { Projection, Row } from '../../../projections/projection.js';

export type Value = string | number | boolean | null;
/**
 * One condition on a declared index field: equal to, one of, from (inclusive) below (exclusive), beginning with. The
 * last form finds rows that hold, in a declared array of spans, one that covers the day or instant (from <= covers, and
 * `to` null or later) and equals `where`.
 */
export type Condition =
  | { readonly field: string; readonly is: Value }
  | { readonly field: string; readonly in: readonly Value[] }
  | { readonly field: string; readonly from?: Value; readonly below?: Value }
  | { readonly field: string; readonly startsWith: string }
  | { readonly path: string; readonly covers: string; readonly where?: SpanValues };

/** What the members of a span equal: a value, or one of several. */
export type SpanValues = Readonly<Record<string, Value | readonly Value[]>>;

export interface Query {
  readonly vendor: string;
  readonly where: readonly Condition[];
  /** A declared index field and direction; ties break by id, so that a cursor is stable. */
  readonly sort?: { readonly field: string; readonly descending?: boolean };
  readonly limit: number;
  readonly cursor?: string;
}
export interface Page<R extends Row> {
  readonly items: readonly { readonly id: string; readonly row: R }[];
  readonly nextCursor: string | null;
}

/** The live rows of one projection at its version. Reads see whole batches only. */
export interface View<R extends Row> {
  get(id: string): Promise<R | undefined>;
  getMany(ids: readonly string[]): Promise<ReadonlyMap<string, R>>;
  query(query: Query): Promise<Page<R>>;
  /** Every row, by id; for verification. */
  scan(): AsyncIterable<{ readonly id: string; readonly row: R; readonly position: number }>;
}

/** A view that looks up its live table at each read. */
export const viewOver = <R extends Row>(table: () => View<R>): View<R> => ({
  get: async (id) => table().get(id),
  getMany: async (ids) => table().getMany(ids),
  query: async (query) => table().query(query),
  scan: () => table().scan(),
});

/**
 * The position of a table: the last event it has projected, 0 and '' for none. The event's id identifies the ledger.
 */
export interface Checkpoint {
  readonly position: number;
  readonly event: string;
}
export const beginning: Checkpoint = { position: 0, event: '' };

/** A table that the projector fills: the live one, or the one `aside`, built while the live one answers. */
export interface ViewTable<R extends Row = Row> extends View<R> {
  checkpoint(): Promise<Checkpoint>;
}

export interface RowChange {
  readonly id: string;
  /** Undefined removes the row. */
  readonly row: Row | undefined;
  /** Of the event that changed it. */
  readonly position: number;
}
export interface TableChanges {
  readonly table: ViewTable;
  readonly rows: readonly RowChange[];
  readonly checkpoint: Checkpoint;
}

/** Storage of views: rows by id, declared indexes; all of it can be thrown away and computed again. */
export interface ViewStore {
  /** The live table of a projection's version; undefined until one has been built. */
  live<R extends Row>(projection: Projection<R>): Promise<ViewTable<R> | undefined>;
  /** A table beside the live one. An unfinished one of the same version is resumed unless `fresh`. */
  aside<R extends Row>(projection: Projection<R>, fresh?: boolean): Promise<ViewTable<R>>;
  /**
   * Makes the declared indexes of the table built aside, yielding between them: rows are written faster without any.
   * `swap` makes those that are missing.
   */
  index(projection: Projection): Promise<void>;
  /** Makes the table built aside the live one, atomically, and drops what it replaces, of any version. */
  swap(projection: Projection): Promise<void>;
  /**
   * Rows and checkpoints of all tables together; where the engine has no transactions, rows guarded by their own
   * position, then checkpoints.
   */
  commit(changes: readonly TableChanges[]): Promise<void>;
  /**
   * Of an engine inside the process: the same without waiting, so that a view is never behind what its writer reads
   * next.
   */
  readonly atOnce?: AtOnce;
  close(): Promise<void>;
}

export interface AtOnce {
  read(table: ViewTable, ids: Iterable<string>): ReadonlyMap<string, Row>;
  commit(changes: readonly TableChanges[]): void;
  swap(projection: Projection): void;
}
