export interface Polling {
  /** Milliseconds between two questions. */
  readonly pollMs: number;
  /** Age in milliseconds at which an answer no longer counts. */
  readonly maxAgeMs: number;
}

/** A change in one process is known to the others within 5 s, or they refuse to go by what they knew. */
const everySecond: Polling = { pollMs: 1_000, maxAgeMs: 5_000 };

/**
 * What a process caches of a store that other processes change too: `ask` is repeated, one question at a time, and a
 * cache is good while the last question that was answered began less than `maxAgeMs` ago.
 */
export class Polled {
  readonly #timer: NodeJS.Timeout;
  readonly #maxAgeMs: number;
  /** When the last answered question began, on the monotonic clock. */
  #askedAt = -Infinity;
  #last: Promise<void> = Promise.resolve();
  #waiting: Promise<void> | undefined;

  constructor(
    private readonly ask: () => Promise<void>,
    { pollMs, maxAgeMs }: Polling = everySecond,
  ) {
    this.#maxAgeMs = maxAgeMs;
    this.#timer = setInterval(() => void this.refresh().catch(() => undefined), pollMs);
    this.#timer.unref();
  }

  get fresh(): boolean {
    return performance.now() - this.#askedAt < this.#maxAgeMs;
  }

  /** Resolves when a question that began after this call is answered; callers that wait share it. */
  refresh(): Promise<void> {
    this.#waiting ??= this.#last
      .catch(() => undefined)
      .then(async () => {
        this.#waiting = undefined;
        const began = performance.now();
        await this.ask();
        this.#askedAt = began;
      });
    this.#last = this.#waiting;
    return this.#last;
  }

  /** Ends the questions; one that is under way is answered first. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#last.catch(() => undefined);
  }
}
