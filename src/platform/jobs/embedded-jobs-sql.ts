import type Database from 'better-sqlite3';
import type { JobData, NewJob } from './jobs.js';
import type { Lane } from './worker-slots.js';

export interface JobRow {
  readonly state: 'waiting' | 'running' | 'dead';
  readonly queue: string;
  readonly id: string;
  readonly vendor: string;
  readonly job_group: string;
  readonly series: string | null;
  readonly place: number;
  readonly due_at: number;
  readonly attempts: number;
  readonly again_at: number | null;
  readonly removed: number;
  readonly promoted: number;
  readonly fault: string | null;
  readonly data: string;
}

/** The job of a vendor and group that is due first. */
interface DueRow {
  readonly vendor: string;
  readonly job_group: string;
  readonly id: string;
  readonly due_at: number;
}

/**
 * The indexes are named: without statistics SQLite prefers the primary key, which leads through a whole queue.
 * Of a series exactly one live job has `held_back = 0`; jobs without a series are never held back.
 */
export const statements = (db: Database.Database) => ({
  add: db.prepare(`
    INSERT INTO jobs (queue, id, vendor, job_group, series, place, held_back, due_at, data)
    VALUES (@queue, @id, @vendor, @group, @series, @place, @series IS NOT NULL, @dueAt, @data)
    ON CONFLICT DO UPDATE SET
      due_at = iif(state = 'waiting', min(due_at, @dueAt), due_at),
      again_at = iif(state = 'running', min(ifnull(again_at, @dueAt), @dueAt), again_at),
      removed = 0`),
  addDead: db.prepare(`
    INSERT INTO jobs (queue, id, vendor, job_group, series, place, state, due_at, attempts, fault, data)
    VALUES (@queue, @id, @vendor, @group, @series, @place, 'dead', @dueAt, @attempts, @fault, @data)
    ON CONFLICT DO NOTHING`),
  save: db.prepare(`UPDATE jobs SET data = ? WHERE queue = ? AND id = ? AND state = 'running'`),
  take: db.prepare(`UPDATE jobs SET state = 'running', attempts = attempts + 1 WHERE queue = ? AND id = ?`),
  wait: db.prepare(`
    UPDATE jobs SET state = 'waiting', due_at = @dueAt, attempts = @attempts, fault = @fault, again_at = NULL,
      promoted = 0
    WHERE queue = @queue AND id = @id`),
  die: db.prepare(`
    UPDATE jobs SET state = 'dead', held_back = 0, fault = ?, again_at = NULL, promoted = 0
    WHERE queue = ? AND id = ?`),
  retry: db.prepare(`
    UPDATE jobs SET state = 'waiting', held_back = series IS NOT NULL, attempts = 0, due_at = ?
    WHERE queue = ? AND id = ? AND state = 'dead'`),
  remove: db.prepare('DELETE FROM jobs WHERE queue = ? AND id = ?'),
  markRemoved: db.prepare(`
    UPDATE jobs SET removed = 1, again_at = NULL WHERE queue = ? AND id = ? AND state = 'running'`),
  idsOfGroup: db.prepare('SELECT id FROM jobs INDEXED BY jobs_by_group WHERE queue = ? AND job_group = ?').pluck(),
  promoteWaiting: db.prepare(`
    UPDATE jobs INDEXED BY jobs_by_group SET due_at = @now
    WHERE queue = @queue AND job_group = @group AND state = 'waiting' AND attempts = 0 AND due_at > @now`),
  promoteRunning: db.prepare(`
    UPDATE jobs INDEXED BY jobs_by_group SET promoted = 1
    WHERE queue = @queue AND job_group = @group AND state = 'running'`),
  get: db.prepare('SELECT * FROM jobs WHERE queue = ? AND id = ?'),
  dead: db.prepare(`
    SELECT * FROM jobs INDEXED BY jobs_by_lane WHERE queue = @queue AND state = 'dead' ORDER BY id LIMIT @limit`),
  deadOfGroup: db.prepare(`
    SELECT * FROM jobs INDEXED BY jobs_by_group
    WHERE queue = @queue AND job_group = @group AND state = 'dead' ORDER BY id LIMIT @limit`),
  /** The live job of a series that is not held back, and the first of those that are. */
  leader: db.prepare(`
    SELECT id, state, place FROM jobs INDEXED BY jobs_by_series
    WHERE queue = @queue AND series = @series AND held_back = 0 AND state <> 'dead'`),
  nextInSeries: db.prepare(`
    SELECT id, state, place FROM jobs INDEXED BY jobs_by_series
    WHERE queue = @queue AND series = @series AND held_back = 1 AND state <> 'dead' ORDER BY place, id LIMIT 1`),
  holdBack: db.prepare('UPDATE jobs SET held_back = ? WHERE queue = ? AND id = ?'),
  // A step of the loop over it jumps to the next lane in the index: the cost grows with lanes, not with jobs.
  nextLane: db.prepare(`
    SELECT vendor, job_group, id, due_at FROM jobs INDEXED BY jobs_by_lane
    WHERE queue = @queue AND state = 'waiting' AND held_back = 0 AND (vendor, job_group) > (@vendor, @group)
    ORDER BY vendor, job_group, due_at, id LIMIT 1`),
  counts: db.prepare(`
    SELECT state, count(*) AS count, min(iif(held_back = 0, due_at, NULL)) AS next
    FROM jobs INDEXED BY jobs_by_lane WHERE queue = @queue GROUP BY state`),
  countsOfGroup: db.prepare(`
    SELECT state, count(*) AS count, min(iif(held_back = 0, due_at, NULL)) AS next
    FROM jobs INDEXED BY jobs_by_group WHERE queue = @queue AND job_group = @group GROUP BY state`),
  note: db.prepare('INSERT INTO notes (queue, job_group, note) VALUES (?, ?, ?)'),
  trimNotes: db.prepare(`
    DELETE FROM notes WHERE queue = @queue AND job_group = @group AND number <= (
      SELECT number FROM notes WHERE queue = @queue AND job_group = @group
      ORDER BY number DESC LIMIT 1 OFFSET @most)`),
  notes: db.prepare('SELECT note FROM notes WHERE queue = ? AND job_group = ? ORDER BY number DESC LIMIT ?').pluck(),
  removeNotes: db.prepare('DELETE FROM notes WHERE queue = ? AND job_group = ?'),
});

