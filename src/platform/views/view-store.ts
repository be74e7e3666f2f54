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

/**
 * A view that looks up its live table at each read. @param isReplaced called with an error of a read; true: another
 * table has taken over, which is read instead
 */
export const viewOver = <R extends Row>(
  table: () => View<R> | Promise<View<R>>,
  isReplaced: (error: unknown) => boolean,
): View<R> => {
  const read = async <T>(use: (view: View<R>) => Promise<T>): Promise<T> => {
    try {
      return await use(await table());
    } catch (error) {
      if (!isReplaced(error)) throw error;
      return use(await table());
    }
  };
  return {
    get: (id) => read((view) => view.get(id)),
    getMany: (ids) => read((view) => view.getMany(ids)),
    query: (query) => read((view) => view.query(query)),
    async *scan() {
      const rows = await read(async (view) => {
        const iterator = view.scan()[Symbol.asyncIterator]();
        return { first: await iterator.next(), iterator };
      });
      if (rows.first.done === true) return;
      yield rows.first.value;
      yield* { [Symbol.asyncIterator]: () => rows.iterator };
    },
  };
};

/**
 * The position of a table: the last event it has projected, 0 and '' for none. The event's id identifies the ledger.
 */
export interface Checkpoint {
  readonly position: number;
  readonly event: string;
}
export const beginning: Checkpoint = { position: 0, event: '' };

/** Why a view stopped: the event at `position` could not be applied, and nothing after it was. */
export interface Stopped {
  readonly position: number;
  readonly error: string;
}

/** A row with the position of the event that changed it last; one that was removed keeps its position. */
export interface StoredRow<R extends Row = Row> {
  readonly row: R | undefined;
  readonly position: number;
}

/** A table that a projector fills: the live one, or the one `aside`, built while the live one answers. */
export interface ViewTable<R extends Row = Row> extends View<R> {
  /** Distinguishes the table from all others of its view. */
  readonly table: string;
  checkpoint(): Promise<Checkpoint>;
  /** Rows as a projector needs them; none for an id that never had a row. */
  stored(ids: Iterable<string>): Promise<ReadonlyMap<string, StoredRow<R>>>;
}

export interface RowChange {
  readonly id: string;
  /** Undefined removes the row; its position is kept as long as the table. */
  readonly row: Row | undefined;
  /** Of the event that changed it. A row that is stored with this position or a later one stays as it is. */
  readonly position: number;
  /** No row of this id was stored when it was computed: a hint, by which an engine may save a look-up. */
  readonly isNew?: boolean;
}

/** Rows of one table, in the order in which they are stored, and the checkpoint after them. */
export interface TableChanges {
  readonly table: ViewTable;
  readonly rows: readonly RowChange[];
  /** The checkpoint that the rows were computed after. */
  readonly follows: Checkpoint;
  readonly checkpoint: Checkpoint;
  /** The view stopped after the checkpoint; absent: it goes on. */
  readonly stopped?: Stopped;
  /** No event between the checkpoints concerns the view: no row has changed between them, whoever stored it. */
  readonly untouched?: boolean;
  /** Of the lease under which the table is written; 0 where the view was never leased. */
  readonly fence: number;
}

/** A projector holds a view, alone, until the lease runs out. `fence` grows with each holder. */
export interface Lease {
  readonly view: string;
  readonly fence: number;
}

/** What a reader has seen of a view: a table up to a position. */
export interface Seen {
  readonly table: string;
  readonly position: number;
}

/** A view's live table now. */
export interface ViewChanges {
  readonly table: string;
  readonly checkpoint: Checkpoint;
  readonly stopped: Stopped | undefined;
  /** Rows changed after what was seen, up to the checkpoint or beyond; 'all': too many, or another table took over. */
  readonly ids: readonly string[] | 'all';
}

/** What a process needs that reads views and projects none. Throws StoreUnreadable while the engine gives no answer. */
export interface ViewSource {
  /** The live table of a projection's version; undefined until one has been built. */
  live<R extends Row>(projection: Projection<R>): Promise<ViewTable<R> | undefined>;
  /** What changed after `seen`, in at most `limit` ids; undefined until the view has been built. */
  changesSince(projection: Projection, seen: Seen | undefined, limit: number): Promise<ViewChanges | undefined>;
}

/**
 * Storage of views: rows by id, declared indexes; all of it can be thrown away and computed again. No transactions are
 * needed: a row is guarded by its own position, a checkpoint by the one it follows, a table by the fence of its view's
 * lease. What is refused throws an error of `commit-refused.ts`; rows of a refused commit may have been stored, which
 * is harmless, since each row depends on the ledger alone.
 */
export interface ViewStore extends ViewSource {
  /**
   * A table beside the live one. An unfinished one of the same version is resumed unless `fresh`. @throws Fenced
   */
  aside<R extends Row>(projection: Projection<R>, fence: number, fresh?: boolean): Promise<ViewTable<R>>;
  /**
   * Makes the declared indexes of the table built aside, yielding between them: rows are written faster without any.
   * `swap` makes those that are missing. @throws Fenced
   */
  index(projection: Projection, fence: number): Promise<void>;
  /**
   * Makes the table built aside the live one, atomically, and drops what it replaces, of any version. @throws Fenced
   */
  swap(projection: Projection, fence: number): Promise<void>;
  /**
   * Stores the rows one after another, each only over an older one, then the checkpoint. @throws Fenced, Overtaken,
   * TableGone with the checkpoint unchanged
   */
  commit(changes: TableChanges): Promise<void>;
  /** Undefined while another owner holds the view. @param ms how long it holds without being renewed */
  lease(view: string, owner: string, ms: number): Promise<Lease | undefined>;
  /** False where another owner has taken the view over: the lease is lost for good. */
  renew(lease: Lease, ms: number): Promise<boolean>;
  /** Another owner may take the view at once. */
  release(lease: Lease): Promise<void>;
  /**
   * Of an engine inside the process: the same without waiting and for several tables at once, all or none, so that a
   * view is never behind what its writer reads next.
   */
  readonly atOnce?: AtOnce;
  close(): Promise<void>;
}

export interface AtOnce {
  stored(table: ViewTable, ids: Iterable<string>): ReadonlyMap<string, StoredRow>;
  commit(changes: readonly TableChanges[]): void;
  swap(projection: Projection, fence: number): void;
}
