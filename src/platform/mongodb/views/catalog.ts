import type { Collection, Filter, UpdateFilter } from 'mongodb';
import { tableForm } from '../../../../migrations/mongodb/views.js';
import type { Projection } from '../../../../projections/projection.js';
import type { Checkpoint, Stopped } from '../../views/view-store.js';
import type { MongoConnection } from '../client.js';
import { isDuplicate } from '../server-errors.js';
import { viewsDatabase } from './table-rows.js';

/** A table that answers, or that is being built. */
export interface TableEntry {
  readonly table: string;
  readonly version: number;
  /** What it was made for: see `declaredBy`. */
  readonly declared: string;
  readonly position: number;
  readonly event: string;
  readonly stopped: Stopped | null;
  /**
   * No row changed after `from`, up to `to`: readers look for none. It holds where `to` is the position; an older version
   * of the product moves the position alone.
   */
  readonly quiet?: { readonly from: number; readonly to: number };
}

/**
 * A view: who may write it, and its tables. One document, so that each change of it is atomic and can be made to depend
 * on all of it: a checkpoint on the fence, a swap on both.
 */
export interface ViewEntry {
  readonly _id: string;
  /** Of the newest lease, 0 before the first. */
  readonly fence: number;
  readonly owner: string;
  /** Milliseconds since 1970 on the server's clock. */
  readonly until: number;
  /** Tables that were ever begun: the last one has this number. */
  readonly builds: number;
  readonly live?: TableEntry;
  readonly aside?: TableEntry;
}

/** A change of a view's document, where it is as `expected` demands. */
export interface Change {
  readonly view: string;
  readonly expected: Filter<ViewEntry>;
  readonly update: UpdateFilter<ViewEntry>;
}

export type Slot = 'live' | 'aside';
export const slots: readonly Slot[] = ['live', 'aside'];

/** A table is read by projections of this version, form, indexes and spans alone. */
export const declaredBy = ({ indexes, spans = [] }: Pick<Projection, 'indexes' | 'spans'>): string =>
  JSON.stringify({ form: tableForm, indexes, spans });

export const isUsable = (
  entry: TableEntry | undefined,
  projection: Pick<Projection, 'version' | 'indexes' | 'spans'>,
): entry is TableEntry => entry?.version === projection.version && entry.declared === declaredBy(projection);

/** Whether no row of a table has changed after a position. */
export const isQuietAfter = ({ quiet, position }: TableEntry, after: number): boolean =>
  after >= position || (quiet?.to === position && after >= quiet.from);

export const checkpointOf = ({ position, event }: TableEntry): Checkpoint => ({ position, event });

/** The documents of all views. */
export class Catalog {
  /** Views that are read next, all by one call. */
  #next: { readonly views: Set<string>; readonly found: Promise<ReadonlyMap<string, ViewEntry>> } | undefined;

  /** The answer of the server's clock that is asked for next. */
  #now: Promise<number> | undefined;

  constructor(private readonly connection: MongoConnection) {}

  /** As it is after this call. Calls of one turn share a read: whoever polls polls all views. */
  async read(view: string): Promise<ViewEntry | undefined> {
    if (this.#next === undefined) {
      const views = new Set<string>();
      this.#next = { views, found: Promise.resolve().then(() => this.#readAll(views)) };
    }
    const { views, found } = this.#next;
    views.add(view);
    return (await found).get(view);
  }

  /** The same, with a document made where there is none. */
  async ensured(view: string): Promise<ViewEntry> {
    const found = await this.read(view);
    if (found !== undefined) return found;
    const entry: ViewEntry = { _id: view, fence: 0, owner: '', until: 0, builds: 0 };
    const isMade = await this.#call((entries) =>
      entries.insertOne(entry).then(
        () => true,
        (error: unknown) => {
          if (!isDuplicate(error)) throw error;
          return false;
        },
      ),
    );
    return (isMade ? undefined : await this.read(view)) ?? entry;
  }

  /** Changes a view's document where it is as `expected` demands. @returns whether it was */
  async change(view: string, expected: Filter<ViewEntry>, update: UpdateFilter<ViewEntry>): Promise<boolean> {
    return (await this.changeAll([{ view, expected, update }])) === 1;
  }

  /** The same of several views by one call, each by itself. @returns how many were */
  async changeAll(changes: readonly Change[]): Promise<number> {
    const [first] = changes;
    if (first !== undefined && changes.length === 1) {
      const filter = { ...first.expected, _id: first.view };
      return (await this.#call((entries) => entries.updateOne(filter, first.update))).matchedCount;
    }
    const updates = changes.map(({ view, expected, update }) => {
      return { updateOne: { filter: { ...expected, _id: view }, update } };
    });
    return (await this.#call((entries) => entries.bulkWrite(updates, { ordered: false }))).matchedCount;
  }

  /**
   * Milliseconds since 1970 on the clock of the server: the clocks of processes may differ. Calls of one turn share an
   * answer: leases are renewed all at once.
   */
  now(): Promise<number> {
    this.#now ??= Promise.resolve().then(async () => {
      this.#now = undefined;
      const hello = await this.connection.call(viewsDatabase, (database) => database.command({ hello: 1 }));
      return (hello.localTime as Date).getTime();
    });
    return this.#now;
  }

  /** The collections of the database, by name. */
  collections(): Promise<readonly string[]> {
    return this.connection.call(viewsDatabase, async (database) =>
      (await database.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name),
    );
  }

  async #readAll(views: Set<string>): Promise<ReadonlyMap<string, ViewEntry>> {
    this.#next = undefined;
    const names = [...views];
    const found = await this.#call((entries) =>
      entries
        .find({ _id: { $in: names } }, { maxTimeMS: this.connection.limits.callMs, batchSize: names.length + 1 })
        .toArray(),
    );
    return new Map(found.map((entry) => [entry._id, entry]));
  }

  #call<T>(use: (entries: Collection<ViewEntry>) => Promise<T>): Promise<T> {
    return this.connection.call(viewsDatabase, (database) => use(database.collection<ViewEntry>('catalog')));
  }
}
