import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Recorded } from '../../../domain/kernel/envelope.js';
import type { Clock } from '../../platform/clock.js';
import type { JobResult, NewJob, RunningJob } from '../../platform/jobs/jobs.js';
import type { Ordinals } from '../../platform/ordinals/ordinals.js';
import { firingOf, searchedOf } from './obligation-jobs.js';
import type { OpenObligations } from './open-obligations.js';
import type { OwedGroup, OwedSource } from '../sources/source.js';

/** How far ahead of its instant what is due has a job, and how often a vendor is searched where nothing happens. */
const aheadMs = 36 * 3_600_000;
const everyMs = 12 * 3_600_000;
const eventsAtATime = 500;

export interface DueSearchParts {
  readonly ordinals: Pick<Ordinals, 'find'>;
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
    const { vendor } = job;
    const searched = searchedOf(job);
    const now = this.parts.clock.ms();
    const until = now + aheadMs;
    const position = await this.parts.reachedHead();
    const changed = searched === undefined ? null : await this.changedSince(vendor, searched.position, position);
    if (changed !== null)
      for (const [source, subjects] of changed.subjects)
        for (const id of subjects)
          await job.save(job.data, await this.jobsOf(vendor, await source.groupsOf(vendor, id), until));
    // O8: a new calendar or policy can bring forward what was searched before.
    const after = searched === undefined || changed?.published === true ? null : searched.until;
    if (after === null || until - after >= everyMs)
      for (const source of this.parts.sources)
        for await (const groups of source.dueBetween(vendor, after, until)) {
          if (job.signal.aborted) return { againAt: now };
          await job.save(job.data, await this.jobsOf(vendor, groups, until));
          await nextTurn();
        }
    const end = after === null || until - after >= everyMs ? until : after;
    await job.save({ position, until: end });
    return { againAt: Math.max(now, end - aheadMs + everyMs) };
  }

  private async jobsOf(vendor: string, groups: readonly OwedGroup[], until: number): Promise<readonly NewJob[]> {
    const found: NewJob[] = [];
    for (const group of groups) {
      const next = await this.parts.open.nextOf(group, until);
      if (next !== null) found.push(firingOf(vendor, group.key, next));
    }
    return found;
  }

  /** The subjects that events concern, and whether policies or calendars were published. */
  private async changedSince(vendor: string, after: number, before: number) {
    const subjects = new Map<OwedSource, Set<string>>(this.parts.sources.map((source) => [source, new Set<string>()]));
    let published = false;
    for (let next: number | null = after; next !== null;) {
      const found: { readonly events: readonly Recorded[]; readonly next: number | null } =
        await this.parts.ordinals.find({ vendor, before: before + 1 }, next, eventsAtATime);
      for (const event of found.events) {
        published ||= publications.has(event.type);
        for (const [source, ids] of subjects) {
          const id = source.subjectOf(event);
          if (id !== null) ids.add(id);
        }
      }
      next = found.next;
      await nextTurn();
    }
    return { subjects, published };
  }
}

const publications: ReadonlySet<string> = new Set(['PolicyPublished', 'CalendarPublished']);
