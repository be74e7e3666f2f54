import type { Logger } from '../logging/logger.js';
import {
  checkJob,
  type JobData,
  JobFailed,
  type JobResult,
  type NewJob,
  type RunningJob,
  type Worker,
} from './jobs.js';

/** What an engine keeps of a running attempt. */
export interface Keeping {
  data(data: JobData, added: readonly NewJob[]): Promise<void>;
  end(ended: Ended): void | Promise<void>;
}

/** How an attempt ended, for the engine to keep. */
export type Ended =
  | { readonly kind: 'done' }
  | { readonly kind: 'again'; readonly dueAt: number }
  | { readonly kind: 'interrupted' }
  | { readonly kind: 'retry'; readonly dueAt: number; readonly fault: string }
  | { readonly kind: 'dead'; readonly fault: string };

/** Jobs of one vendor and group; an absent group is ''. */
export interface Lane {
  readonly vendor: string;
  readonly group: string;
}

interface Running extends Lane {
  readonly abort: AbortController;
}

const laneOf = ({ vendor, group = '' }: Pick<NewJob, 'vendor' | 'group'>): Lane => ({ vendor, group });
const laneKey = ({ vendor, group }: Lane): string => `${vendor}/${group}`;

/** What a worker of this process runs, and whose turn is next. Engines differ only in how they take and keep jobs. */
export class WorkerSlots {
  readonly #running = new Map<string, Running>();
  /** The place of a vendor, and of a lane, in the order of turns: the number of its last turn. */
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

  /** Of the lanes with due jobs, the one whose turn it is; undefined where each of them has its share running. */
  next<L extends Lane>(lanes: readonly L[]): L | undefined {
    const { perVendor, perGroup = Infinity } = this.worker;
    const running = [...this.#running.values()];
    const shareOf = (lane: Lane): number => running.filter(({ vendor }) => vendor === lane.vendor).length;
    const groupShareOf = (lane: Lane): number =>
      lane.group === '' ? 0 : running.filter((each) => laneKey(each) === laneKey(lane)).length;
    const lastTurn = (key: string): number => this.#turns.get(key) ?? 0;
    return lanes
      .filter((lane) => shareOf(lane) < perVendor && groupShareOf(lane) < perGroup)
      .sort((a, b) => lastTurn(a.vendor) - lastTurn(b.vendor) || lastTurn(laneKey(a)) - lastTurn(laneKey(b)))[0];
  }

  /** Runs one attempt; `keeping` makes its data and its end durable, and `then` follows. */
  run(job: NewJob, attempt: number, keeping: Keeping, then: () => void): void {
    const abort = new AbortController();
    const lane = laneOf(job);
    this.#turn += 1;
    this.#turns.set(lane.vendor, this.#turn).set(laneKey(lane), this.#turn);
    this.#running.set(job.id, { vendor: lane.vendor, group: lane.group, abort });
    const save = async (data: JobData, added: readonly NewJob[] = []): Promise<void> => {
      added.forEach(checkJob);
      await keeping.data(data, added);
    };
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

  abortAll(): void {
    for (const { abort } of this.#running.values()) abort.abort();
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.abortAll();
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
    const jitter = 1 + Math.random() * (this.worker.jitter ?? 0);
    if (wait !== undefined) return { kind: 'retry', dueAt: this.now() + wait * jitter, fault };
    return this.#dead(job, fault);
  }

  async #dead(job: RunningJob, fault: string): Promise<Ended> {
    await this.worker.onDead?.(job, fault);
    return { kind: 'dead', fault };
  }
}
