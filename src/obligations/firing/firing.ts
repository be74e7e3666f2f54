import { Refusal } from '../../../domain/kernel/decider.js';
import { HOUR } from '../../../domain/kernel/durations.js';
import { kindFacts } from '../../../domain/obligation/kinds.js';
import { type Turn, turnOf } from '../../../domain/obligation/supersession.js';
import type { JobResult, RunningJob } from '../../platform/jobs/jobs.js';
import type { GroupKey, Owed, OwedGroup, OwedSource } from '../sources/source.js';
import { type Fired, Mailing, type MailingParts, refused } from './mailing.js';
import { keyOf } from './obligation-jobs.js';
import type { OpenObligations } from './open-obligations.js';
import { namedIn } from './recorded-obligation.js';

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
    const { sources, processes } = this.parts;
    const key = keyOf(job);
    const source = sources.find(({ name }) => name === key.source);
    // A job of a version that has a further source: that version has its own search.
    if (source === undefined) return undefined;
    const { vendor, signal } = job;
    const groups = await source.groupsOf(vendor, key.subjectId);
    const waits = await this.endWithdrawn(vendor, key, groups);
    const group = groups.find((each) => isSame(each.key, key));
    const isStopped = (): boolean => signal.aborted || processes.isCutOff();
    if (group !== undefined) waits.push(...(await this.deal(vendor, source, group, isStopped)));
    return waits.length === 0 ? undefined : { againAt: Math.min(...waits) };
  }

  /** The instants at which the group is dealt with again. */
  private async deal(
    vendor: string,
    source: OwedSource,
    group: OwedGroup,
    isStopped: () => boolean,
  ): Promise<readonly number[]> {
    const { open, clock } = this.parts;
    const now = clock.ms();
    const waits: (number | null)[] = [];
    const unended: Owed[] = [];
    for (const owed of await open.of(vendor, group, now)) {
      // O3: what has no more use ends at once, each by itself.
      if (owed.endsAs === null) unended.push(owed);
      else waits.push(waitOf(await this.#mailing.end(vendor, owed, null, owed.endsAs)));
    }
    // What falls due meanwhile is not held back by what waits for another attempt; a search finds what is farther away.
    waits.push(...unended.map(({ firesAt }) => firesAt).filter((at) => at > now && at - now <= nearMs));
    const { goes, superseded } = turnOf(unended, now, group.zone);
    // M8: what is sent leaves in hotline hours, and is what is true then.
    const opening = group.hotline.nextOpening(now);
    if (goes !== undefined && kindFacts[goes.named.kind].hotlineHours && opening > now) waits.push(opening);
    else {
      const claims = await this.supersede(vendor, superseded);
      waits.push(...claims);
      // What another sends at this moment goes before it.
      if (goes !== undefined && claims.length === 0)
        waits.push(waitOf(await this.#mailing.send({ vendor, source, group, owed: goes, isStopped })));
    }
    return waits.filter((wait) => wait !== null);
  }

  /** The instants at which claims of others are looked at again. */
  private async supersede(vendor: string, superseded: Turn<Owed>['superseded']): Promise<readonly number[]> {
    const { changes, clock } = this.parts;
    const waits: (number | null)[] = [];
    for (const { obligation, by } of superseded) {
      const command = { kind: 'supersede', obligation: obligation.named, now: clock.now(), by } as const;
      const outcome = await changes.run(vendor, command);
      if (outcome instanceof Refusal) waits.push(waitOf(refused(outcome, clock)));
    }
    return waits.filter((wait) => wait !== null);
  }

  /**
   * O2: what was begun of a term that has another last day or owner by now, or is no more, ends. The instants at which
   * claims of others are looked at again.
   */
  private async endWithdrawn(vendor: string, key: GroupKey, groups: readonly OwedGroup[]): Promise<number[]> {
    const { open, changes, clock } = this.parts;
    const owed = new Set(groups.flatMap((group) => group.owed.map(({ id }) => id)));
    const waits: number[] = [];
    for (const row of await open.begun(vendor, key)) {
      if (owed.has(row.obligationId)) continue;
      const command = { kind: 'suppress', claimId: null, reason: 'withdrawn' } as const;
      const outcome = await changes.run(vendor, { ...command, obligation: namedIn(row), now: clock.now() });
      const againAt = outcome instanceof Refusal ? waitOf(refused(outcome, clock)) : null;
      if (againAt !== null) waits.push(againAt);
    }
    return waits;
  }
}

const isSame = (a: GroupKey, b: GroupKey): boolean =>
  a.subjectId === b.subjectId && a.customerId === b.customerId && a.part === b.part;

const waitOf = (fired: Fired): number | null => (fired.isEnded ? null : fired.againAt);

/** What is farther away is found by a search. */
const nearMs = 36 * HOUR;
