import { setTimeout as sleep } from 'node:timers/promises';
import type { Recorded } from '../../../domain/kernel/envelope.js';
import type { Clock } from '../../platform/clock.js';
import type { Subscription, SubscriptionState } from '../../platform/events/event-store.js';
import type { Runner } from '../../platform/health/runners.js';
import type { JobResult, Jobs, RunningJob } from '../../platform/jobs/jobs.js';
import type { Logger } from '../../platform/logging/logger.js';
import type { Ordinals } from '../../platform/ordinals/ordinals.js';
import { isStoreFault } from '../../platform/store-faults.js';
import type { Firing } from './firing.js';
import type { DueSearch } from './due-search.js';
import { firings, forgetSearch, hasSearch, searchOf, searches } from './obligation-jobs.js';
import type { FiringPace } from './firing-pace.js';
import type { OwedSource } from '../sources/source.js';

/** Real milliseconds between two reconciles: searches that were lost, or given up, are added again. */
const reconcileMs = 30_000;
/** Milliseconds until work is tried again after a fault of a store. */
const afterFaultMs = 30_000;
/** M4 is for mail servers; these are for faults of our own. */
const retryAfterMs = [1_000, 5_000, 30_000, 120_000, 600_000];
/** Between two looks at the jobs, in real ms; doubled up to the longest: looking must not cost what the work costs. */
const pollMs = { first: 2, longest: 16 };
const interrupted = 'work on obligations was interrupted; it is tried again by itself';
/** O7: firing is paced: few at once leave the rest of the process to those who ask. */
const firingAtOnce = 4;

export interface ObligationRunnerParts {
  readonly search: DueSearch;
  readonly firing: Firing;
  readonly pace: FiringPace;
  readonly sources: readonly OwedSource[];
  readonly ordinals: Pick<Ordinals, 'head' | 'subscribe'>;
  readonly jobs: Jobs;
  /** Completes what a death has left half done; looked at with each reconcile. */
  readonly complete: (vendor: string) => Promise<void>;
  readonly vendors: () => Promise<readonly string[]>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly runner: Runner;
}

/** What an operator sees of obligations. */
export interface Lateness {
  /** How long what should have been dealt with first has waited, in ms; 0 where nothing is late. */
  readonly lateMs: number;
  readonly waiting: number;
  readonly dead: number;
}

/**
 * Does what is owed, on the jobs port: a job for each vendor looks for what falls due, a job for each group deals with
 * it (README). The jobs are shared by every process that works; all of them can be lost.
 */
export class ObligationRunner {
  readonly #changed = new Set<string>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #adding: Promise<void> | undefined;
  #subscription: Subscription | undefined;
  #works = false;
  #closed = false;
  #lateMs = 0;

  constructor(private readonly parts: ObligationRunnerParts) {}

