import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Recorded } from '../../../domain/kernel/envelope.js';
import type { Clock } from '../../platform/clock.js';
import type { JobResult, Jobs, NewJob, RunningJob } from '../../platform/jobs/jobs.js';
import type { Ordinals } from '../../platform/ordinals/ordinals.js';
import type { OwedGroup, OwedSource } from '../sources/source.js';
import { firingOf, firings, type Searched, searchedOf } from './obligation-jobs.js';
import type { OpenObligations } from './open-obligations.js';

/** How far ahead of its instant what is due has a job, and how often a vendor is searched where nothing happens. */
const aheadMs = 36 * 3_600_000;
const everyMs = 12 * 3_600_000;
const eventsAtATime = 500;
/** Groups that were given up, of those that are tried again when they are found. */
const mostDead = 1_000;

export interface DueSearchParts {
  readonly ordinals: Pick<Ordinals, 'find'>;
  readonly jobs: Pick<Jobs, 'dead' | 'retry'>;
  /** Resolves to the last position, once the view of obligations has it. */
  readonly reachedHead: () => Promise<number>;
  readonly sources: readonly OwedSource[];
  readonly open: OpenObligations;
  readonly clock: Clock;
}

/**
 * Finds what falls due and gives it a job: of subjects that something was recorded of, and of all whose day comes
 * near. What it has searched is stored with the jobs that it found: lost together, they are found together again.
 */
export class DueSearch {
  constructor(private readonly parts: DueSearchParts) {}

  async run(job: RunningJob): Promise<JobResult> {
    const { vendor, signal } = job;
    const searched = searchedOf(job);
    const now = this.parts.clock.ms();
    const until = now + aheadMs;
    const position = await this.parts.reachedHead();
    const dead = await this.dead(vendor);
    const save = async (groups: readonly OwedGroup[], data: RunningJob['data'] = job.data): Promise<void> => {
      const found = await this.jobsOf(vendor, groups, until);
      await job.save(data, found);
      // Something of it falls due: its fault may be gone.
      for (const { id } of found) if (dead.delete(id)) await this.parts.jobs.retry(firings, id);
    };
    const published = searched !== undefined && (await this.isPublishedSince(job, searched, position, save));
    if (signal.aborted) return { againAt: now };
    // O8: a new calendar or policy can bring forward what was searched before.
    const after = searched === undefined || published ? null : searched.until;
    const isDue = after === null || until - after >= everyMs;
    for await (const groups of isDue ? this.near(vendor, after, until) : []) {
      if (signal.aborted) return { againAt: now };
      await save(groups);
      await nextTurn();
    }
    // What is derived no more has no group, but what was begun of it ends too.
    for await (const keys of after === null ? this.parts.open.allBegun(vendor) : []) {
      if (signal.aborted) return { againAt: now };
      await job.save(
        job.data,
        keys.map((key) => firingOf(vendor, key, now)),
      );
    }
    const end = isDue ? until : after;
    await job.save({ position, until: end });
    return { againAt: Math.max(now, end - aheadMs + everyMs) };
  }

  private async *near(vendor: string, after: number | null, until: number): AsyncIterable<readonly OwedGroup[]> {
    for (const source of this.parts.sources) yield* source.dueBetween(vendor, after, until);
  }

  private async jobsOf(vendor: string, groups: readonly OwedGroup[], until: number): Promise<readonly NewJob[]> {
    const found: NewJob[] = [];
    for (const group of groups) {
      const next = await this.parts.open.nextOf(group, until);
      if (next !== null) found.push(firingOf(vendor, group.key, next));
    }
    return found;
  }

  private async dead(vendor: string): Promise<Set<string>> {
    const dead = await this.parts.jobs.dead(firings, mostDead);
    return new Set(dead.flatMap((job) => (job.vendor === vendor ? [job.id] : [])));
  }

  /**
   * Saves what events owe, some events at a time, up to the first that publishes a policy or a calendar: then all that
   * is open is searched anyway.
   */
  private async isPublishedSince(
    job: RunningJob,
    { position: after, until }: Searched,
    head: number,
    save: (groups: readonly OwedGroup[], data: RunningJob['data']) => Promise<void>,
  ): Promise<boolean> {
    const { vendor, signal } = job;
    for (let next: number | null = after; next !== null;) {
      const found: { readonly events: readonly Recorded[]; readonly next: number | null } =
        await this.parts.ordinals.find({ vendor, before: head + 1 }, next, eventsAtATime);
      if (found.events.some(({ type }) => publications.has(type))) return true;
      const groups: OwedGroup[] = [];
      for (const [source, ids] of this.subjectsIn(found.events))
        for (const id of ids) {
          if (signal.aborted) return false;
          groups.push(...(await source.groupsOf(vendor, id)));
          await nextTurn();
        }
      next = found.next;
      if (found.events.length > 0) await save(groups, { position: next ?? head, until });
    }
    return false;
  }

  private subjectsIn(events: readonly Recorded[]): ReadonlyMap<OwedSource, ReadonlySet<string>> {
    const idsIn = (source: OwedSource): readonly string[] => events.flatMap((event) => source.subjectOf(event) ?? []);
    return new Map(this.parts.sources.map((source) => [source, new Set(idsIn(source))]));
  }
}

const publications: ReadonlySet<string> = new Set(['PolicyPublished', 'CalendarPublished']);
