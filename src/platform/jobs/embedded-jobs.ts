import type Database from 'better-sqlite3';
import type { Logger } from '../logging/logger.js';
import { openDurable, type DurableFile } from '../sqlite/durable-file.js';
import { checkJob, type DeadJob, type JobCounts, type JobData, type Jobs, type NewJob, type Worker } from './jobs.js';
import { jobsFile } from './jobs-file.js';
import { type Ended, WorkerSlots } from './worker-slots.js';

/** A clock may be set forward while a timer runs: due work is looked for at least this often, in ms. */
const longestWait = 1_000;

interface JobRow {
  readonly queue: string;
  readonly id: string;
  readonly vendor: string;
  readonly due_at: number;
  readonly attempts: number;
  readonly again_at: number | null;
  readonly removed: number;
  readonly fault: string | null;
  readonly data: string;
}

/**
 * Due work in one SQLite file, owned by one process: the folder's lock proves that whatever another process ran has
 * ended, so its jobs wait again when the file is opened.
 */
export class EmbeddedJobs implements Jobs {
  readonly #file: DurableFile;
  readonly #slots = new Map<string, WorkerSlots>();
  readonly #sql;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  private constructor(
    file: DurableFile,
    private readonly now: () => number,
    private readonly logger: Pick<Logger, 'error' | 'warn'>,
  ) {
    this.#file = file;
    // Jobs may be lost and are found again: they need no fsync of their own.
    file.db.pragma('synchronous = NORMAL');
    file.db.prepare(`DELETE FROM jobs WHERE state = 'running' AND removed = 1`).run();
    file.db.prepare(`UPDATE jobs SET state = 'waiting', again_at = NULL WHERE state = 'running'`).run();
    this.#sql = statements(file.db);
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
    const { queue, id, vendor, dueAt, data } = job;
    this.#sql.add.run({ queue, id, vendor, dueAt: Math.ceil(dueAt), data: JSON.stringify(data) });
    this.#takeSoon();
  }

  work(queue: string, worker: Worker): void {
    if (this.#slots.has(queue)) throw new TypeError(`queue ${queue} has a worker in this process`);
    this.#slots.set(queue, new WorkerSlots(worker, this.now, this.logger));
    this.#takeSoon();
  }

  async remove(queue: string, id: string): Promise<void> {
    if (this.#slots.get(queue)?.runs(id)) this.#sql.markRemoved.run(queue, id);
    else this.#sql.remove.run(queue, id);
  }

  async dead(queue: string, limit: number): Promise<readonly DeadJob[]> {
    return (this.#sql.dead.all(queue, limit) as JobRow[]).map((row) => ({
      ...jobOf(row),
      attempts: row.attempts,
      fault: row.fault ?? '',
    }));
  }

  async retry(queue: string, id: string): Promise<boolean> {
    const { changes } = this.#sql.retry.run(this.now(), queue, id);
    this.#takeSoon();
    return changes === 1;
  }

  async counts(queue: string): Promise<JobCounts> {
    const rows = this.#sql.counts.all(queue) as { state: string; count: number; next: number }[];
    const of = (state: string) => rows.find((row) => row.state === state);
    return {
      waiting: of('waiting')?.count ?? 0,
      running: of('running')?.count ?? 0,
      dead: of('dead')?.count ?? 0,
      nextDueAt: of('waiting')?.next ?? null,
    };
  }

  /** A file of this process is reached while it is open. */
  fault(): string | null {
    return null;
  }

  /** Nobody empties a file that this process holds. */
  onEmptied(): void {}

  wake(): void {
    this.#takeSoon();
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#timer);
    for (const slots of this.#slots.values()) await slots.close();
    this.#file.close();
  }

  #takeSoon(): void {
    setImmediate(() => this.#takeDue());
  }

  #takeDue(): void {
    if (this.#closed) return;
    for (const [queue, slots] of this.#slots) while (slots.free && this.#takeOne(queue, slots));
    this.#sleep();
  }

  #takeOne(queue: string, slots: WorkerSlots): boolean {
    const due = this.#firstDues(queue).filter(({ dueAt }) => dueAt <= this.now());
    const vendor = slots.next(due.map((each) => each.vendor));
    if (vendor === undefined) return false;
    const row = this.#sql.firstDue.get(queue, vendor) as JobRow;
    this.#sql.take.run(queue, row.id);
    const attempt = row.attempts + 1;
    slots.run(
      jobOf(row),
      attempt,
      {
        data: async (data) => void this.#sql.save.run(JSON.stringify(data), queue, row.id),
        end: (ended) => this.#store(queue, row.id, ended),
      },
      () => this.#takeSoon(),
    );
    return true;
  }

  #store(queue: string, id: string, ended: Ended): void {
    const row = this.#sql.get.get(queue, id) as JobRow | undefined;
    if (row === undefined) return;
    const wait = (dueAt: number, attempts: number, fault: string | null): unknown =>
      this.#sql.wait.run({ queue, id, dueAt: Math.ceil(dueAt), attempts, fault });
    if (row.removed === 1) this.#sql.remove.run(queue, id);
    else if (ended.kind === 'interrupted') wait(row.due_at, row.attempts - 1, row.fault);
    else if (ended.kind === 'retry') wait(ended.dueAt, row.attempts, ended.fault);
    else if (ended.kind === 'dead') this.#sql.bury.run(ended.fault, queue, id);
    else if (ended.kind === 'again') wait(Math.min(ended.dueAt, row.again_at ?? Infinity), 0, null);
    else if (row.again_at !== null) wait(row.again_at, 0, null);
    else this.#sql.remove.run(queue, id);
  }

  /** Of each vendor the earliest job that waits, earliest first. */
  #firstDues(queue: string): readonly { readonly vendor: string; readonly dueAt: number }[] {
    return this.#sql.firstDues.all({ queue }) as { vendor: string; dueAt: number }[];
  }

  #sleep(): void {
    clearTimeout(this.#timer);
    const dues = [...this.#slots].flatMap(([queue, slots]) => {
      return slots.free ? this.#firstDues(queue).map(({ dueAt }) => dueAt) : [];
    });
    if (dues.length === 0) return;
    const wait = Math.min(...dues) - this.now();
    this.#timer = setTimeout(() => this.#takeDue(), Math.min(Math.max(wait, 1), longestWait));
    this.#timer.unref();
  }
}

