import type { Projection, Row } from '../../../projections/projection.js';

export type Value = string | number | boolean | null;
/** One condition on a declared index field; `span` finds rows with an element of `path` that covers `at`: from <= at and (to is null or at < to), and equals `where`. */
export type Condition =
  | { readonly field: string; readonly is: Value }
  | { readonly field: string; readonly in: readonly Value[] }
  | { readonly field: string; readonly from?: Value; readonly below?: Value }
  | { readonly field: string; readonly startsWith: string }
  | { readonly path: string; readonly covers: string; readonly where?: Readonly<Record<string, Value>> };

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

/** Where the projector writes. `aside` is the table being built while the live one answers. */
export interface ViewWriter<R extends Row> extends View<R> {
  /** The position up to which events have been applied; 0 for none. */
  checkpoint(): Promise<number>;
  /** Rows and checkpoint together, or (engines without transactions) rows guarded by their own position first. */
  commit(writes: readonly { readonly id: string; readonly row: R | undefined; readonly position: number }[], checkpoint: number): Promise<void>;
}

/** Storage of views: rows by id, declared indexes; all of it can be thrown away and computed again. */
export interface ViewStore {
  /** The live table of a projection's version; undefined until one has been built. */
  live<R extends Row>(projection: Projection<R, never>): Promise<ViewWriter<R> | undefined>;
  /** An empty table beside the live one. An unfinished one of the same version is resumed unless `fresh`. */
  aside<R extends Row>(projection: Projection<R, never>, fresh?: boolean): Promise<ViewWriter<R>>;
  /** Makes the table built aside the live one, atomically, and drops what it replaces. */
  swap(projection: Projection<never, never>): Promise<void>;
  close(): Promise<void>;
}
