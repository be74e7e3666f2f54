import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  checkJob,
  type DeadJob,
  type FoundJob,
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
  promoted: boolean;
  removed: boolean;
  fault: string | null;
  owner: StrictJobs | null;
  leaseUntil: number;
}

/** What the processes share: jobs that outlive each of them, reached over a network that takes its time. */
export class StrictJobServer {
  readonly jobs = new Map<string, Stored>();
  readonly onEmptied = new Set<() => void>();
  /** Those that run. */
  readonly processes = new Set<string>();
  /** By queue and group, the latest first. */
  readonly notes = new Map<string, readonly JobData[]>();
  /** What the next save of a running job fails with; the ones after it succeed. */
  failedSave: Error | undefined;

  /** As a server that lost what it stored: every process is notified. */
  empty(): void {
    this.jobs.clear();
    for (const notify of this.onEmptied) notify();
  }

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
  readonly process = randomUUID();
  readonly #slots = new Map<string, WorkerSlots>();
  readonly #timer: NodeJS.Timeout;
  #gone = false;
  #taking: Promise<void> = Promise.resolve();

  constructor(
    private readonly server: StrictJobServer,
    private readonly now: () => number,
  ) {
    this.server.processes.add(this.process);
    this.#timer = setInterval(() => this.wake(), pollMs);
    this.#timer.unref();
  }

  async add(job: NewJob): Promise<void> {
    checkJob(job);
    await nextTurn();
    this.#add(job);
    this.wake();
  }

  async bury(job: NewJob, attempts: number, fault: string): Promise<void> {
    checkJob(job);
    await nextTurn();
    const key = `${job.queue}:${job.id}`;
    if (!this.server.jobs.has(key)) this.server.jobs.set(key, { ...firstStored(job), state: 'dead', attempts, fault });
  }

  work(queue: string, worker: Worker): void {
    this.#slots.set(queue, new WorkerSlots(worker, this.now, quiet));
    this.wake();
  }

  async get(queue: string, id: string): Promise<FoundJob | undefined> {
    await nextTurn();
    const stored = this.server.jobs.get(`${queue}:${id}`);
    if (stored === undefined) return undefined;
    const { job, state, dueAt, attempts, fault } = stored;
    return { ...structuredClone(job), dueAt, state, attempts, fault };
  }

  async remove(queue: string, id: string): Promise<void> {
    await nextTurn();
    this.#remove(queue, id);
  }

