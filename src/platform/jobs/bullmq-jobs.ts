import { BullmqWorker } from './bullmq-worker.js';
import type { LockTimes } from './bullmq-attempts.js';
import { added, buried, jobOf, type JobRecord, promoted, removed, retried } from './job-record.js';
import {
  checkJob,
  type DeadJob,
  type FoundJob,
  type JobCounts,
  type JobData,
  type Jobs,
  type NewJob,
  type Worker,
} from './jobs.js';
import { type LinkLog, RedisLink } from './redis-link.js';
import { dueChannel } from './redis-keys.js';
import { RedisMark } from './redis-mark.js';
import { RedisPresence } from './redis-presence.js';
import type { RedisPlace } from './redis-place.js';
import { RedisRecords } from './redis-records.js';
import { ServerClock, shownJob, storedJob } from './server-clock.js';

/** Times of the engine, in milliseconds. */
export interface BullmqTimes extends LockTimes {
  /** How long a call waits for a server that does not answer. */
  readonly limitMs: number;
}

/**
 * A lock is renewed three times in its life: a server or a process that is silent for 10 s costs nothing. A killed
 * process is replaced within a lock and a check.
 */
export const bullmqTimes: BullmqTimes = { leaseMs: 15_000, stalledMs: 5_000, limitMs: 5_000 };

/**
 * Due work in a Redis server, for any number of processes: what is due is in records of its own, what runs is run by
 * BullMQ (README). A server that was emptied is noticed within a second; the listeners of `onEmptied` then add again.
 */
export class BullmqJobs implements Jobs {
  readonly #records: RedisRecords;
  readonly #workers = new Map<string, BullmqWorker>();
  readonly #mark: RedisMark;
  readonly #presence: RedisPresence;
  readonly #clock: ServerClock;
  #closing: Promise<void> | undefined;

  private constructor(
    private readonly link: RedisLink,
    now: () => number,
    private readonly logger: LinkLog,
    private readonly lockTimes: LockTimes,
  ) {
    this.#clock = new ServerClock(now, link);
    this.#records = new RedisRecords(link);
    this.#mark = new RedisMark(link);
    this.#presence = new RedisPresence(link, lockTimes.leaseMs, () => {
      for (const worker of this.#workers.values()) worker.abort();
    });
    link.messages.on('message', (_channel, queue: string) => this.#workers.get(queue)?.wake());
    const subscribe = (): unknown => link.messages.subscribe(dueChannel(link.place.prefix)).catch(() => undefined);
    link.messages.on('ready', subscribe);
    if (link.messages.status === 'ready') subscribe();
  }

  /** @throws StoreUnusable where the server must not be used for jobs; one that is silent is waited for meanwhile */
  static async open(place: RedisPlace, now: () => number, logger: LinkLog): Promise<BullmqJobs> {
    return BullmqJobs.over(await RedisLink.open(place, bullmqTimes.limitMs, logger), now, logger);
  }

  /** Over a link of its own, which it closes. */
  static async over(
    link: RedisLink,
    now: () => number,
    logger: LinkLog,
    lockTimes: LockTimes = bullmqTimes,
  ): Promise<BullmqJobs> {
    const jobs = new BullmqJobs(link, now, logger, lockTimes);
    await jobs.#mark.read().catch(() => undefined);
    await jobs.#presence.renew();
    return jobs;
  }

  fault(): string | null {
    return this.link.fault;
  }

  get process(): string {
    return this.#presence.process;
  }

  hasEnded(process: string): Promise<boolean> {
    return this.#presence.hasEnded(process);
  }

  isCutOff(): boolean {
    return this.#presence.isCutOff();
  }

  onEmptied(listener: () => void): void {
    this.#mark.onEmptied(listener);
  }

  async add(job: NewJob): Promise<void> {
    checkJob(job);
    await this.#change(job.queue, job.id, (record) => added(record, storedJob(job, this.#clock)));
  }

  async bury(job: NewJob, attempts: number, fault: string): Promise<void> {
    checkJob(job);
    await this.#change(job.queue, job.id, (record) => buried(record, storedJob(job, this.#clock), attempts, fault));
  }

  work(queue: string, worker: Worker): void {
    if (this.#workers.has(queue)) throw new TypeError(`queue ${queue} has a worker in this process`);
    this.#workers.set(
      queue,
      new BullmqWorker(queue, worker, this.#records, this.link, this.lockTimes, this.#clock, this.logger),
    );
  }

  async get(queue: string, id: string): Promise<FoundJob | undefined> {
    const record = await this.#records.get(queue, id);
    if (record === undefined) return undefined;
    const { state, attempts, fault } = record;
    return { ...this.#shown(queue, id, record), state, attempts, fault };
  }

  async remove(queue: string, id: string): Promise<void> {
    await this.#change(queue, id, removed);
  }

  async removeGroup(queue: string, group: string): Promise<void> {
    await this.#records.changeGroup(queue, group, removed, ['waiting', 'held', 'running', 'dead']);
    await this.#records.removeNotes(queue, group);
  }

  async promoteGroup(queue: string, group: string): Promise<void> {
    const now = this.#clock.now();
    await this.#records.changeGroup(queue, group, (record) => promoted(record, now), ['waiting', 'held', 'running']);
  }

  async dead(queue: string, limit: number, group?: string): Promise<readonly DeadJob[]> {
    return (await this.#records.dead(queue, limit, group)).map(([id, record]) => {
      return { ...this.#shown(queue, id, record), attempts: record.attempts, fault: record.fault ?? '' };
    });
  }

  async retry(queue: string, id: string): Promise<boolean> {
    const before = await this.#change(queue, id, (record) =>
      record?.state === 'dead' ? retried(record, this.#clock.now()) : record,
    );
    return before?.state === 'dead';
  }

  async counts(queue: string, group?: string): Promise<JobCounts> {
    const counts = await this.#records.counts(queue, group);
    return { ...counts, nextDueAt: counts.nextDueAt === null ? null : this.#clock.shown(counts.nextDueAt) };
  }

  note(queue: string, group: string, note: JobData, most: number): Promise<void> {
    return this.#records.note(queue, group, note, most);
  }

  notes(queue: string, group: string, limit: number): Promise<readonly JobData[]> {
    return this.#records.notes(queue, group, limit);
  }

  wake(): void {
    for (const worker of this.#workers.values()) worker.wake();
  }

  async close(): Promise<void> {
    this.#closing ??= this.#close();
    await this.#closing;
  }

  async #close(): Promise<void> {
    this.#mark.close();
    this.#presence.close();
    const workers = [...this.#workers.values()];
    await Promise.all(workers.map((worker) => worker.finish()));
    this.link.close();
    await Promise.all(workers.map((worker) => worker.close()));
  }

  #shown(queue: string, id: string, record: JobRecord): NewJob {
    return shownJob(jobOf(queue, id, record), this.#clock);
  }

  /** Changes one job; resolves with what it was. */
  #change(
    queue: string,
    id: string,
    change: (record: JobRecord | undefined) => JobRecord | undefined,
  ): Promise<JobRecord | undefined> {
    return this.#records.transact(async (transaction) => {
      const record = await transaction.get(queue, id);
      transaction.put(queue, id, change(record));
      return record;
    });
  }
}
