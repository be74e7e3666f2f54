import { setImmediate as turn } from 'node:timers/promises';

/** How long one request works before others get a turn, in ms. */
const slice = 8;

/** Shares the event loop: long work calls `step` between its pieces. */
export class Pace {
  #since = performance.now();

  /** Without a signal the work goes on to its end. */
  constructor(private readonly signal?: AbortSignal) {}

  /** Whether the slice is used up: `turn` is due. */
  get due(): boolean {
    return performance.now() - this.#since > slice;
  }

  /** Yields to other work where that is due. @throws CallerGone where the connection is closed */
  async step(): Promise<void> {
    if (this.due) await this.turn();
  }

  /** @throws CallerGone where the caller is gone */
  async turn(): Promise<void> {
    await turn();
    this.signal?.throwIfAborted();
    this.#since = performance.now();
  }
}

/** Others get a turn between the steps of a long preparation. */
export const inTurns = async <T>(steps: Generator<void, T>): Promise<T> => {
  const pace = new Pace();
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (pace.due) await pace.turn();
  }
};
