import type { JobData, NewJob } from './jobs.js';
import type { Ended, Lane } from './worker-slots.js';

/** A job as it is stored outside this process. */
export interface JobRecord {
  readonly vendor: string;
  readonly group: string | null;
  readonly series: string | null;
  /** Absent in records of earlier versions. */
  readonly place?: number | undefined;
  readonly dueAt: number;
  readonly data: JobData;
  readonly state: 'waiting' | 'running' | 'dead';
  /** Another job of its series goes first. */
  readonly held: boolean;
  readonly attempts: number;
  /** It was added while it ran: due once more then. */
  readonly againAt: number | null;
  /** Its group was made due while it ran. */
  readonly promoted: boolean;
  readonly removed: boolean;
  readonly fault: string | null;
  /** The attempt that may store how it ended; null while none runs. */
  readonly attempt: string | null;
}

/** A sorted set that lists the job, and its score there. */
export type Listing = readonly [set: string, score: number];

/** A lane by one text: no group holds a slash. */
export const laneOf = ({ vendor, group }: JobRecord): string => `${vendor}/${group ?? ''}`;

export const laneNamed = (lane: string): Lane => {
  const slash = lane.lastIndexOf('/');
  return { vendor: lane.slice(0, slash), group: lane.slice(slash + 1) };
};

/** Begins the names of the sets of a group; those of the whole queue have no beginning. */
export const scopeOf = (group: string | null | undefined): string => (group == null ? '' : `group:${group}:`);

/** Where a job is listed: follows from the record alone, so that both are written together. */
export function listingsOf(record: JobRecord | undefined): readonly Listing[] {
  if (record === undefined) return [];
  const due = record.state === 'waiting' && !record.held;
  const listings: Listing[] = due ? [[`lane:${laneOf(record)}`, record.dueAt]] : [];
  const set = record.state === 'waiting' && record.held ? 'held' : record.state;
  for (const scope of new Set(['', scopeOf(record.group)])) listings.push([`${scope}${set}`, due ? record.dueAt : 0]);
  const [series, score] = [seriesOf(record), seriesScore(record)];
  if (series !== undefined && score !== undefined) listings.push([series, score]);
  return listings;
}

/** The set that lists the jobs of its series; undefined where it has none. */
export const seriesOf = (record: JobRecord | undefined): string | undefined =>
  record === undefined || record.series === null ? undefined : `series:${record.series}`;

/** Where it is in its series: what runs is first, then by place and id; dead jobs are nowhere. */
export function seriesScore(record: JobRecord | undefined): number | undefined {
  if (record === undefined || record.state === 'dead') return undefined;
  return record.state === 'running' ? 0 : 1 + (record.place ?? 0);
}

interface InSeries {
  readonly id: string;
  readonly score: number;
}

/** The order of the set of a series. */
export const compareInSeries = (a: InSeries, b: InSeries): number => a.score - b.score || (a.id < b.id ? -1 : 1);

const first = (job: NewJob): JobRecord => ({
  vendor: job.vendor,
  group: job.group ?? null,
  series: job.series ?? null,
  place: job.place,
  dueAt: Math.ceil(job.dueAt),
  data: job.data,
  state: 'waiting',
  held: false,
  attempts: 0,
  againAt: null,
  promoted: false,
  removed: false,
  fault: null,
  attempt: null,
});

export function added(record: JobRecord | undefined, job: NewJob): JobRecord {
  if (record === undefined) return first(job);
  const dueAt = Math.ceil(job.dueAt);
  if (record.state === 'dead') return record;
  if (record.state === 'waiting') return { ...record, dueAt: Math.min(record.dueAt, dueAt) };
  return { ...record, againAt: Math.min(record.againAt ?? dueAt, dueAt), removed: false };
}

export const buried = (record: JobRecord | undefined, job: NewJob, attempts: number, fault: string): JobRecord =>
  record ?? { ...first(job), state: 'dead', attempts, fault };

/** An attempt counts when it begins, so that work that ends its process is counted too. */
export const taken = (record: JobRecord, attempt: string): JobRecord => ({
  ...record,
  state: 'running',
  attempts: record.attempts + 1,
  attempt,
});

/** It waits for another process; the attempts that it began are counted. */
export const released = (record: JobRecord): JobRecord => ({ ...record, state: 'waiting', attempt: null });

/** An attempt that lost its lease ended after all: it did not take its process with it. */
export const handedBack = (record: JobRecord): JobRecord => ({ ...record, attempts: Math.max(0, record.attempts - 1) });

export const removed = (record: JobRecord | undefined): JobRecord | undefined =>
  record?.state === 'running' ? { ...record, removed: true, againAt: null } : undefined;

export const retried = (record: JobRecord, now: number): JobRecord => waiting(record, now, 0, record.fault);

/** Due at once where it waits for a first attempt, or where it runs and will name an instant. */
export function promoted(record: JobRecord, now: number): JobRecord {
  if (record.state === 'running') return { ...record, promoted: true };
  if (record.state === 'dead' || record.attempts > 0 || record.dueAt <= now) return record;
  return { ...record, dueAt: now };
}

/** What is left of a running job when its attempt has ended; undefined where nothing is. */
export function ended(record: JobRecord, end: Ended, now: number): JobRecord | undefined {
  if (record.removed) return undefined;
  switch (end.kind) {
    case 'interrupted':
      return waiting(record, record.dueAt, record.attempts - 1, record.fault);
    case 'retry':
      return waiting(record, end.dueAt, record.attempts, end.fault);
    case 'dead':
      return { ...record, state: 'dead', fault: end.fault, againAt: null, promoted: false, attempt: null };
    case 'again': {
      const earliest = Math.min(record.againAt ?? Infinity, record.promoted ? now : Infinity);
      return waiting(record, Math.min(end.dueAt, earliest), 0, null);
    }
    case 'done':
      return record.againAt === null ? undefined : waiting(record, record.againAt, 0, null);
  }
}

const waiting = (record: JobRecord, dueAt: number, attempts: number, fault: string | null): JobRecord => ({
  ...record,
  state: 'waiting',
  dueAt: Math.ceil(dueAt),
  attempts,
  fault,
  againAt: null,
  promoted: false,
  attempt: null,
});

export const jobOf = (queue: string, id: string, record: JobRecord): NewJob => ({
  queue,
  id,
  vendor: record.vendor,
  group: record.group ?? undefined,
  series: record.series ?? undefined,
  place: record.place,
  dueAt: record.dueAt,
  data: record.data,
});
