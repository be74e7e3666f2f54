import { OperatorFault } from '../operator-fault.js';

/** A JSON value that a job carries: ids and positions, never a person's data (jobs lie in plain in their engine). */
export type JobData = Readonly<Record<string, string | number | boolean | null>>;

/** Work that is due, known by an id that is a pure function of the work (docs/decisions, jobs are disposable). */
export interface NewJob {
  readonly queue: string;
  /** Letters, digits, `-` and `_`, not digits alone (engines reserve `:` and numbers); at most 200 characters. */
  readonly id: string;
  readonly vendor: string;
  /** Jobs that are counted, listed and removed together and share a worker's `perGroup`; a name like `queue`. */
  readonly group?: string | undefined;
  /**
   * Jobs of one series run one at a time over all processes, the lowest place first, then the lowest id (as text); one
   * that waits for a further attempt holds back those after it. Dead jobs hold back nothing. Any text of at most 500
   * characters.
   */
  readonly series?: string | undefined;
  /** In its series: a whole number from 0 on, such as the instant of its request; 0 where absent. */
  readonly place?: number | undefined;
  /** Epoch milliseconds; a past instant means at once. */
  readonly dueAt: number;
  readonly data: JobData;
}

export interface RunningJob extends NewJob {
  /** 1 for the first attempt. An attempt counts when it begins, so that work that ends its process is counted too. */
  readonly attempt: number;
  /** Aborted when the worker closes or its lease is lost: the handler stops at the next point where it can resume. */
  readonly signal: AbortSignal;
  /**
   * Replaces the data, durably as the job itself: the attempts and runs after this one begin with it. Jobs given with
   * it are added as by `add`, and are held no later than the data.
   */
  save(data: JobData, added?: readonly NewJob[]): Promise<void>;
}

/** `againAt`: the work is not finished; it is due again then, as a first attempt. */
export type JobResult = void | { readonly againAt: number };

export interface Worker {
  readonly handler: (job: RunningJob) => Promise<JobResult>;
  /** Called at least once for a job whose attempts are used up, before `dead` lists it. */
  readonly onDead?: (job: NewJob, fault: string) => Promise<void>;
  /** Jobs running at once in this process: over all vendors, of one vendor, and of one group (any number if absent). */
  readonly concurrency: number;
  readonly perVendor: number;
  readonly perGroup?: number;
  /** Milliseconds before the second, third … attempt; after the last of them the job is dead. */
  readonly retryAfterMs: readonly number[];
  /** Each wait is longer by a random share of it, up to this one; 0 where absent. */
  readonly jitter?: number;
}

/** The work cannot succeed however often it is tried: the job is dead at once. */
export class JobFailed extends Error {}

/** A job that the engine holds, with the data that was saved last. */
export interface FoundJob extends NewJob {
  readonly state: 'waiting' | 'running' | 'dead';
  /** Attempts that began and were not handed back. */
  readonly attempts: number;
  /** Of the latest attempt that failed; null where none has since the last that did not. */
  readonly fault: string | null;
}

/** The engine cannot reach what it stores: whether something was stored is unknown, and can be repeated. */
export class JobsUnreachable extends OperatorFault {
  override readonly name = 'JobsUnreachable';
}

export interface DeadJob extends NewJob {
  readonly attempts: number;
  readonly fault: string;
}

export interface JobCounts {
  /** With those that their series holds back. */
  readonly waiting: number;
  readonly running: number;
  readonly dead: number;
  /** The earliest `dueAt` of what waits and is not held back, epoch milliseconds; null where there is none. */
  readonly nextDueAt: number | null;
}

/**
 * The processes that share a store of jobs. What a process has begun outside of the store is another's once the process
 * has ended: nobody waits for the end of a claim that nobody has any more.
 */
export interface JobProcesses {
  /** Names this process; each start has another name. */
  readonly process: string;
  /**
   * Whether the process of that name runs nothing any more. False while that is not certain: asked again some seconds
   * later, it will be.
   */
  hasEnded(process: string): Promise<boolean>;
  /**
   * Whether the others may take this process for one that has ended, since it could not reach the store for so long.
   * Nothing is begun then that must not happen twice.
   */
  isCutOff(): boolean;
}

