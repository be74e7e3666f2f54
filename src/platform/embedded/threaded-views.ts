import type { Projection, Row } from '../../../projections/projection.js';
import { positionOfToken } from '../events/embedded-tokens.js';
import type { Progress } from '../projector/builder.js';
import { withTimeout } from '../projector/with-timeout.js';
import type { ViewReaders } from '../projector/view-readers.js';
import { type ChangeListener, ViewsBehind, type ViewStatus, ViewStopped } from '../projector/views-behind.js';
import type { ViewReader } from '../views/sqlite-view-reader.js';
import type { Page, View } from '../views/view-store.js';
import type { Moved } from './messages.js';
import type { ThreadLink } from './thread-link.js';

interface Waiter {
  readonly position: number;
  readonly resolve: () => void;
}

/** Views of the embedded engine as the main thread reads them; the write thread projects. */
export class ThreadedViews implements ViewReaders {
  readonly #listeners = new Set<ChangeListener>();
  readonly #waiters = new Set<Waiter>();
  #moved: Moved;

  constructor(
    private readonly link: ThreadLink,
    private readonly reader: ViewReader,
    private readonly decisive: readonly string[],
    moved: Moved,
  ) {
    this.#moved = moved;
  }

  moved(moved: Moved): void {
    this.#moved = moved;
    for (const { view, ids, position } of moved.changes) {
      if (ids === 'all') this.reader.forget(view);
      for (const listener of this.#listeners) listener(view, ids, position);
    }
    const position = this.#moved.followed;
    for (const waiter of this.#waiters)
      if (waiter.position <= position) {
        this.#waiters.delete(waiter);
        waiter.resolve();
      }
  }

  view<R extends Row>(projection: Projection<R>): View<R> {
    const table = (): View<R> => {
      const stopped = this.#stoppedOf(this.#moved.status.find(({ name }) => name === projection.name));
      if (stopped && !this.decisive.includes(projection.name))
        throw new ViewStopped(projection.name, stopped.position, stopped.error);
      const live = this.reader.view(projection);
      if (live === undefined) throw new ViewsBehind(`view ${projection.name} is being built`);
      return live;
    };
    return {
      get: async (id) => this.#read(projection, () => table().get(id)),
      getMany: async (ids) => this.#read(projection, () => table().getMany(ids)),
      query: async (query): Promise<Page<R>> => this.#read(projection, () => table().query(query)),
      scan: () => table().scan(),
    };
  }

  position(names?: readonly string[]): number {
    const chosen = this.#chosen(names);
    return chosen.length === 0 ? 0 : Math.min(...chosen.map(({ position }) => position));
  }

  async reached(token: string, timeoutMs: number, names?: readonly string[]): Promise<void> {
    const position = positionOfToken(token);
    if (this.#moved.followed < position) {
      let waiter: Waiter | undefined;
      const arrived = new Promise<void>((resolve) => this.#waiters.add((waiter = { position, resolve })));
      try {
        await withTimeout(
          arrived,
          timeoutMs,
          () => new ViewsBehind(`the views have not reached ${token} in ${timeoutMs} ms; ask again`),
        );
      } finally {
        this.#waiters.delete(waiter!);
      }
    }
    for (const view of this.#chosen(names)) {
      const { name, built } = view;
      const stopped = this.#stoppedOf(view);
      if (!built) throw new ViewsBehind(`view ${name} is being built`);
      if (stopped) throw new ViewsBehind(`view ${name} stopped before event ${stopped.position}`);
    }
  }

  /** The named views, else all that answer: one that stopped and that no decision is made of holds nothing up. */
  #chosen(names: readonly string[] | undefined): readonly ViewStatus[] {
    return this.#moved.status.filter((view) =>
      names === undefined
        ? this.#stoppedOf(view) === undefined || this.decisive.includes(view.name)
        : names.includes(view.name),
    );
  }

  /** The event that stopped this view alone. After a fault of the store its rows answer on. */
  #stoppedOf(view: ViewStatus | undefined): ViewStatus['stopped'] {
    return this.#moved.hasFault ? undefined : view?.stopped;
  }

  ready(): boolean {
    return this.#moved.ready;
  }

  async untilReady(): Promise<void> {
    await this.link.ask({ kind: 'until-ready' });
  }

  status(): readonly ViewStatus[] {
    return this.#moved.status;
  }

  onChange(listener: ChangeListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async settled(): Promise<void> {
    await this.link.ask({ kind: 'settled' });
  }

  async rebuild(name?: string, onProgress?: Progress): Promise<void> {
    await this.link.ask({ kind: 'rebuild', view: name }, onProgress);
  }

  async close(): Promise<void> {
    this.reader.close();
  }

  /** A table that was swapped away while it was read: the one that took its place answers. */
  async #read<R extends Row, T>(projection: Projection<R>, read: () => Promise<T>): Promise<T> {
    try {
      return await read();
    } catch (error) {
      if ((error as { code?: string }).code !== 'SQLITE_ERROR') throw error;
      this.reader.forget(projection.name);
      return read();
    }
  }
}
