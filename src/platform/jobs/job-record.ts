import type { JobData, NewJob } from './jobs.js';
import type { Ended } from './worker-slots.js';

/** A job as it is stored outside this process. */
export interface JobRecord {
  readonly vendor: string;
  readonly dueAt: number;
  readonly data: JobData;
  readonly state: 'waiting' | 'running' | 'dead';
  readonly attempts: number;
  /** It was added while it ran: due once more then. */
  readonly againAt: number | null;
  readonly removed: boolean;
  readonly fault: string | null;
  /** The attempt that may store how it ended; null while none runs. */
  readonly attempt: string | null;
}

/** A sorted set that lists the job, and its score there. */
export type Listing = readonly [set: string, score: number];

export const jobOf = (queue: string, id: string, { vendor, dueAt, data }: JobRecord): NewJob => ({
  queue,
  id,
  vendor,
  dueAt,
  data,
});

export const laneOf = ({ vendor }: Pick<JobRecord, 'vendor'>): string => vendor;

/** Where a job is listed: follows from the record alone, so that both are written together. */
export function listingsOf(record: JobRecord | undefined): readonly Listing[] {
  if (record === undefined) return [];
  if (record.state !== 'waiting') return [[record.state, 0]];
  return [
    ['waiting', record.dueAt],
    [`lane:${laneOf(record)}`, record.dueAt],
  ];
}

export function added(record: JobRecord | undefined, job: NewJob): JobRecord {
  const dueAt = Math.ceil(job.dueAt);
  if (record === undefined)
    return {
      vendor: job.vendor,
      dueAt,
      data: job.data,
      state: 'waiting',
      attempts: 0,
      againAt: null,
      removed: false,
      fault: null,
      attempt: null,
    };
  if (record.state === 'dead') return record;
  if (record.state === 'waiting') return { ...record, dueAt: Math.min(record.dueAt, dueAt) };
  return { ...record, againAt: Math.min(record.againAt ?? dueAt, dueAt), removed: false };
}

/** An attempt counts when it begins, so that work that ends its process is counted too. */
export const taken = (record: JobRecord, attempt: string): JobRecord => ({
  ...record,
  state: 'running',
  attempts: record.attempts + 1,
  attempt,
});

/** It waits for another process; the attempts that it began are counted. */
export const released = (record: JobRecord): JobRecord => ({ ...record, state: 'waiting', attempt: null });

export const removed = (record: JobRecord | undefined): JobRecord | undefined =>
  record?.state === 'running' ? { ...record, removed: true, againAt: null } : undefined;

export const retried = (record: JobRecord, now: number): JobRecord => waiting(record, now, 0, record.fault);

/** What is left of a running job when its attempt has ended; undefined where nothing is. */
export function ended(record: JobRecord, end: Ended): JobRecord | undefined {
  if (record.removed) return undefined;
  switch (end.kind) {
    case 'interrupted':
      return waiting(record, record.dueAt, record.attempts - 1, record.fault);
    case 'retry':
      return waiting(record, end.dueAt, record.attempts, end.fault);
    case 'dead':
      return { ...record, state: 'dead', fault: end.fault, againAt: null, attempt: null };
    case 'again':
      return waiting(record, Math.min(end.dueAt, record.againAt ?? Infinity), 0, null);
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
  attempt: null,
});
