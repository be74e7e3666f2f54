import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import type { Projection, Row } from '../../../projections/projection.js';
import { Fenced, Overtaken, TableGone } from '../../../src/platform/views/commit-refused.js';
import {
  beginning,
  type Lease,
  type Seen,
  type TableChanges,
  type ViewChanges,
  type ViewStore,
  type ViewTable,
} from '../../../src/platform/views/view-store.js';
import { type StrictRows, StrictTable } from './strict-view-table.js';

interface Tables {
  live?: StrictRows;
  aside?: StrictRows;
}

/** What the processes share, reached over a network that takes its time and can be cut. */
export class StrictViewServer {
  readonly views = new Map<string, Tables>();
  readonly leases = new Map<string, { owner: string; fence: number; until: number }>();
  #tables = 0;
  /** Of every call. */
  cut: Error | undefined;
  /** How long a call takes, in ms. */
  slowMs = 0;
  /** Called before each part of a commit is stored: the number of rows stored, or 'checkpoint'. May throw. */
  beforeWrite: ((view: string, part: number | 'checkpoint') => void) | undefined;
  /** False: what the guard of each row protects is seen to break. */
  guardsRows = true;

  constructor(readonly now: () => number = Date.now) {}

  /** A process of its own. */
  open(): StrictViews {
    return new StrictViews(this);
  }

  newTable(projection: Projection): StrictRows {
    this.#tables += 1;
    return {
      name: `${projection.name}-${this.#tables}`,
      declared: JSON.stringify(projection.indexes),
      version: projection.version,
      rows: new Map(),
      checkpoint: beginning,
      stopped: undefined,
    };
  }

  async call<T>(work: () => T): Promise<T> {
    await nextTurn();
    if (this.slowMs > 0) await wait(this.slowMs);
    if (this.cut !== undefined) throw this.cut;
    return work();
  }
}

/**
 * An engine of views with nothing that an embedded one could rely on: every call crosses a turn, rows are stored one by
 * one, no two writes belong together, and a process may die between any two of them (`kill`).
 */
export class StrictViews implements ViewStore {
  #gone: Error | undefined;

  constructor(private readonly server: StrictViewServer) {}

  live<R extends Row>(projection: Projection<R>): Promise<ViewTable<R> | undefined> {
    return this.#call(() => {
      const table = this.#usable(projection, 'live');
      return (
        table &&
        new StrictTable<R>(
          table,
          projection,
          (work) => this.#call(work),
          () => this.#isGone(projection.name, table),
        )
      );
    });
  }

  changesSince(projection: Projection, seen: Seen | undefined, limit: number): Promise<ViewChanges | undefined> {
    return this.#call(() => {
      const table = this.#usable(projection, 'live');
      if (table === undefined) return undefined;
      const { name, checkpoint, stopped } = table;
      if (seen?.table !== name) return { table: name, checkpoint, stopped, ids: 'all' };
      const ids = [...table.rows].flatMap(([id, { position }]) => (position > seen.position ? [id] : []));
      return { table: name, checkpoint, stopped, ids: ids.length > limit ? 'all' : ids };
    });
  }

  aside<R extends Row>(projection: Projection<R>, fence: number, fresh = false): Promise<ViewTable<R>> {
    return this.#call(() => {
      this.#checkFence(projection.name, fence);
      const tables = this.#tables(projection.name);
      const unfinished = fresh ? undefined : this.#usable(projection, 'aside');
      tables.aside = unfinished ?? this.server.newTable(projection as unknown as Projection);
      const { aside } = tables;
      return new StrictTable<R>(
        aside,
        projection,
        (work) => this.#call(work),
        () => this.#isGone(projection.name, aside),
      );
    });
  }

  index(projection: Projection, fence: number): Promise<void> {
    return this.#call(() => {
      this.#checkFence(projection.name, fence);
      this.#aside(projection);
    });
  }

  swap(projection: Projection, fence: number): Promise<void> {
    return this.#call(() => {
      this.#checkFence(projection.name, fence);
      this.server.views.set(projection.name, { live: this.#aside(projection) });
    });
  }

  async commit({ table, rows, follows, checkpoint, stopped, fence }: TableChanges): Promise<void> {
    if (!(table instanceof StrictTable)) throw new TypeError('the table belongs to another store');
    const { data, view } = table as StrictTable<Row>;
    const write = (part: number | 'checkpoint', work: () => void): Promise<void> =>
      this.#call(() => {
        this.server.beforeWrite?.(view, part);
        if (this.#isGone(view, data)) throw new TableGone(view, data.name);
        work();
      });
    for (const [number, { id, row, position }] of rows.entries())
      await write(number, () => {
        const before = data.rows.get(id);
        if (this.server.guardsRows && before !== undefined && before.position >= position) return;
        data.rows.set(id, { text: row && JSON.stringify(row), position });
      });
    await write('checkpoint', () => {
      this.#checkFence(view, fence);
      const { position, event } = data.checkpoint;
      if (position !== follows.position || event !== follows.event)
        throw new Overtaken(view, follows.position, position);
      data.checkpoint = checkpoint;
      data.stopped = stopped;
    });
  }

  lease(view: string, owner: string, ms: number): Promise<Lease | undefined> {
    return this.#call(() => {
      const held = this.server.leases.get(view);
      if (held !== undefined && held.owner !== owner && held.until > this.server.now()) return undefined;
      const fence = (held?.fence ?? 0) + 1;
      this.server.leases.set(view, { owner, fence, until: this.server.now() + ms });
      return { view, fence };
    });
  }

  renew({ view, fence }: Lease, ms: number): Promise<boolean> {
    return this.#call(() => {
      const held = this.server.leases.get(view);
      if (held?.fence !== fence) return false;
      held.until = this.server.now() + ms;
      return true;
    });
  }

  release({ view, fence }: Lease): Promise<void> {
    return this.#call(() => {
      const held = this.server.leases.get(view);
      if (held?.fence === fence) held.until = 0;
    });
  }

  async close(): Promise<void> {
    this.kill();
  }

  /** As SIGKILL: nothing of this process reaches the server any more. */
  kill(): void {
    this.#gone = new Error('this process is gone');
  }

  #call<T>(work: () => T): Promise<T> {
    return this.server.call(() => {
      if (this.#gone !== undefined) throw this.#gone;
      return work();
    });
  }

  #tables(view: string): Tables {
    const tables = this.server.views.get(view) ?? {};
    this.server.views.set(view, tables);
    return tables;
  }

  #usable({ name, version, indexes }: Pick<Projection, 'name' | 'version' | 'indexes'>, kind: 'live' | 'aside') {
    const table = this.#tables(name)[kind];
    return table?.version === version && table.declared === JSON.stringify(indexes) ? table : undefined;
  }

  #aside(projection: Projection): StrictRows {
    const table = this.#usable(projection, 'aside');
    if (table === undefined) throw new Error(`view ${projection.name} has no table built aside`);
    return table;
  }

  #isGone(view: string, table: StrictRows): boolean {
    return !Object.values(this.#tables(view)).includes(table);
  }

  #checkFence(view: string, fence: number): void {
    const newest = this.server.leases.get(view)?.fence ?? 0;
    if (fence !== newest) throw new Fenced(view, fence, newest);
  }
}
