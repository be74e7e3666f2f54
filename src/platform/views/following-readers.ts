import { setTimeout as wait } from 'node:timers/promises';
import type { Projection, Row } from '../../../projections/projection.js';
import type { OnProgress } from '../projector/builder.js';
import { ViewProgress } from '../projector/view-progress.js';
import type { ViewReaders } from '../projector/view-readers.js';
import { type ChangeListener, ViewsBehind, type ViewStatus } from '../projector/views-behind.js';
import { TableGone } from './commit-refused.js';
import { type View, viewOver, type ViewSource, type ViewTable } from './view-store.js';
import { operatorText } from '../operator-fault.js';

/** How often checkpoints are read while nobody waits, in ms. */
const usualPollMs = 200;
/** The same while somebody waits for a position. */
const waitedPollMs = 5;
/** Ids of changed rows that are read at once; more of them are reported as 'all'. */
const mostIds = 10_000;

export interface FollowingOptions {
  /** As of `ViewProgress`. */
  readonly decisive: readonly string[];
  /** The end of the ledger, for `ready` and the lag. */
  readonly head: () => Promise<number>;
  readonly pollMs?: number;
  /** Of a projector in the same process, which computes views again; without it a rebuild is refused. */
  readonly rebuild?: ViewReaders['rebuild'];
}

/**
 * The views of a process that projects none: it polls how far they are and which rows have changed. Listeners are
 * notified before a position counts as reached, so that nothing cached is older than the position. While the store
 * fails, rows that were read answer on, and the next poll that succeeds goes on from there.
 */
export class FollowingReaders implements ViewReaders {
  readonly #progress: ViewProgress;
  readonly #listeners = new Set<ChangeListener>();
  readonly #seen = new Map<string, { readonly table: string; readonly position: number }>();
  readonly #tables = new Map<string, Promise<ViewTable | undefined>>();
  readonly #closing = new AbortController();
  readonly #running: Promise<void>;
  #polling: Promise<void> | undefined;
  #wake: () => void = () => undefined;
  /** The ledger's end when the readers were started. */
  #goal: number | undefined;
  #fault: unknown;

  constructor(
    private readonly source: ViewSource,
    private readonly projections: readonly Projection[],
    private readonly options: FollowingOptions,
  ) {
    this.#progress = new ViewProgress(
      options.decisive,
      projections.map(({ name, version }) => ({ name, version, position: 0, built: false, lag: 0 })),
    );
    this.#running = this.#run();
  }

  view<R extends Row>(projection: Projection<R>): View<R> {
    return viewOver(
      async () => {
        this.#progress.check(projection.name);
        const table = await this.#table(projection);
        if (table === undefined) throw new ViewsBehind(operatorText('view-building', { view: projection.name }));
        return table;
      },
      (error) => error instanceof TableGone && this.#tables.delete(projection.name),
    );
  }

  position(names?: readonly string[]): number {
    return this.#progress.position(names);
  }

  reached(position: number, timeoutMs: number, names?: readonly string[]): Promise<void> {
    const reached = this.#progress.reached(position, timeoutMs, names);
    this.#wake();
    return reached;
  }

  ready(): boolean {
    return (
      this.#goal !== undefined &&
      this.#fault === undefined &&
      this.status().every(({ built, stopped, position }) => built && (stopped !== undefined || position >= this.#goal!))
    );
  }

  async untilReady(): Promise<void> {
    while (!this.ready()) {
      if (this.#closing.signal.aborted) throw new ViewsBehind(operatorText('readers-closed'));
      await this.#next();
    }
  }

  status(): readonly ViewStatus[] {
    return this.#progress.views();
  }

  onChange(listener: ChangeListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** @throws where the store fails */
  async settled(): Promise<void> {
    // One that runs may have looked before the read that this is called after.
    await this.#polling;
    await this.#poll();
    if (this.#fault !== undefined) throw this.#fault;
  }

  async rebuild(name?: string, onProgress?: OnProgress): Promise<void> {
    if (this.options.rebuild !== undefined) return this.options.rebuild(name, onProgress);
    throw new ViewsBehind(operatorText('views-elsewhere'));
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#wake();
    await this.#running;
  }

  /** The next poll has ended, or the readers were closed. */
  async #next(): Promise<void> {
    await Promise.race([this.#poll(), this.#running]);
    await wait(waitedPollMs);
  }

  async #run(): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      await this.#poll();
      const ms = this.#progress.isWaitedFor() ? waitedPollMs : (this.options.pollMs ?? usualPollMs);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        timer.unref();
        this.#wake = () => (clearTimeout(timer), resolve());
      });
    }
  }

  #poll(): Promise<void> {
    this.#polling ??= this.#read()
      .catch((error: unknown) => this.#failed(error))
      .finally(() => (this.#polling = undefined));
    return this.#polling;
  }

  async #read(): Promise<void> {
    const head = await this.options.head();
    const found = await Promise.all(
      this.projections.map(async (projection) => ({
        projection,
        changes: await this.source.changesSince(projection, this.#seen.get(projection.name), mostIds),
      })),
    );
    this.#goal ??= head;
    this.#fault = undefined;
    const status: ViewStatus[] = [];
    for (const { projection, changes } of found) {
      const { name, version } = projection;
      if (changes === undefined) {
        status.push({ name, version, position: 0, built: false, lag: head });
        continue;
      }
      const { table, checkpoint, stopped, ids } = changes;
      const { position } = checkpoint;
      if (this.#seen.get(name)?.table !== table) this.#tables.delete(name);
      this.#seen.set(name, { table, position });
      if (ids === 'all' || ids.length > 0) for (const listener of this.#listeners) listener(name, ids, position);
      status.push({
        name,
        version,
        position,
        built: true,
        lag: Math.max(0, head - position),
        ...(stopped && { stopped }),
      });
    }
    // In the same turn as the listeners, so that no position is older than what they were notified of.
    this.#progress.update(status);
  }

  #failed(error: unknown): void {
    this.#fault = error;
    const fault = error instanceof Error ? error.message : String(error);
    this.#progress.update(this.status().map((view) => ({ ...view, fault })));
  }

  #table<R extends Row>(projection: Projection<R>): Promise<ViewTable<R> | undefined> {
    const { name } = projection;
    const known = this.#tables.get(name);
    if (known !== undefined) return known as Promise<ViewTable<R> | undefined>;
    const found = this.source.live(projection);
    const cached = found as Promise<ViewTable | undefined>;
    this.#tables.set(name, cached);
    const forget = (): void => {
      if (this.#tables.get(name) === cached) this.#tables.delete(name);
    };
    found.then((table) => table ?? forget(), forget);
    return found;
  }
}
