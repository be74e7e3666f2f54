import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  checkJob,
  type DeadJob,
  type JobCounts,
  type JobData,
  type Jobs,
  type NewJob,
  type Worker,
} from '../../../src/platform/jobs/jobs.js';
import { type Ended, WorkerSlots } from '../../../src/platform/jobs/worker-slots.js';

const leaseMs = 30_000;
const pollMs = 20;
const quiet = { error: () => undefined, warn: () => undefined };

interface Stored {
  job: NewJob;
  state: 'waiting' | 'running' | 'dead';
  dueAt: number;
  attempts: number;
  againAt: number | null;
  removed: boolean;
  fault: string | null;
  owner: StrictJobs | null;
  leaseUntil: number;
}

/** What the processes share: jobs that outlive each of them, reached over a network that takes its time. */
export class StrictJobServer {
  readonly jobs = new Map<string, Stored>();

  /** A process of its own; its clock shows `now()` in epoch milliseconds. */
  open(now: () => number): StrictJobs {
    return new StrictJobs(this, now);
  }
}

/**
 * A jobs engine with nothing that an embedded one could rely on: every call crosses a turn, several processes take
 * from one store, and only leases show that a process has died.
 */
export class StrictJobs implements Jobs {
  readonly #slots = new Map<string, WorkerSlots>();
  readonly #timer: NodeJS.Timeout;
  #gone = false;
  #taking: Promise<void> = Promise.resolve();

  constructor(
    private readonly server: StrictJobServer,
    private readonly now: () => number,
  ) {
    this.#timer = setInterval(() => this.wake(), pollMs);
    this.#timer.unref();
  }

  async add(job: NewJob): Promise<void> {
    checkJob(job);
    await nextTurn();
    const key = `${job.queue}:${job.id}`;
    const stored = this.server.jobs.get(key);
    const dueAt = Math.ceil(job.dueAt);
    if (stored === undefined)
      this.server.jobs.set(key, {
        job: structuredClone(job),
        state: 'waiting',
        dueAt,
        attempts: 0,
        againAt: null,
        removed: false,
        fault: null,
        owner: null,
        leaseUntil: 0,
      });
    else if (stored.state === 'waiting') stored.dueAt = Math.min(stored.dueAt, dueAt);
    else if (stored.state === 'running') {
      stored.againAt = Math.min(stored.againAt ?? dueAt, dueAt);
      stored.removed = false;
    }
    this.wake();
  }

  work(queue: string, worker: Worker): void {
    this.#slots.set(queue, new WorkerSlots(worker, this.now, quiet));
    this.wake();
  }

  async remove(queue: string, id: string): Promise<void> {
    await nextTurn();
    const stored = this.server.jobs.get(`${queue}:${id}`);
    if (stored?.state === 'running') {
      stored.removed = true;
      stored.againAt = null;
    } else this.server.jobs.delete(`${queue}:${id}`);
  }

  async dead(queue: string, limit: number): Promise<readonly DeadJob[]> {
    await nextTurn();
    return this.#of(queue, 'dead')
      .sort((a, b) => (a.job.id < b.job.id ? -1 : 1))
      .slice(0, limit)
      .map(({ job, attempts, fault }) => ({ ...structuredClone(job), attempts, fault: fault ?? '' }));
  }

  async retry(queue: string, id: string): Promise<boolean> {
    await nextTurn();
    const stored = this.server.jobs.get(`${queue}:${id}`);
    if (stored?.state !== 'dead') return false;
    Object.assign(stored, { state: 'waiting', attempts: 0, dueAt: this.now() });
    this.wake();
    return true;
  }

  async counts(queue: string): Promise<JobCounts> {
    await nextTurn();
    const waiting = this.#of(queue, 'waiting');
    return {
      waiting: waiting.length,
      running: this.#of(queue, 'running').length,
      dead: this.#of(queue, 'dead').length,
      nextDueAt: waiting.length === 0 ? null : Math.min(...waiting.map(({ dueAt }) => dueAt)),
    };
  }

  fault(): string | null {
    return null;
  }

  onEmptied(): void {}

  wake(): void {
    this.#taking = this.#taking.then(() => this.#takeDue());
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all([...this.#slots.values()].map((slots) => slots.close()));
    this.#gone = true;
  }

  /** As SIGKILL: nothing of this process reaches the server any more. */
  kill(): void {
    clearInterval(this.#timer);
    this.#gone = true;
  }

  #of(queue: string, state: Stored['state']): Stored[] {
    return [...this.server.jobs.values()].filter((stored) => stored.job.queue === queue && stored.state === state);
  }

  async #takeDue(): Promise<void> {
    if (this.#gone) return;
    for (const [queue, slots] of this.#slots) {
      this.#lease(queue, slots);
      while (slots.free && !this.#gone && this.#takeOne(queue, slots)) await nextTurn();
    }
  }

  /** Renews the leases of this process and ends those of others that ran out. */
  #lease(queue: string, slots: WorkerSlots): void {
    for (const stored of this.#of(queue, 'running'))
      if (stored.owner === this && stored.leaseUntil >= this.now()) stored.leaseUntil = this.now() + leaseMs;
      else if (stored.leaseUntil < this.now()) {
        if (stored.owner === this) slots.abort(stored.job.id);
        stored.state = 'waiting';
        stored.owner = null;
      }
  }

  #takeOne(queue: string, slots: WorkerSlots): boolean {
    const due = this.#of(queue, 'waiting')
      .filter(({ dueAt, job }) => dueAt <= this.now() && !slots.runs(job.id))
      .sort((a, b) => a.dueAt - b.dueAt);
    const vendor = slots.next([...new Set(due.map(({ job }) => job.vendor))]);
    const stored = due.find(({ job }) => job.vendor === vendor);
    if (stored === undefined) return false;
    stored.state = 'running';
    stored.owner = this;
    stored.attempts += 1;
    stored.leaseUntil = this.now() + leaseMs;
    const { job, attempts } = stored;
    const keeping = {
      data: async (data: JobData): Promise<void> => {
        await nextTurn();
        if (!this.#gone && stored.owner === this) stored.job = { ...stored.job, data: structuredClone(data) };
      },
      end: (ended: Ended): void => this.#store(stored, ended),
    };
    slots.run({ ...structuredClone(job), dueAt: stored.dueAt }, attempts, keeping, () => this.wake());
    return true;
  }

  #store(stored: Stored, ended: Ended): void {
    if (this.#gone || stored.owner !== this) return;
    const wait = (dueAt: number, attempts: number): void => {
      Object.assign(stored, { state: 'waiting', dueAt: Math.ceil(dueAt), attempts, owner: null, againAt: null });
    };
    if (stored.removed) this.server.jobs.delete(`${stored.job.queue}:${stored.job.id}`);
    else if (ended.kind === 'interrupted') wait(stored.dueAt, stored.attempts - 1);
    else if (ended.kind === 'retry') wait(ended.dueAt, stored.attempts);
    else if (ended.kind === 'dead') Object.assign(stored, { state: 'dead', fault: ended.fault, owner: null });
    else if (ended.kind === 'again') wait(Math.min(ended.dueAt, stored.againAt ?? Infinity), 0);
    else if (stored.againAt !== null) wait(stored.againAt, 0);
    else this.server.jobs.delete(`${stored.job.queue}:${stored.job.id}`);
  }
}