  /** Nothing is sent before `start`: only the running server sends, not a command beside it. */
  async start(): Promise<void> {
    const { runner, jobs, ordinals } = this.parts;
    runner.started();
    if (this.#works || this.#closed) return;
    this.#works = true;
    const { position } = await ordinals.head();
    jobs.work(searches, {
      handler: (job) => this.#attempt(job, () => this.parts.search.run(job)),
      concurrency: 2,
      perVendor: 1,
      retryAfterMs,
    });
    jobs.work(firings, {
      handler: (job) => this.#attempt(job, () => this.#fire(job)),
      concurrency: firingAtOnce,
      perVendor: firingAtOnce,
      retryAfterMs,
      jitter: 0.2,
    });
    jobs.onEmptied(() => this.#reported('reconcile', this.#searchAnew()));
    this.#subscription = ordinals.subscribe(
      position,
      (events) => this.#onRecorded(events),
      (state) => this.#onState(state),
    );
    await this.refresh();
    this.#reconcileLater();
  }

  /** After a change of the clock: searches at once for what is due. */
  async refresh(): Promise<void> {
    await this.#reported('search', this.#search(await this.parts.vendors()));
    await this.#reported('completion', this.#complete());
    this.parts.jobs.wake();
  }

  /** How late the runner is, in seconds, as it was measured last. */
  lag(): number {
    return Math.ceil(this.#lateMs / 1_000);
  }

  async lateness(): Promise<Lateness> {
    const { jobs } = this.parts;
    const { waiting, running, dead, nextDueAt } = await jobs.counts(firings);
    // Without its search nothing of a vendor is found.
    const { dead: deadSearches } = await jobs.counts(searches);
    const lateMs = nextDueAt === null ? 0 : Math.max(0, this.parts.clock.ms() - nextDueAt);
    this.#lateMs = lateMs;
    return { lateMs, waiting: waiting + running, dead: dead + deadSearches };
  }

  /** When the first of what has a job falls due, in epoch ms; Infinity where nothing does. */
  async nextDueAt(): Promise<number> {
    const { jobs } = this.parts;
    const dues = await Promise.all([searches, firings].map((queue) => jobs.counts(queue)));
    return Math.min(...dues.map(({ nextDueAt }) => nextDueAt ?? Infinity));
  }

  /** Resolves when nothing is due, or this process works no jobs. */
  async idle(): Promise<void> {
    for (let ms = pollMs.first; this.#works && !this.#closed; ms = Math.min(ms * 2, pollMs.longest)) {
      await this.#adding;
      // A search adds what is fired before it ends.
      const state = (await this.#stateOf(searches)) ?? (await this.#stateOf(firings));
      if (state === undefined && this.#adding === undefined) return;
      // A clock that was set forward wakes no worker.
      if (state === 'due') this.parts.jobs.wake();
      await sleep(ms);
    }
  }

  /** Adds nothing more. The jobs that run end when their engine is closed. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const timer of this.#timers) clearTimeout(timer);
    await this.#subscription?.stop();
    await this.#adding;
  }

  async #stateOf(queue: string): Promise<'running' | 'due' | undefined> {
    const { running, nextDueAt } = await this.parts.jobs.counts(queue);
    if (running > 0) return 'running';
    return nextDueAt !== null && nextDueAt <= this.parts.clock.ms() ? 'due' : undefined;
  }

  async #fire(job: RunningJob): Promise<JobResult> {
    await this.parts.pace.turn();
    return job.signal.aborted ? { againAt: this.parts.clock.ms() } : this.parts.firing.run(job);
  }

  #onRecorded(events: readonly Recorded[]): void {
    for (const event of events)
      if (isPublication(event) || this.parts.sources.some((source) => source.subjectOf(event) !== null))
        this.#changed.add(event.vendor);
    if (this.#changed.size > 0) this.#addChanged();
  }

  #onState(state: SubscriptionState): void {
    this.#report('subscription', state.state === 'following' ? null : state.cause);
  }

  /** Changes that follow each other closely are one search. */
  #addChanged(): void {
    if (this.#closed) return;
    const add = async (): Promise<void> => {
      const vendors = [...this.#changed];
      this.#changed.clear();
      await this.#search(vendors);
    };
    this.#adding ??= this.#reported('search', add()).finally(() => {
      this.#adding = undefined;
      if (this.#changed.size > 0) this.#addChanged();
    });
  }

  async #search(vendors: readonly string[]): Promise<void> {
    const { jobs, clock } = this.parts;
    for (const vendor of vendors) {
      const search = searchOf(vendor, clock.ms());
      // One that was given up is tried again: nothing else finds what is owed, and its fault may be gone.
      if (!(await jobs.retry(search.queue, search.id))) await jobs.add(search);
    }
  }

  async #complete(): Promise<void> {
    for (const vendor of await this.parts.vendors()) await this.parts.complete(vendor);
  }

  /** All that is open is found again. */
  async #searchAnew(): Promise<void> {
    const vendors = await this.parts.vendors();
    for (const vendor of vendors) await forgetSearch(this.parts.jobs, vendor);
    await this.#search(vendors);
  }

  #reconcileLater(): void {
    if (this.#closed) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      void this.#reported('reconcile', this.#reconcile())
        .then(() => this.#reported('completion', this.#complete()))
        .then(() => this.#reconcileLater());
    }, reconcileMs);
    this.#timers.add(timer.unref());
  }

  async #reconcile(): Promise<void> {
    const lost: string[] = [];
    for (const vendor of await this.parts.vendors()) if (!(await hasSearch(this.parts.jobs, vendor))) lost.push(vendor);
    await this.#search(lost);
    await this.lateness();
  }

  /** A store that is out of reach is no fault of the work: its attempts are not used up. */
  async #attempt(job: RunningJob, work: () => Promise<JobResult>): Promise<JobResult> {
    try {
      const result = await work();
      this.#report(job.id, null);
      return result;
    } catch (error) {
      if (job.signal.aborted) throw error;
      if (!isStoreFault(error)) {
        // One group that cannot be dealt with is counted as dead in the end: questions are answered meanwhile.
        this.parts.logger.error({ err: error, work: job.id, vendor: job.vendor }, interrupted);
        throw error;
      }
      this.#report(job.id, error);
      return { againAt: this.parts.clock.ms() + afterFaultMs };
    }
  }

  #reported(work: string, done: Promise<void>): Promise<void> {
    return done.then(
      () => this.#report(work, null),
      (error: unknown) => this.#report(work, error),
    );
  }

  #report(work: string, error: unknown): void {
    const { runner, logger } = this.parts;
    if (error === null) return runner.succeeded(work);
    runner.failed(work, error);
    logger.error({ err: error, work }, interrupted);
  }
}

const isPublication = ({ type }: Recorded): boolean => type === 'PolicyPublished' || type === 'CalendarPublished';