const jobOf = ({ queue, id, vendor, due_at, data }: JobRow): NewJob => ({
  queue,
  id,
  vendor,
  dueAt: due_at,
  data: JSON.parse(data) as JobData,
});

const statements = (db: Database.Database) => ({
  add: db.prepare(`
    INSERT INTO jobs (queue, id, vendor, due_at, data) VALUES (@queue, @id, @vendor, @dueAt, @data)
    ON CONFLICT DO UPDATE SET
      due_at = iif(state = 'waiting', min(due_at, @dueAt), due_at),
      again_at = iif(state = 'running', min(ifnull(again_at, @dueAt), @dueAt), again_at),
      removed = 0`),
  save: db.prepare(`UPDATE jobs SET data = ? WHERE queue = ? AND id = ? AND state = 'running'`),
  take: db.prepare(`UPDATE jobs SET state = 'running', attempts = attempts + 1 WHERE queue = ? AND id = ?`),
  wait: db.prepare(`
    UPDATE jobs SET state = 'waiting', due_at = @dueAt, attempts = @attempts, fault = @fault, again_at = NULL
    WHERE queue = @queue AND id = @id`),
  bury: db.prepare(`UPDATE jobs SET state = 'dead', fault = ?, again_at = NULL WHERE queue = ? AND id = ?`),
  retry: db.prepare(
    `UPDATE jobs SET state = 'waiting', attempts = 0, due_at = ? WHERE queue = ? AND id = ? AND state = 'dead'`,
  ),
  remove: db.prepare('DELETE FROM jobs WHERE queue = ? AND id = ?'),
  markRemoved: db.prepare('UPDATE jobs SET removed = 1, again_at = NULL WHERE queue = ? AND id = ?'),
  get: db.prepare('SELECT * FROM jobs WHERE queue = ? AND id = ?'),
  dead: db.prepare(`SELECT * FROM jobs WHERE queue = ? AND state = 'dead' ORDER BY id LIMIT ?`),
  // A step of the recursion jumps to the next vendor in the index: the cost grows with vendors, not with jobs.
  firstDues: db.prepare(`
    WITH RECURSIVE vendors (vendor) AS (
      SELECT min(vendor) FROM jobs WHERE queue = @queue AND state = 'waiting'
      UNION ALL
      SELECT (SELECT min(vendor) FROM jobs WHERE queue = @queue AND state = 'waiting' AND vendor > vendors.vendor)
      FROM vendors WHERE vendor IS NOT NULL)
    SELECT vendor, (SELECT min(due_at) FROM jobs
      WHERE queue = @queue AND state = 'waiting' AND vendor = vendors.vendor) AS dueAt
    FROM vendors WHERE vendor IS NOT NULL ORDER BY dueAt, vendor`),
  firstDue: db.prepare(
    `SELECT * FROM jobs WHERE queue = ? AND state = 'waiting' AND vendor = ? ORDER BY due_at, id LIMIT 1`,
  ),
  counts: db.prepare('SELECT state, count(*) AS count, min(due_at) AS next FROM jobs WHERE queue = ? GROUP BY state'),
});
