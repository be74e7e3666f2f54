import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../logging/logger.js';
import { openDurable, type DurableFile } from '../sqlite/durable-file.js';
import { columnsOf, firstDues, type InSeries, jobOf, type JobRow, precedes, statements } from './embedded-jobs-sql.js';
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
import { jobsFile } from './jobs-file.js';
import { type Ended, WorkerSlots } from './worker-slots.js';

/** A clock may be set forward while a timer runs: due work is looked for at least this often, in ms. */
const longestWait = 1_000;

/**
 * Due work in one SQLite file, owned by one process: the folder's lock proves that whatever another process ran has
 * ended, so its jobs wait again when the file is opened.
 */
export class EmbeddedJobs implements Jobs {
  readonly process = randomUUID();
  readonly #file: DurableFile;
  readonly #slots = new Map<string, WorkerSlots>();
  readonly #sql;
  #timer: NodeJS.Timeout | undefined;
  /** Why no job could be taken or ended when that was tried last, such as a full disk; null where it could. */
  #fault: string | null = null;
  /** Jobs whose end is not stored yet. */
  readonly #unstored = new Set<string>();
  readonly #closing = new AbortController();
  #closed = false;

  private constructor(
    file: DurableFile,
    private readonly now: () => number,
    private readonly logger: Pick<Logger, 'error' | 'warn'>,
  ) {
    this.#file = file;
    // Jobs may be lost and are found again: they need no fsync of their own.
    file.db.pragma('synchronous = NORMAL');
    // A checkpoint syncs, and holds up whoever asks this process meanwhile: rarely, then, where thousands of jobs end.
    file.db.pragma('wal_autocheckpoint = 10000');
    this.#sql = statements(file.db);
    const removed = file.db.prepare(`SELECT * FROM jobs WHERE state = 'running' AND removed = 1`).all() as JobRow[];
    file.db.prepare(`UPDATE jobs SET state = 'waiting', again_at = NULL, promoted = 0 WHERE state = 'running'`).run();
    for (const row of removed) this.#remove(row);
  }

  /**
   * @param folder holds `jobs.db`, made where absent
   * @param now epoch milliseconds
   * @throws StoreUnusable with nothing changed
   */
  static open(folder: string, now: () => number, logger: Pick<Logger, 'error' | 'warn'>): EmbeddedJobs {
    return new EmbeddedJobs(openDurable(folder, jobsFile), now, logger);
  }

  async add(job: NewJob): Promise<void> {
    checkJob(job);
    this.#together(() => this.#add(job));
    this.#takeSoon();
  }

  async bury(job: NewJob, attempts: number, fault: string): Promise<void> {
    checkJob(job);
    this.#sql.addDead.run({ ...columnsOf(job), attempts, fault });
  }

  work(queue: string, worker: Worker): void {
    if (this.#slots.has(queue)) throw new TypeError(`queue ${queue} has a worker in this process`);
    this.#slots.set(queue, new WorkerSlots(worker, this.now, this.logger));
    this.#takeSoon();
  }

  async get(queue: string, id: string): Promise<FoundJob | undefined> {
    const row = this.#sql.get.get(queue, id) as JobRow | undefined;
    return row === undefined
      ? undefined
      : { ...jobOf(row), state: row.state, attempts: row.attempts, fault: row.fault };
  }

  async remove(queue: string, id: string): Promise<void> {
    this.#together(() => this.#end(queue, id));
    this.#takeSoon();
  }

  async removeGroup(queue: string, group: string): Promise<void> {
    this.#together(() => {
      for (const id of this.#sql.idsOfGroup.all(queue, group) as string[]) this.#end(queue, id);
      this.#sql.removeNotes.run(queue, group);
    });
    this.#takeSoon();
  }

  async promoteGroup(queue: string, group: string): Promise<void> {
    this.#sql.promoteWaiting.run({ queue, group, now: this.now() });
    this.#sql.promoteRunning.run({ queue, group });
    this.#takeSoon();
  }

  async dead(queue: string, limit: number, group?: string): Promise<readonly DeadJob[]> {
    const rows =
      group === undefined ? this.#sql.dead.all({ queue, limit }) : this.#sql.deadOfGroup.all({ queue, limit, group });
    return (rows as JobRow[]).map((row) => {
      return { ...jobOf(row), attempts: row.attempts, fault: row.fault ?? '' };
    });
  }