  async removeGroup(queue: string, group: string): Promise<void> {
    await nextTurn();
    for (const { job } of this.#of(queue, null, group)) this.#remove(queue, job.id);
    this.server.notes.delete(`${queue}:${group}`);
  }

  async promoteGroup(queue: string, group: string): Promise<void> {
    await nextTurn();
    for (const each of this.#of(queue, 'waiting', group))
      if (each.attempts === 0) each.dueAt = Math.min(each.dueAt, this.now());
    for (const each of this.#of(queue, 'running', group)) each.promoted = true;
    this.wake();
  }

  async dead(queue: string, limit: number, group?: string): Promise<readonly DeadJob[]> {
    await nextTurn();
    return this.#of(queue, 'dead', group)
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

  async counts(queue: string, group?: string): Promise<JobCounts> {
    await nextTurn();
    const waiting = this.#of(queue, 'waiting', group);
    const dues = waiting.filter((each) => !this.#heldBack(each)).map(({ dueAt }) => dueAt);
    return {
      waiting: waiting.length,
      running: this.#of(queue, 'running', group).length,
      dead: this.#of(queue, 'dead', group).length,
      nextDueAt: dues.length === 0 ? null : Math.min(...dues),
    };
  }

  fault(): string | null {
    return null;
  }

  async hasEnded(process: string): Promise<boolean> {
    await nextTurn();
    return !this.server.processes.has(process);
  }

  isCutOff(): boolean {
    return this.#gone;
  }

  onEmptied(listener: () => void): void {
    this.server.onEmptied.add(listener);
  }

  async note(queue: string, group: string, note: JobData, most: number): Promise<void> {
    await nextTurn();
    const key = `${queue}:${group}`;
    if (!this.#gone)
      this.server.notes.set(key, [structuredClone(note), ...(this.server.notes.get(key) ?? [])].slice(0, most));
  }

  async notes(queue: string, group: string, limit: number): Promise<readonly JobData[]> {
    await nextTurn();
    return structuredClone((this.server.notes.get(`${queue}:${group}`) ?? []).slice(0, limit));
  }

  wake(): void {
    this.#taking = this.#taking.then(() => this.#takeDue());
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all([...this.#slots.values()].map((slots) => slots.close()));
    this.#gone = true;
    this.server.processes.delete(this.process);
  }

  /** As SIGKILL: nothing of this process reaches the server any more. */
  kill(): void {
    clearInterval(this.#timer);
    this.#gone = true;
    this.server.processes.delete(this.process);
  }

  #of(queue: string, state: Stored['state'] | null, group?: string): Stored[] {
    return [...this.server.jobs.values()].filter(
      (stored) =>
        stored.job.queue === queue &&
        (state === null || stored.state === state) &&
        (group === undefined || stored.job.group === group),
    );
  }

  /** Another of its series runs, or has a lower place or id. */
  #heldBack({ job }: Stored): boolean {
    const { series, place = 0, id } = job;
    if (series === undefined) return false;
    const precedes = (other: NewJob): boolean =>
      (other.place ?? 0) === place ? other.id < id : (other.place ?? 0) < place;
    return [...this.server.jobs.values()].some(
      (other) =>
        other.job.queue === job.queue &&
        other.job.series === series &&
        other.state !== 'dead' &&
        (precedes(other.job) || (other.state === 'running' && other.job.id !== id)),
    );
  }

  #add(job: NewJob): void {
    if (this.#gone) return;
    const key = `${job.queue}:${job.id}`;
    const known = this.server.jobs.get(key);
    const dueAt = Math.ceil(job.dueAt);
    if (known === undefined) this.server.jobs.set(key, firstStored(job));
    else if (known.state === 'waiting') known.dueAt = Math.min(known.dueAt, dueAt);
    else if (known.state === 'running') {
      known.againAt = Math.min(known.againAt ?? dueAt, dueAt);
      known.removed = false;
    }
  }

  #remove(queue: string, id: string): void {
    const known = this.server.jobs.get(`${queue}:${id}`);
    if (known?.state === 'running') {
      known.removed = true;
      known.againAt = null;
    } else this.server.jobs.delete(`${queue}:${id}`);
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
        if (stored.removed) this.server.jobs.delete(`${stored.job.queue}:${stored.job.id}`);
      }
  }

  #takeOne(queue: string, slots: WorkerSlots): boolean {
    const due = this.#of(queue, 'waiting')
      .filter((each) => each.dueAt <= this.now() && !slots.runs(each.job.id) && !this.#heldBack(each))
      .sort((a, b) => a.dueAt - b.dueAt)
      .map((each) => ({ vendor: each.job.vendor, group: each.job.group ?? '', stored: each }));
    const stored = slots.next(due)?.stored;
    if (stored === undefined) return false;
    stored.state = 'running';
    stored.owner = this;
    stored.attempts += 1;
    stored.leaseUntil = this.now() + leaseMs;
    const { job, attempts } = stored;
    const keeping = {
      data: async (data: JobData, added: readonly NewJob[]): Promise<void> => {
        const { failedSave } = this.server;
        this.server.failedSave = undefined;
        if (failedSave !== undefined) throw failedSave;
        for (const each of added) this.#add(each);
        await nextTurn();
        if (!this.#gone && stored.owner === this) stored.job = { ...stored.job, data: structuredClone(data) };
      },
      end: (ended: Ended): void => this.#store(stored, ended),
    };
    slots.run({ ...structuredClone(job), dueAt: stored.dueAt }, attempts, keeping, () => this.wake());
    return true;
  }

  #store(stored: Stored, ended: Ended): void {
    if (this.#gone) return;
    if (stored.owner !== this) {
      // Its lease was lost while its process lives: this attempt did not end its process.
      stored.attempts = Math.max(0, stored.attempts - 1);
      return;
    }
    const wait = (dueAt: number, attempts: number): void => {
      Object.assign(stored, { state: 'waiting', dueAt: Math.ceil(dueAt), attempts, owner: null, againAt: null });
      stored.promoted = false;
    };
    const promotedTo = stored.promoted ? this.now() : Infinity;
    if (stored.removed) this.server.jobs.delete(`${stored.job.queue}:${stored.job.id}`);
    else if (ended.kind === 'interrupted') wait(stored.dueAt, stored.attempts - 1);
    else if (ended.kind === 'retry') wait(ended.dueAt, stored.attempts);
    else if (ended.kind === 'dead') Object.assign(stored, { state: 'dead', fault: ended.fault, owner: null });
    else if (ended.kind === 'again') wait(Math.min(ended.dueAt, stored.againAt ?? Infinity, promotedTo), 0);
    else if (stored.againAt !== null) wait(stored.againAt, 0);
    else this.server.jobs.delete(`${stored.job.queue}:${stored.job.id}`);
  }
}

const firstStored = (job: NewJob): Stored => ({
  job: structuredClone(job),
  state: 'waiting',
  dueAt: Math.ceil(job.dueAt),
  attempts: 0,
  againAt: null,
  promoted: false,
  removed: false,
  fault: null,
  owner: null,
  leaseUntil: 0,
});
