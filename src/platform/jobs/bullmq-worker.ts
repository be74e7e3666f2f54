import { setTimeout as sleep } from 'node:timers/promises';
import { BullmqAttempts, type LockTimes, type Ticket } from './bullmq-attempts.js';
import { added, ended, handedBack, type JobRecord, jobOf, laneNamed, laneOf, released, taken } from './job-record.js';
import { type JobData, JobsUnreachable, type NewJob, type Worker } from './jobs.js';
import { type LinkLog, messageOf, type RedisLink } from './redis-link.js';
import type { RedisRecords } from './redis-records.js';
import { type ServerClock, shownJob, storedJob } from './server-clock.js';
import { type Ended, WorkerSlots } from './worker-slots.js';

/**
 * Other processes may have added work or died without a message, and a clock may be set forward while a timer runs:
 * the queue is read at least this often, in ms.
 */
const longestWait = 1_000;
/** Before a change is repeated that the server did not take. */
const repeatMs = 50;

/**
 * Takes the jobs of one queue in this process. A round reads which lanes have due jobs, offers the first job of the
 * lane whose turn it is as an attempt, and runs the attempt that it gets. The record decides whether it may run.
 */
export class BullmqWorker {
  readonly #slots: WorkerSlots;
  readonly #attempts: BullmqAttempts;
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> | undefined;
  #again = false;
  #sweepAt = 0;
  #stalled = true;
  #closed = false;
  /** Epoch milliseconds: until then the end of an attempt is stored again where the server did not take it. */
  #storeUntil = Infinity;

  constructor(
    private readonly queue: string,
    worker: Worker,
    private readonly records: RedisRecords,
    private readonly link: RedisLink,
    private readonly times: LockTimes,
    private readonly clock: ServerClock,
    private readonly logger: LinkLog,
  ) {
    this.#slots = new WorkerSlots(worker, clock.local, logger);
    const on = {
      lost: (id: string) => this.#slots.abort(id),
      stalled: () => {
        this.#stalled = true;
        this.wake();
      },
    };
    this.#attempts = new BullmqAttempts(link, queue, times, on, logger);
    // What was sent over the connection before may have no answer.
    link.bull.on('ready', () => {
      this.#sweepAt = 0;
      this.wake();
    });
    this.wake();
  }

  /** Begins a round, or one more after the round that runs. */
  wake(): void {
    if (this.#closed) return;
    if (this.#round !== undefined) {
      this.#again = true;
      return;
    }
    this.#round = this.#rounds().finally(() => {
      this.#round = undefined;
      if (this.#again) this.wake();
    });
  }

  /** Others may have taken over what this process runs. */
  abort(): void {
    this.#slots.abortAll();
  }

