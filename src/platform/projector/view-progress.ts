import type { ViewStatus } from './views-behind.js';
import { ViewsBehind, ViewStopped } from './views-behind.js';
import { withTimeout } from './with-timeout.js';
import { operatorText } from '../operator-fault.js';

/** How far the views are that a process reads, and who waits for them. */
export class ViewProgress {
  readonly #waiters = new Set<() => void>();

  /**
   * @param decisive views that decisions are made of: where one stops, all answers are made at the position before. Any
   * other that stops does not answer and holds up nothing.
   */
  constructor(
    private readonly decisive: readonly string[],
    private status: readonly ViewStatus[],
  ) {}

  /** After the listeners of changes were called: whoever waits reads what they made room for. */
  update(status: readonly ViewStatus[]): void {
    this.status = status;
    for (const arrive of [...this.#waiters]) arrive();
  }

  views(): readonly ViewStatus[] {
    return this.status;
  }

  /** The position that all views that answer (or the named ones) have reached; 0 while one has yet to be built. */
  position(names?: readonly string[]): number {
    const chosen = this.#chosen(names);
    return chosen.length === 0 ? 0 : Math.min(...chosen.map(({ position }) => position));
  }

  isWaitedFor(): boolean {
    return this.#waiters.size > 0;
  }

  /** @throws ViewsBehind */
  async reached(position: number, timeoutMs: number, names?: readonly string[]): Promise<void> {
    if (this.#hasReached(position, names)) return;
    let arrive: (() => void) | undefined;
    const arrived = new Promise<void>((resolve, reject) => {
      arrive = () => {
        try {
          if (this.#hasReached(position, names)) resolve();
        } catch (error) {
          reject(error as Error);
        }
      };
      this.#waiters.add(arrive);
    });
    try {
      await withTimeout(
        arrived,
        timeoutMs,
        () => new ViewsBehind(operatorText('views-slow', { position, ms: timeoutMs })),
      );
    } finally {
      this.#waiters.delete(arrive!);
    }
  }

  /** @throws ViewStopped where the view does not answer */
  check(name: string): void {
    const stopped = this.status.find((view) => view.name === name)?.stopped;
    if (stopped && !this.decisive.includes(name)) throw new ViewStopped(name, stopped.position, stopped.error);
  }

  #hasReached(position: number, names: readonly string[] | undefined): boolean {
    const behind = this.#chosen(names).filter((view) => !view.built || view.position < position);
    for (const { name, built, stopped } of behind) {
      if (!built) throw new ViewsBehind(operatorText('view-building', { view: name }));
      if (stopped) throw new ViewsBehind(operatorText('view-stopped', { view: name, position: stopped.position }));
    }
    return behind.length === 0;
  }

  #chosen(names: readonly string[] | undefined): readonly ViewStatus[] {
    return this.status.filter(({ name, stopped }) =>
      names === undefined ? stopped === undefined || this.decisive.includes(name) : names.includes(name),
    );
  }
}
