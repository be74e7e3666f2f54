import { Refusal } from '../../../domain/kernel/decider.js';
import { kindFacts } from '../../../domain/obligation/kinds.js';
import { turnOf } from '../../../domain/obligation/supersession.js';
import type { JobResult, RunningJob } from '../../platform/jobs/jobs.js';
import { Mailing, type MailingParts } from './mailing.js';
import { keyOf } from './obligation-jobs.js';
import type { OpenObligations } from './open-obligations.js';
import { namedIn } from './recorded-obligation.js';
import type { GroupKey, Owed, OwedGroup, OwedSource } from '../sources/source.js';

export interface FiringParts extends MailingParts {
  readonly sources: readonly OwedSource[];
  readonly open: OpenObligations;
}

/** Deals with what one group has due (O7): the newest goes, the others are superseded. */
export class Firing {
  readonly #mailing: Mailing;

  constructor(private readonly parts: FiringParts) {
    this.#mailing = new Mailing(parts);
  }

  async run(job: RunningJob): Promise<JobResult> {
    const key = keyOf(job);
    const source = this.parts.sources.find(({ name }) => name === key.source);
    // A job of a version that has a further source: that version has its own search.
    if (source === undefined) return undefined;
    const { vendor, signal } = job;
    const groups = await source.groupsOf(vendor, key.subjectId);
    await this.endWithdrawn(vendor, key, groups);
    const group = groups.find((each) => isSame(each.key, key));
    return group === undefined ? undefined : this.deal(vendor, source, group, signal);
  }

  private async deal(vendor: string, source: OwedSource, group: OwedGroup, signal: AbortSignal): Promise<JobResult> {
    const { open, clock } = this.parts;
    const now = clock.ms();
    const found = await open.of(vendor, group, now);
    const unended: Owed[] = [];
    for (const owed of found) {
      // O3: what has no more use ends at once, each by itself.
      const fired = owed.endsAs === null ? null : await this.#mailing.end(vendor, owed, null, owed.endsAs);
      if (fired !== null && 'againAt' in fired) return fired;
      if (fired === null) unended.push(owed);
    }
    const due = unended.filter(({ firesAt }) => firesAt <= now);
    if (due.length === 0) return next(unended, now);
    // M8: what is sent leaves in hotline hours, and is what is true then.
    const opening = group.hotline.nextOpening(now);
    if (due.some(({ named }) => kindFacts[named.kind].hotlineHours) && opening > now) return { againAt: opening };
    const { goes, superseded } = turnOf(unended, now, group.zone);
    for (const { obligation, by } of superseded) {
      const againAt = await this.supersede(vendor, obligation, by);
      if (againAt !== null) return { againAt };
    }
    if (goes !== undefined) {
      const fired = await this.#mailing.send(vendor, source, group, goes, signal);
      if ('againAt' in fired) return fired;
    }
    return next(unended, now);
  }

  /** When a claim of another ends; null where it is superseded. */
  private async supersede(vendor: string, { named }: Owed, by: string | null): Promise<number | null> {
    const { changes, clock } = this.parts;
    const outcome = await changes.run(vendor, { kind: 'supersede', obligation: named, now: clock.now(), by });
    return outcome instanceof Refusal ? Date.parse(String(outcome.facts['until'])) : null;
  }

  /** O2: what was begun of a term that has another last day or owner by now, or is no more, ends. */
  private async endWithdrawn(vendor: string, key: GroupKey, groups: readonly OwedGroup[]): Promise<void> {
    const { open, changes, clock } = this.parts;
    const owed = new Set(groups.flatMap((group) => group.owed.map(({ id }) => id)));
    for (const row of await open.begun(vendor, key))
      if (!owed.has(row.obligationId))
        await changes.run(vendor, {
          kind: 'suppress',
          obligation: namedIn(row),
          now: clock.now(),
          claimId: null,
          reason: 'withdrawn',
        });
  }
}

const isSame = (a: GroupKey, b: GroupKey): boolean =>
  a.subjectId === b.subjectId && a.customerId === b.customerId && a.part === b.part;

/** Until the next search has found it, or at once where it is near: the job's own wait is enough. */
const next = (unended: readonly Owed[], now: number): JobResult => {
  const later = unended.filter(({ firesAt }) => firesAt > now).map(({ firesAt }) => firesAt);
  const soonest = Math.min(...later);
  return soonest - now <= nearMs ? { againAt: soonest } : undefined;
};
/** What is farther away is found by a search. */
const nearMs = 36 * 3_600_000;
