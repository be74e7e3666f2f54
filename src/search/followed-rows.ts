import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Row } from '../../projections/projection.js';
import type { View } from '../platform/views/view-store.js';

/** Rows that are read in one turn of the event loop. */
const partRows = 250;
/** Changed rows that are read one by one; where there are more, all are read again when they are next needed. */
const mostChanged = 20_000;

export interface ChangedRow<R extends Row> {
  readonly id: string;
  /** Undefined where there is none. */
  readonly row: R | undefined;
}

/** What is kept in memory of the rows of a view. */
export interface RowCache<R extends Row> {
  /** Forgets all of it. */
  clear(): void;
  /** Rows that nothing is kept of yet. */
  fill(rows: readonly ChangedRow<R>[]): Promise<void> | void;
  /** Rows as they are now. */
  follow(rows: readonly ChangedRow<R>[]): Promise<void> | void;
}

/**
 * The rows of one vendor in one view, kept in memory in another form: read when they are first needed, then followed by
 * the ids of what changed. Whoever awaits `current` finds nothing older than the view's position.
 */
export class FollowedRows<R extends Row> {
  readonly #changed = new Set<string>();
  #isFilled = false;
  #isLeftBehind = false;
  #updating: Promise<void> | undefined;

  constructor(
    private readonly vendor: string,
    private readonly view: Pick<View<R>, 'query' | 'getMany'>,
    private readonly cache: RowCache<R>,
  ) {}

  get isFilled(): boolean {
    return this.#isFilled;
  }

  /** Whether rows are in memory that nothing follows any more: too many changed. */
  get isLeftBehind(): boolean {
    return this.#isLeftBehind && this.#updating === undefined;
  }

  /** A listener of the view: must not throw. */
  changed(ids: readonly string[] | 'all'): void {
    if (!this.#isFilled && this.#updating === undefined) return;
    if (ids !== 'all') for (const id of ids) this.#changed.add(id);
    if (ids === 'all' || this.#changed.size > mostChanged) [this.#isFilled, this.#isLeftBehind] = [false, true];
  }

  forget(): void {
    [this.#isFilled, this.#isLeftBehind] = [false, false];
    this.#changed.clear();
    this.cache.clear();
  }

  /** Resolves when all that had changed by the call is kept. */
  async current(): Promise<void> {
    // One that runs may have begun before.
    if (this.#updating !== undefined) await this.#updating;
    while (!this.#isFilled || this.#changed.size > 0) {
      this.#updating ??= this.#update().finally(() => (this.#updating = undefined));
      await this.#updating;
      if (this.#isFilled) return;
    }
  }

  async #update(): Promise<void> {
    try {
      if (!this.#isFilled) await this.#fill();
      const ids = [...this.#changed];
      this.#changed.clear();
      for (let at = 0; at < ids.length; at += partRows) await this.#follow(ids.slice(at, at + partRows));
    } catch (error) {
      this.forget();
      throw error;
    }
  }

  async #fill(): Promise<void> {
    this.cache.clear();
    this.#changed.clear();
    [this.#isFilled, this.#isLeftBehind] = [true, false];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const { items, nextCursor }: Awaited<ReturnType<View<R>['query']>> = await this.view.query({
        vendor: this.vendor,
        where: [],
        limit: partRows,
        ...(cursor !== undefined && { cursor }),
      });
      await this.cache.fill(items as readonly ChangedRow<R>[]);
      cursor = nextCursor;
      await nextTurn();
    }
  }

  async #follow(ids: readonly string[]): Promise<void> {
    const rows = await this.view.getMany(ids);
    const ofVendor = (id: string): R | undefined => {
      const row = rows.get(id);
      return row?.vendor === this.vendor ? row : undefined;
    };
    await this.cache.follow(ids.map((id) => ({ id, row: ofVendor(id) })));
    await nextTurn();
  }
}
