import type { Logger } from '../logging/logger.js';
import { type JobData, JobFailed, type JobResult, type NewJob, type RunningJob, type Worker } from './jobs.js';

/** What an engine keeps of a running attempt. */
export interface Keeping {
  data(data: JobData): Promise<void>;
  end(ended: Ended): void | Promise<void>;
}

/** How an attempt ended, for the engine to keep. */
export type Ended =
  | { readonly kind: 'done' }
  | { readonly kind: 'again'; readonly dueAt: number }
  | { readonly kind: 'interrupted' }
  | { readonly kind: 'retry'; readonly dueAt: number; readonly fault: string }
  | { readonly kind: 'dead'; readonly fault: string };

interface Running {
  readonly vendor: string;
  readonly abort: AbortController;
}

/** What a worker of this process runs, and whose turn is next. Engines differ only in how they take and keep jobs. */
export class WorkerSlots {
  readonly #running = new Map<string, Running>();
  /** A vendor's place in the order of turns: the number of its last turn. */
  readonly #turns = new Map<string, number>();
  readonly #ended = new Set<Promise<void>>();
  #turn = 0;
  #closed = false;

  constructor(
    readonly worker: Worker,
    private readonly now: () => number,
    private readonly logger: Pick<Logger, 'error' | 'warn'>,
  ) {}

  get free(): boolean {
    return !this.#closed && this.#running.size < this.worker.concurrency;
  }

  get running(): number {
    return this.#running.size;
  }

  runs(id: string): boolean {
    return this.#running.has(id);
  }

  /** Of the vendors with due jobs, the one whose turn it is; undefined where each of them has its share running. */
  next(vendors: readonly string[]): string | undefined {
    const share = (vendor: string): number =>
      [...this.#running.values()].filter((running) => running.vendor === vendor).length;
    return vendors
      .filter((vendor) => share(vendor) < this.worker.perVendor)
      .sort((a, b) => (this.#turns.get(a) ?? 0) - (this.#turns.get(b) ?? 0))[0];
  }

  /** Runs one attempt; `keeping` makes its data and its end durable, and `then` follows. */
  run(job: NewJob, attempt: number, keeping: Keeping, then: () => void): void {
    const abort = new AbortController();
    this.#turns.set(job.vendor, (this.#turn += 1));
    this.#running.set(job.id, { vendor: job.vendor, abort });
    const save = (data: JobData): Promise<void> => keeping.data(data);
    const whole = this.#attempt({ ...job, attempt, signal: abort.signal, save })
      .then((ended) => keeping.end(ended))
      .catch((error: unknown) => this.logger.error({ err: error, job: job.id }, 'the end of a job was not kept'))
      .finally(() => {
        this.#running.delete(job.id);
        this.#ended.delete(whole);
        then();
      });
    this.#ended.add(whole);
  }

  /** The lease of a job is lost: another process may run it by now. */
  abort(id: string): void {
    this.#running.get(id)?.abort.abort();
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const { abort } of this.#running.values()) abort.abort();
    while (this.#ended.size > 0) await Promise.all(this.#ended);
  }

  async #attempt(job: RunningJob): Promise<Ended> {
    let result: JobResult;
    // Earlier attempts that never ended: each took its process with it.
    if (job.attempt > this.worker.retryAfterMs.length + 1)
      return this.#dead(job, `its process ended during each of ${job.attempt - 1} attempts`);
    try {
      result = await this.worker.handler(job);
    } catch (error) {
      return job.signal.aborted ? { kind: 'interrupted' } : this.#failed(job, error);
    }
    return result === undefined ? { kind: 'done' } : { kind: 'again', dueAt: result.againAt };
  }

  async #failed(job: RunningJob, error: unknown): Promise<Ended> {
    const fault = error instanceof Error ? error.message : String(error);
    const wait = error instanceof JobFailed ? undefined : this.worker.retryAfterMs[job.attempt - 1];
    this.logger.warn({ err: error, queue: job.queue, job: job.id, attempt: job.attempt }, 'an attempt of a job failed');
    if (wait !== undefined) return { kind: 'retry', dueAt: this.now() + wait, fault };
    return this.#dead(job, fault);
  }

  async #dead(job: RunningJob, fault: string): Promise<Ended> {
    await this.worker.onDead?.(job, fault);
    return { kind: 'dead', fault };
  }
}
