import type { Projection, Row } from '../../../projections/projection.js';
import type { View } from '../views/view-store.js';
import type { OnProgress } from './builder.js';
import type { ChangeListener, ViewStatus } from './views-behind.js';

/** The views as a process reads them, whichever process or thread projects them. */
export interface ViewReaders {
  /** The rows that answer now, through swaps. Reading a view that has yet to be built throws ViewsBehind. */
  view<R extends Row>(projection: Projection<R>): View<R>;
  /** The position that all views (or the named ones) have reached; 0 while one has yet to be built. */
  position(names?: readonly string[]): number;
  /** Resolves when the views have reached the position. @throws ViewsBehind */
  reached(position: number, timeoutMs: number, names?: readonly string[]): Promise<void>;
  /** Whether every view is built and has reached what was recorded before the start. */
  ready(): boolean;
  /** Resolves when `ready`. @throws ViewsBehind where a view stopped before, or the reader was closed */
  untilReady(): Promise<void>;
  status(): readonly ViewStatus[];
  /** @returns the way to stop listening */
  onChange(listener: ChangeListener): () => void;
  /** Resolves when this process was notified of every change that a read before could have seen. */
  settled(): Promise<void>;
  /** Computes one view or all again, aside. @throws ViewsBehind where one could not be computed, RangeError */
  rebuild(name?: string, onProgress?: OnProgress): Promise<void>;
  close(): Promise<void>;
}
