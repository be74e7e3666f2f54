import { BullmqWorker } from './bullmq-worker.js';
import type { LockTimes } from './bullmq-attempts.js';
import { added, jobOf, removed, retried } from './job-record.js';
import { checkJob, type DeadJob, type JobCounts, type Jobs, type NewJob, type Worker } from './jobs.js';
import { type LinkLog, RedisLink } from './redis-link.js';
import { RedisMark } from './redis-mark.js';
import type { RedisPlace } from './redis-place.js';
import { dueChannel, RedisRecords } from './redis-records.js';

/** Times of the engine, in milliseconds. */
export interface BullmqTimes extends LockTimes {
  /** How long a call waits for a server that does not answer. */
  readonly limitMs: number;
}

const times: BullmqTimes = { leaseMs: 30_000, stalledMs: 15_000, limitMs: 5_000 };

/**
 * Due work in a Redis server, for any number of processes: what is due is in records of its own, what runs is run by
 * BullMQ (README). A server that was emptied is noticed within a second; the listeners of `onEmptied` then add again.
 */
export class BullmqJobs implements Jobs {
  readonly #records = new Map<string, RedisRecords>();
  readonly #workers = new Map<string, BullmqWorker>();
  readonly #mark: RedisMark;
  #closing: Promise<void> | undefined;

  private constructor(
    private readonly link: RedisLink,
    private readonly now: () => number,
    private readonly logger: LinkLog,
    private readonly lockTimes: LockTimes,
  ) {
    this.#mark = new RedisMark(link);
    link.messages.on('message', (_channel, queue: string) => this.#workers.get(queue)?.wake());
    const subscribe = (): unknown => link.messages.subscribe(dueChannel(link.place.prefix)).catch(() => undefined);
    link.messages.on('ready', subscribe);
    if (link.messages.status === 'ready') subscribe();
  }

  /** @throws StoreUnusable where the server must not be used for jobs; one that is silent is waited for meanwhile */
  static async open(place: RedisPlace, now: () => number, logger: LinkLog): Promise<BullmqJobs> {
    return BullmqJobs.over(await RedisLink.open(place, times.limitMs, logger), now, logger);
  }

  /** Over a link of its own, which it closes. */
  static async over(
    link: RedisLink,
    now: () => number,
    logger: LinkLog,
    lockTimes: LockTimes = times,
  ): Promise<BullmqJobs> {
    const jobs = new BullmqJobs(link, now, logger, lockTimes);
    await jobs.#mark.read().catch(() => undefined);
    return jobs;
  }

  fault(): string | null {
    return this.link.fault;
  }

  onEmptied(listener: () => void): void {
    this.#mark.onEmptied(listener);
  }

  async add(job: NewJob): Promise<void> {
    checkJob(job);
    await this.#of(job.queue).transact(async (transaction) => {
      transaction.put(job.id, added(await transaction.get(job.id), job));
    });
  }

  work(queue: string, worker: Worker): void {
    if (this.#workers.has(queue)) throw new TypeError(`queue ${queue} has a worker in this process`);
    this.#workers.set(
      queue,
      new BullmqWorker(queue, worker, this.#of(queue), this.link, this.lockTimes, this.now, this.logger),
    );
  }

  async remove(queue: string, id: string): Promise<void> {
    await this.#of(queue).transact(async (transaction) => {
      transaction.put(id, removed(await transaction.get(id)));
    });
  }

  async dead(queue: string, limit: number): Promise<readonly DeadJob[]> {
    return (await this.#of(queue).dead(limit)).map(([id, record]) => ({
      ...jobOf(queue, id, record),
      attempts: record.attempts,
      fault: record.fault ?? '',
    }));
  }

  async retry(queue: string, id: string): Promise<boolean> {
    return this.#of(queue).transact(async (transaction) => {
      const record = await transaction.get(id);
      if (record?.state !== 'dead') return false;
      transaction.put(id, retried(record, this.now()));
      return true;
    });
  }

  counts(queue: string): Promise<JobCounts> {
    return this.#of(queue).counts();
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
    const workers = [...this.#workers.values()];
    await Promise.all(workers.map((worker) => worker.finish()));
    this.link.close();
    await Promise.all(workers.map((worker) => worker.close()));
  }

  #of(queue: string): RedisRecords {
    const records = this.#records.get(queue) ?? new RedisRecords(this.link, queue);
    this.#records.set(queue, records);
    return records;
  }
}