/**
 * Due work, at least once. What an engine promises:
 * - a job that was added is attempted until its handler returns, or its attempts are used up and it is dead;
 * - one attempt of a job at a time; a job of a dead process is attempted again, by whichever process takes it first;
 * - adding an id that waits keeps one job, due at the earlier instant; adding one that runs makes it run once more
 *   afterwards; adding a dead one changes nothing (see `retry`); an id that has finished is new work;
 * - vendors take turns: among those with due jobs, the one whose turn was longest ago goes first; so do the groups of
 *   a vendor.
 * Losing every job costs a reconcile: whoever adds jobs adds them again from the ledger at each start. Faults of
 * the engine are JobsUnreachable.
 */
export interface Jobs extends JobProcesses {
  /** Resolves when the engine holds the job. @throws TypeError for an id, queue or group that no engine takes */
  add(job: NewJob): Promise<void>;
  /** Holds a job as dead from the beginning: `dead` lists it, `retry` runs it. Changes nothing where the id is held. */
  bury(job: NewJob, attempts: number, fault: string): Promise<void>;
  /** Takes jobs of a queue from now on; one worker a queue in a process. */
  work(queue: string, worker: Worker): void;
  /** A job that is held, from any process; undefined where it was never added or has finished. */
  get(queue: string, id: string): Promise<FoundJob | undefined>;
  /** Removes a job that waits or is dead; one that runs ends its attempt and is not repeated. */
  remove(queue: string, id: string): Promise<void>;
  /** Removes every job of a group as `remove` does, and its notes. */
  removeGroup(queue: string, group: string): Promise<void>;
  /** Jobs of a group that wait for a first attempt are due at once, and so are those that run and name an instant. */
  promoteGroup(queue: string, group: string): Promise<void>;
  /** Dead jobs of a queue or a group, by id, at most `limit`. */
  dead(queue: string, limit: number, group?: string): Promise<readonly DeadJob[]>;
  /** A dead job is due at once, as a first attempt. False where it is none of the dead. */
  retry(queue: string, id: string): Promise<boolean>;
  counts(queue: string, group?: string): Promise<JobCounts>;
  /** Why the engine cannot reach what it stores, without credentials; null while it can. */
  fault(): string | null;
  /**
   * Called when the engine finds that its store was emptied, may have lost its last jobs, or was not reached when it
   * was opened: whoever adds jobs from the ledger at each start adds them again.
   */
  onEmptied(listener: () => void): void;
  /** Notes what came of an attempt, to be looked at; of a group the latest `most` notes are kept. */
  note(queue: string, group: string, note: JobData, most: number): Promise<void>;
  /** The notes of a group, the latest first. */
  notes(queue: string, group: string, limit: number): Promise<readonly JobData[]>;
  /** Looks at once for what is due: a clock that was set forward fires no timer. */
  wake(): void;
  /** Aborts running jobs, waits for their handlers, then closes. What was interrupted is attempted again. */
  close(): Promise<void>;
}

const name = /^[A-Za-z0-9_-]{1,200}$/;
const longestSeries = 500;

/** @throws TypeError naming the value */
export function checkJob({ queue, id, group, series, place = 0 }: Omit<NewJob, 'vendor' | 'dueAt' | 'data'>): void {
  if (!name.test(queue)) throw new TypeError(`"${queue}" is no name of a queue`);
  if (!name.test(id) || /^\d+$/.test(id)) throw new TypeError(`"${id}" is no id of a job`);
  if (group !== undefined && !name.test(group)) throw new TypeError(`"${group}" is no name of a group`);
  if (series !== undefined && (series === '' || series.length > longestSeries))
    throw new TypeError(`"${series}" is no name of a series`);
  if (!Number.isSafeInteger(place) || place < 0) throw new TypeError(`${place} is no place in a series`);
}