  /** Aborts what runs and waits until its end is stored. */
  async finish(): Promise<void> {
    this.#closed = true;
    this.#storeUntil = Date.now() + this.link.limitMs;
    clearTimeout(this.#timer);
    await this.#slots.close();
  }

  /**
   * After `finish`, and after the link was closed. A call that waits inside BullMQ for a connection to a server that is
   * gone never returns: it is left behind after the link's time limit.
   */
  async close(): Promise<void> {
    const waiting = new AbortController();
    const ended = (async () => {
      await this.#round;
      await this.#attempts.close();
    })().finally(() => waiting.abort());
    const limit = sleep(this.link.limitMs, undefined, { signal: waiting.signal }).catch(() => undefined);
    await Promise.race([ended, limit]);
  }

  async #rounds(): Promise<void> {
    clearTimeout(this.#timer);
    let wait = longestWait;
    try {
      do {
        this.#again = false;
        await this.#takeOffered();
        await this.#takeDue();
      } while (this.#again && !this.#closed);
      const nextDueAt = await this.records.nextDueAt(this.queue);
      if (nextDueAt !== null && nextDueAt > this.clock.now()) wait = Math.min(wait, nextDueAt - this.clock.now());
    } catch (error) {
      // The link reports a server that does not answer, and the next round tries again.
      if (!(error instanceof JobsUnreachable) && !this.link.closed && this.link.fault === null)
        this.logger.error({ queue: this.queue, fault: messageOf(error) }, 'due jobs could not be taken');
    }
    if (this.#closed || this.link.closed) return;
    this.#timer = setTimeout(() => this.wake(), Math.max(1, wait));
    this.#timer.unref();
  }

  /** What dead processes ran, what they offered and did not take, and what this one took without an answer. */
  async #takeOffered(): Promise<void> {
    if (Date.now() >= this.#sweepAt) {
      this.#sweepAt = Date.now() + this.times.stalledMs;
      this.#stalled = true;
      await this.#attempts.releaseUnanswered();
      // A running job is offered unless its process died between its record and its lock: offering it twice is once.
      for (const id of await this.records.running(this.queue))
        if (!this.#slots.runs(id)) await this.#attempts.offer(id);
    }
    if (!this.#stalled) return;
    while (this.#slots.free)
      if (!(await this.#takeOne())) {
        this.#stalled = false;
        return;
      }
  }

  async #takeDue(): Promise<void> {
    for (let took = true; took && this.#slots.free;) {
      took = false;
      const due = await this.records.due(this.queue, this.clock.now(), this.#slots.worker.concurrency);
      const lanes = due.map((lane) => ({ ...lane, ids: lane.ids.filter((id) => !this.#slots.runs(id)) }));
      while (this.#slots.free) {
        const id = this.#slots.next(lanes.filter(({ ids }) => ids.length > 0))?.ids.shift();
        if (id === undefined) break;
        await this.#attempts.offer(id);
        took = (await this.#takeOne()) || took;
      }
    }
  }

  /** Runs the attempt that was offered first, where its record allows it; false where none is offered. */
  async #takeOne(): Promise<boolean> {
    const ticket = await this.#attempts.next();
    if (ticket === undefined) return false;
    const record = await this.#persist(() => this.#claim(ticket));
    if (record === undefined) {
      await this.#attempts.finish(ticket);
      return true;
    }
    this.#slots.run(
      shownJob(jobOf(this.queue, ticket.id, record), this.clock),
      record.attempts,
      {
        data: (data, jobs) => this.#persist(() => this.#save(ticket, data, jobs)),
        end: async (end) => {
          await this.#persist(() => this.#store(ticket, end));
          await this.#attempts.finish(ticket);
        },
      },
      () => this.wake(),
    );
    return true;
  }

  /** The record with its attempt counted; undefined where this process may not run it now. */
  #claim({ id, attempt }: Ticket): Promise<JobRecord | undefined> {
    return this.records.transact(async (transaction) => {
      const record = await transaction.get(this.queue, id);
      if (record === undefined || record.state === 'dead') return undefined;
      // An earlier try of this transaction was stored after all.
      if (record.attempt === attempt) return record;
      if (record.removed) {
        transaction.put(this.queue, id, undefined);
        return undefined;
      }
      if (record.state === 'waiting' && (record.held || record.dueAt > this.clock.now())) return undefined;
      if (this.#slots.runs(id) || this.#slots.next([laneNamed(laneOf(record))]) === undefined) {
        transaction.put(this.queue, id, released(record));
        return undefined;
      }
      const claimed = taken(record, attempt);
      transaction.put(this.queue, id, claimed);
      return claimed;
    });
  }

  /**
   * An attempt that is not the record's any more adds nothing and is aborted: after the server was emptied, what it
   * adds would run before the earlier jobs that were lost, and are added again.
   */
  async #save({ id, attempt }: Ticket, data: JobData, jobs: readonly NewJob[]): Promise<void> {
    const isOwn = await this.records.transact(async (transaction) => {
      const record = await transaction.get(this.queue, id);
      if (record?.attempt !== attempt) return false;
      transaction.put(this.queue, id, { ...record, data });
      for (const queue of new Set(jobs.map((job) => job.queue)))
        await transaction.load(
          queue,
          jobs.flatMap((job) => (job.queue === queue ? [job.id] : [])),
        );
      for (const job of jobs.map((each) => storedJob(each, this.clock)))
        transaction.put(job.queue, job.id, added(await transaction.get(job.queue, job.id), job));
      return true;
    });
    if (!isOwn) this.#slots.abort(id);
  }

  /**
   * An attempt whose lease was lost stores nothing of the job, which is another's by now; but it has not ended its
   * process, and counts no more.
   */
  #store({ id, attempt }: Ticket, end: Ended): Promise<void> {
    return this.records.transact(async (transaction) => {
      const record = await transaction.get(this.queue, id);
      if (record?.attempt === attempt)
        transaction.put(this.queue, id, ended(record, storedEnd(end, this.clock), this.clock.now()));
      else if (record !== undefined && record.state !== 'dead') transaction.put(this.queue, id, handedBack(record));
    });
  }

  /** Repeats a change that can be repeated until the server answers, or until the link is given up at the close. */
  async #persist<T>(change: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await change();
      } catch (error) {
        if (!(error instanceof JobsUnreachable) || Date.now() >= this.#storeUntil || this.link.closed) throw error;
        await sleep(repeatMs);
      }
    }
  }
}

const storedEnd = (end: Ended, clock: ServerClock): Ended =>
  end.kind === 'again' || end.kind === 'retry' ? { ...end, dueAt: clock.stored(end.dueAt) } : end;