/** A job as its series sees it. */
export type InSeries = Pick<JobRow, 'id' | 'state' | 'place'>;

export const precedes = (a: InSeries, b: InSeries): boolean => (a.place === b.place ? a.id < b.id : a.place < b.place);

export const columnsOf = ({ queue, id, vendor, group = '', series, place = 0, dueAt, data }: NewJob) => ({
  queue,
  id,
  vendor,
  group,
  series: series ?? null,
  place,
  dueAt: Math.ceil(dueAt),
  data: JSON.stringify(data),
});

export const jobOf = ({ queue, id, vendor, job_group, series, place, due_at, data }: JobRow): NewJob => ({
  queue,
  id,
  vendor,
  group: job_group === '' ? undefined : job_group,
  series: series ?? undefined,
  place: series === null ? undefined : place,
  dueAt: due_at,
  data: JSON.parse(data) as JobData,
});

/** The job of a lane that is due first. */
interface FirstDue extends Lane {
  readonly id: string;
  readonly dueAt: number;
}

/** Of each vendor and group the earliest job that waits and is not held back. */
export const firstDues = (sql: ReturnType<typeof statements>, queue: string): readonly FirstDue[] => {
  const found: FirstDue[] = [];
  let [vendor, group] = ['', ''];
  for (;;) {
    const row = sql.nextLane.get({ queue, vendor, group }) as DueRow | undefined;
    if (row === undefined) return found.sort((a, b) => a.dueAt - b.dueAt);
    [vendor, group] = [row.vendor, row.job_group];
    found.push({ vendor, group, id: row.id, dueAt: row.due_at });
  }
};
