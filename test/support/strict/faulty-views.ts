import type { Projection, Row } from '../../../projections/projection.js';
import type {
  AtOnce,
  Lease,
  Seen,
  TableChanges,
  ViewChanges,
  ViewStore,
  ViewTable,
} from '../../../src/platform/views/view-store.js';

/** A store as one process reaches it: it can be cut off, and the process can die between rows and checkpoint. */
export class FaultyViews implements ViewStore {
  readonly atOnce?: AtOnce;
  /** Every call fails. */
  cut: Error | undefined;
  /** Every commit fails after its rows were stored, before the checkpoint. */
  diesAfterRows: Error | undefined;
  /** Resolves when commits may go on, like those of a process that was suspended. */
  suspended: Promise<void> | undefined;
  /** A commit waits to go on. */
  waits = false;
  commits = 0;

  /** @param waits leaves out the way that does not wait */
  constructor(
    private readonly store: ViewStore,
    waits: boolean,
  ) {
    const { atOnce } = store;
    if (atOnce !== undefined && !waits)
      this.atOnce = {
        stored: (table, ids) => {
          this.#check();
          return atOnce.stored(table, ids);
        },
        commit: (changes) => {
          this.#check();
          this.commits += 1;
          if (this.diesAfterRows === undefined) return atOnce.commit(changes);
          atOnce.commit(changes.map(withoutCheckpoint));
          throw this.diesAfterRows;
        },
        swap: (projection, fence) => {
          this.#check();
          atOnce.swap(projection, fence);
        },
      };
  }

  async live<R extends Row>(projection: Projection<R>): Promise<ViewTable<R> | undefined> {
    this.#check();
    return this.store.live(projection);
  }

  async changesSince(projection: Projection, seen: Seen | undefined, limit: number): Promise<ViewChanges | undefined> {
    this.#check();
    return this.store.changesSince(projection, seen, limit);
  }

  async aside<R extends Row>(projection: Projection<R>, fence: number, fresh?: boolean): Promise<ViewTable<R>> {
    this.#check();
    return this.store.aside(projection, fence, fresh);
  }

  async index(projection: Projection, fence: number): Promise<void> {
    this.#check();
    return this.store.index(projection, fence);
  }

  async swap(projection: Projection, fence: number): Promise<void> {
    this.#check();
    return this.store.swap(projection, fence);
  }

  async commit(changes: TableChanges): Promise<void> {
    if (this.suspended !== undefined) this.waits = true;
    await this.suspended;
    this.#check();
    this.commits += 1;
    await new Promise((resolve) => setImmediate(resolve));
    if (this.diesAfterRows === undefined) return this.store.commit(changes);
    await this.store.commit(withoutCheckpoint(changes));
    throw this.diesAfterRows;
  }

  async lease(view: string, owner: string, ms: number): Promise<Lease | undefined> {
    this.#check();
    return this.store.lease(view, owner, ms);
  }

  async renew(lease: Lease, ms: number): Promise<boolean> {
    this.#check();
    return this.store.renew(lease, ms);
  }

  async release(lease: Lease): Promise<void> {
    this.#check();
    return this.store.release(lease);
  }

  close(): Promise<void> {
    return this.store.close();
  }

  #check(): void {
    if (this.cut !== undefined) throw this.cut;
  }
}

const withoutCheckpoint = (changes: TableChanges): TableChanges => ({ ...changes, checkpoint: changes.follows });
