import type { Projection, Row } from '../../../projections/projection.js';
import type { OnProgress } from '../projector/builder.js';
import { ViewProgress } from '../projector/view-progress.js';
import type { ViewReaders } from '../projector/view-readers.js';
import { type ChangeListener, ViewsBehind, type ViewStatus } from '../projector/views-behind.js';
import { TableGone } from '../views/commit-refused.js';
import type { ViewReader } from '../views/sqlite-view-reader.js';
import { type View, viewOver } from '../views/view-store.js';
import type { Moved } from './messages.js';
import type { ThreadLink } from './thread-link.js';
import { operatorText } from '../operator-fault.js';

/** Views of the embedded engine as the main thread reads them; the write thread projects. */
export class ThreadedViews implements ViewReaders {
  readonly #listeners = new Set<ChangeListener>();
  readonly #progress: ViewProgress;
  #ready: boolean;

  constructor(
    private readonly link: ThreadLink,
    private readonly reader: ViewReader,
    decisive: readonly string[],
    moved: Moved,
  ) {
    this.#progress = new ViewProgress(decisive, moved.status);
    this.#ready = moved.ready;
  }

  moved(moved: Moved): void {
    this.#ready = moved.ready;
    for (const { view, ids, position } of moved.changes) {
      if (ids === 'all') this.reader.forget(view);
      for (const listener of this.#listeners) listener(view, ids, position);
    }
    this.#progress.update(moved.status);
  }

  view<R extends Row>(projection: Projection<R>): View<R> {
    const { name } = projection;
    const table = (): View<R> => {
      this.#progress.check(name);
      const live = this.reader.view(projection);
      if (live === undefined) throw new ViewsBehind(operatorText('view-building', { view: name }));
      return live;
    };
    return viewOver(table, (error) => {
      if (!(error instanceof TableGone)) return false;
      this.reader.forget(name);
      return true;
    });
  }

  position(names?: readonly string[]): number {
    return this.#progress.position(names);
  }

  reached(position: number, timeoutMs: number, names?: readonly string[]): Promise<void> {
    return this.#progress.reached(position, timeoutMs, names);
  }

  ready(): boolean {
    return this.#ready;
  }

  async untilReady(): Promise<void> {
    await this.link.ask({ kind: 'until-ready' });
  }

  status(): readonly ViewStatus[] {
    return this.#progress.views();
  }

  onChange(listener: ChangeListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async settled(): Promise<void> {
    await this.link.ask({ kind: 'settled' });
  }

  async rebuild(name?: string, onProgress?: OnProgress): Promise<void> {
    await this.link.ask({ kind: 'rebuild', view: name }, onProgress);
  }

  async close(): Promise<void> {
    this.reader.close();
  }
}
