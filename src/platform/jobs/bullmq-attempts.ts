import { randomUUID } from 'node:crypto';
import { createRedisBackend, type Job, Queue, Worker } from 'bullmq';
import { type LinkLog, messageOf, type RedisLink } from './redis-link.js';

/** Times of the locks, in milliseconds. */
export interface LockTimes {
  /** How long a lock outlives the process that held it. */
  readonly leaseMs: number;
  /** How often locks of dead processes are searched; a lock that is gone twice in a row is free. */
  readonly stalledMs: number;
}

/** An attempt that this process may run, and no other: BullMQ's job of the same id is locked under its token. */
export interface Ticket {
  readonly id: string;
  readonly attempt: string;
}

/**
 * The attempts of one queue, run by BullMQ: a job that is due is offered under its id; whoever gets it holds its lock,
 * renewed until it is finished; a lock that is not renewed is noticed by the stalled check of any process, and its job
 * is offered again. BullMQ's processor loop takes jobs first in, first out, and knows no turns of vendors and no other
 * clock: jobs are fetched by hand (`getNextJob`), as BullMQ provides for.
 */
export class BullmqAttempts {
  readonly #queue: Queue;
  readonly #worker: Worker;
  readonly #running = new Map<string, Job>();
  /** Begins the token of every attempt of this process. */
  readonly #process = randomUUID();
  readonly #renewal: NodeJS.Timeout;
  #renewing = false;

  constructor(
    private readonly link: RedisLink,
    queue: string,
    private readonly times: LockTimes,
    private readonly on: { readonly lost: (id: string) => void; readonly stalled: () => void },
    private readonly logger: LinkLog,
  ) {
    const connection = link.bull;
    const prefix = `${link.place.prefix}:attempts`;
    this.#queue = new Queue(queue, { connection, prefix, streams: { events: { maxLen: 100 } } });
    this.#worker = new Worker(
      queue,
      null,
      {
        connection,
        prefix,
        autorun: false,
        lockDuration: times.leaseMs,
        stalledInterval: times.stalledMs,
        // Attempts are counted in the record: BullMQ gives up on none.
        maxStalledCount: Number.MAX_SAFE_INTEGER,
      },
      // Fetching by hand never blocks: no second connection for it.
      (name, options) => createRedisBackend(name, options),
    );
    const failed = (error: Error): void => {
      if (!link.closed && link.fault === null) this.logger.error({ queue, fault: messageOf(error) }, 'BullMQ failed');
    };
    this.#queue.on('error', failed);
    this.#worker.on('error', failed);
    this.#worker.on('stalled', () => this.on.stalled());
    void this.#worker.startStalledCheckTimer();
    this.#renewal = setInterval(() => void this.#renew(), times.leaseMs / 3);
    this.#renewal.unref();
    link.store.once('end', () => void this.close());
  }

  /** Changes nothing where the job is offered or runs. */
  async offer(id: string): Promise<void> {
    await this.#queue.add('attempt', {}, { jobId: id, removeOnComplete: true, removeOnFail: true });
  }

  /** Locks what was offered first; undefined where nothing is. */
  async next(): Promise<Ticket | undefined> {
    const attempt = `${this.#process}/${randomUUID()}`;
    const job = await this.#worker.getNextJob(attempt, { block: false });
    if (job?.id === undefined) return undefined;
    this.#running.set(attempt, job);
    return { id: job.id, attempt };
  }

  /**
   * Unlocks the job; the same id can be offered again. A lock that was lost meanwhile is another's, or nobody's: then
   * the job is dropped, which would otherwise wait for the stalled check with everything that is behind it.
   */
  async finish({ id, attempt }: Ticket): Promise<void> {
    const job = this.#running.get(attempt);
    this.#running.delete(attempt);
    try {
      await job?.moveToCompleted(null, attempt, false);
    } catch (error) {
      this.logger.warn({ job: id, fault: messageOf(error) }, 'the lock of an attempt was lost before its end');
      // Changes nothing where the job is locked.
      await this.#queue.remove(id).catch(() => undefined);
    }
  }

  /**
   * Unlocks what was locked for this process by calls whose answers were lost: nobody runs it, and its lock would keep
   * everybody from it until it runs out. Not while `next` is under way.
   */
  async releaseUnanswered(): Promise<void> {
    const ids = await this.#queue.getRanges(['active'], 0, -1);
    if (ids.length === 0) return;
    const locks = await this.link.bull.mget(ids.map((id) => `${this.#queue.toKey(id)}:lock`));
    for (const [index, lock] of locks.entries()) {
      if (lock?.startsWith(this.#process) !== true || this.#running.has(lock)) continue;
      const job = await this.#queue.getJob(ids[index]!);
      // Its lock may have run out meanwhile: the stalled check has it then.
      await job?.moveToCompleted(null, lock, false).catch(() => undefined);
    }
  }

  /** When the connections have ended. What runs is not unlocked: its locks run out. */
  async close(): Promise<void> {
    clearInterval(this.#renewal);
    await this.#worker.close(true);
    await this.#queue.close();
  }

  async #renew(): Promise<void> {
    if (this.#renewing || this.#running.size === 0) return;
    this.#renewing = true;
    try {
      const attempts = [...this.#running];
      const ids = attempts.map(([, job]) => job.id!);
      const tokens = attempts.map(([attempt]) => attempt);
      const lost = await this.#worker.extendJobLocks(ids, tokens, this.times.leaseMs);
      // One that has ended meanwhile has given its lock back by itself.
      for (const [attempt, job] of attempts)
        if (lost.includes(job.id!) && this.#running.has(attempt)) this.on.lost(job.id!);
    } catch {
      // The connection failed, which the link reports: the next renewal shows what is still held.
    } finally {
      this.#renewing = false;
    }
  }
}