  async retry(queue: string, id: string): Promise<boolean> {
    const retried = this.#together(() => {
      const { changes } = this.#sql.retry.run(this.now(), queue, id);
      if (changes === 1) this.#lead(this.#sql.get.get(queue, id) as JobRow);
      return changes === 1;
    });
    this.#takeSoon();
    return retried;
  }

  async counts(queue: string, group?: string): Promise<JobCounts> {
    const found = group === undefined ? this.#sql.counts.all({ queue }) : this.#sql.countsOfGroup.all({ queue, group });
    const rows = found as { state: string; count: number; next: number | null }[];
    const of = (state: string) => rows.find((row) => row.state === state);
    return {
      waiting: of('waiting')?.count ?? 0,
      running: of('running')?.count ?? 0,
      dead: of('dead')?.count ?? 0,
      nextDueAt: of('waiting')?.next ?? null,
    };
  }

  fault(): string | null {
    return this.#fault;
  }

  async hasEnded(process: string): Promise<boolean> {
    return process !== this.process;
  }

  isCutOff(): boolean {
    return false;
  }

  /** Nobody empties a file that this process holds. */
  onEmptied(): void {}

  async note(queue: string, group: string, note: JobData, most: number): Promise<void> {
    this.#together(() => {
      this.#sql.note.run(queue, group, JSON.stringify(note));
      this.#sql.trimNotes.run({ queue, group, most });
    });
  }

  async notes(queue: string, group: string, limit: number): Promise<readonly JobData[]> {
    return (this.#sql.notes.all(queue, group, limit) as string[]).map((text) => JSON.parse(text) as JobData);
  }

  wake(): void {
    this.#takeSoon();
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#closing.abort();
    clearTimeout(this.#timer);
    for (const slots of this.#slots.values()) await slots.close();
    this.#file.close();
  }

  #together<T>(work: () => T): T {
    return this.#file.db.transaction(work).immediate();
  }

  #add(job: NewJob): void {
    this.#sql.add.run(columnsOf(job));
    this.#lead({ queue: job.queue, series: job.series ?? null });
  }

  #remove({ queue, id, series }: Pick<JobRow, 'queue' | 'id' | 'series'>): void {
    this.#sql.remove.run(queue, id);
    this.#lead({ queue, series });
  }

  /** A job that waits or is dead goes; one that runs goes when it ends. */
  #end(queue: string, id: string): void {
    const row = this.#sql.get.get(queue, id) as JobRow | undefined;
    if (row === undefined) return;
    if (this.#slots.get(queue)?.runs(id)) this.#sql.markRemoved.run(queue, id);
    else this.#remove(row);
  }

  /** The first of a series by place and id leads it, once no other of its jobs runs. */
  #lead({ queue, series }: Pick<JobRow, 'queue' | 'series'>): void {
    if (series === null) return;
    const leader = this.#sql.leader.get({ queue, series }) as InSeries | undefined;
    if (leader?.state === 'running') return;
    const next = this.#sql.nextInSeries.get({ queue, series }) as InSeries | undefined;
    if (next === undefined || (leader !== undefined && precedes(leader, next))) return;
    if (leader !== undefined) this.#sql.holdBack.run(1, queue, leader.id);
    this.#sql.holdBack.run(0, queue, next.id);
  }

  #takeSoon(): void {
    setImmediate(() => this.#takeDue());
  }

  #takeDue(): void {
    if (this.#closed) return;
    try {
      for (const [queue, slots] of this.#slots) while (slots.free && this.#takeOne(queue, slots));
      if (this.#unstored.size === 0) this.#fault = null;
      this.#sleep();
    } catch (error) {
      // A full disk ends no process: questions are answered, and jobs are taken again when there is space.
      this.#failed(error, 'jobs cannot be taken');
      this.#sleepFor(longestWait);
    }
  }

  #failed(error: unknown, what: string): void {
    if (this.#fault === null) this.logger.error({ err: error }, what);
    this.#fault = (error as Error).message;
  }

  #takeOne(queue: string, slots: WorkerSlots): boolean {
    const due = slots.next(firstDues(this.#sql, queue).filter(({ dueAt }) => dueAt <= this.now()));
    if (due === undefined) return false;
    const row = this.#sql.get.get(queue, due.id) as JobRow;
    this.#sql.take.run(queue, row.id);
    slots.run(
      jobOf(row),
      row.attempts + 1,
      {
        data: async (data, added) => {
          this.#together(() => {
            this.#sql.save.run(JSON.stringify(data), queue, row.id);
            for (const job of added) this.#add(job);
          });
          this.#takeSoon();
        },
        end: (ended) => this.#untilStored(queue, row.id, ended),
      },
      () => this.#takeSoon(),
    );
    return true;
  }

  /** A job whose end cannot be stored, such as on a full disk, keeps its slot and runs no second time meanwhile. */
  async #untilStored(queue: string, id: string, ended: Ended): Promise<void> {
    const key = `${queue} ${id}`;
    while (!this.#unstored.has(key) || !this.#closed)
      try {
        this.#together(() => this.#store(queue, id, ended));
        this.#unstored.delete(key);
        return;
      } catch (error) {
        this.#unstored.add(key);
        this.#failed(error, 'the end of a job cannot be stored yet');
        await sleep(longestWait, undefined, { signal: this.#closing.signal }).catch(() => undefined);
      }
  }

  #store(queue: string, id: string, ended: Ended): void {
    const row = this.#sql.get.get(queue, id) as JobRow | undefined;
    if (row === undefined) return;
    const wait = (dueAt: number, attempts: number, fault: string | null): unknown =>
      this.#sql.wait.run({ queue, id, dueAt: Math.ceil(dueAt), attempts, fault });
    const promotedTo = row.promoted === 1 ? this.now() : Infinity;
    if (row.removed === 1) this.#sql.remove.run(queue, id);
    else if (ended.kind === 'interrupted') wait(row.due_at, row.attempts - 1, row.fault);
    else if (ended.kind === 'retry') wait(ended.dueAt, row.attempts, ended.fault);
    else if (ended.kind === 'dead') this.#sql.die.run(ended.fault, queue, id);
    else if (ended.kind === 'again') wait(Math.min(ended.dueAt, row.again_at ?? Infinity, promotedTo), 0, null);
    else if (row.again_at !== null) wait(row.again_at, 0, null);
    else this.#sql.remove.run(queue, id);
    this.#lead(row);
  }

  #sleep(): void {
    clearTimeout(this.#timer);
    const dues = [...this.#slots].flatMap(([queue, slots]) => {
      return slots.free ? firstDues(this.#sql, queue).map(({ dueAt }) => dueAt) : [];
    });
    if (dues.length > 0) this.#sleepFor(Math.min(...dues) - this.now());
  }

  #sleepFor(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#takeDue(), Math.min(Math.max(ms, 1), longestWait));
    this.#timer.unref();
  }
}
