import type { NewJob } from './jobs.js';

/** Clocks that differ by less are taken for one: it could be the time that the question took. */
const toleranceMs = 1_000;

/**
 * Instants of jobs as they are stored: by the clock of the server, so that what one process finds due at once is due at
 * once for a process whose clock is behind.
 */
export class ServerClock {
  /**
   * @param local epoch milliseconds of this process
   * @param server how far the clock of the server is ahead of this machine's, in ms, as it was asked last
   */
  constructor(
    readonly local: () => number,
    private readonly server: { readonly aheadMs: number },
  ) {}

  now(): number {
    return this.stored(this.local());
  }

  stored(local: number): number {
    return local + this.#aheadMs;
  }

  shown(stored: number): number {
    return stored - this.#aheadMs;
  }

  get #aheadMs(): number {
    const { aheadMs } = this.server;
    return Math.abs(aheadMs) < toleranceMs ? 0 : aheadMs;
  }
}

/** A job as it is stored. */
export const storedJob = (job: NewJob, clock: ServerClock): NewJob => ({ ...job, dueAt: clock.stored(job.dueAt) });

/** A stored job as its handler and whoever asks get it. */
export const shownJob = (job: NewJob, clock: ServerClock): NewJob => ({ ...job, dueAt: clock.shown(job.dueAt) });
