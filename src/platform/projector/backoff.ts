const firstMs = 100;
const mostMs = 5_000;

/** Attempts after a fault, one at a time, at intervals that double up to five seconds. */
export class Backoff {
  #ms = firstMs;
  #timer: NodeJS.Timeout | undefined;

  /** Runs the attempt after the delay, unless one is waiting already. */
  schedule(attempt: () => Promise<void>): void {
    if (this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void attempt();
    }, this.#ms);
    this.#timer.unref();
    this.#ms = Math.min(mostMs, this.#ms * 2);
  }

  /** After a success. */
  reset(): void {
    this.#ms = firstMs;
  }

  cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
