import { Inject } from '@nestjs/common';
import type { ObligationRow, ObligationsRow } from '../../../projections/obligations/obligations.row.js';
import type { Clock } from '../../platform/clock.js';
import type { Jobs } from '../../platform/jobs/jobs.js';
import { CLOCK, JOBS } from '../../platform/tokens.js';
import type { View } from '../../platform/views/view-store.js';
import { PolicyBooks } from '../../policies/policies.port.js';
import { ListedObligations } from './listed-obligations.js';
import type { ShownObligation } from './obligation-answers.js';
import { firingId, firings, keyOf } from '../firing/obligation-jobs.js';
import { groupOf, namedIn } from '../firing/recorded-obligation.js';
import { OBLIGATION_ROWS, OBLIGATION_SOURCES } from '../obligations.tokens.js';
import { OpenSubjects } from './open-subjects.js';
import type { GroupKey, Owed, OwedSource } from '../sources/source.js';

/** Dead jobs that are searched for what has failed. */
const mostDead = 1_000;

/** Single obligations, and why the work on them was given up. */
export class ObligationReader {
  constructor(
    @Inject(OBLIGATION_ROWS) private readonly view: View<ObligationsRow>,
    @Inject(OBLIGATION_SOURCES) private readonly sources: readonly OwedSource[],
    @Inject(OpenSubjects) private readonly subjects: OpenSubjects,
    @Inject(PolicyBooks) private readonly books: PolicyBooks,
    @Inject(JOBS) private readonly jobs: Jobs,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * One of which something is recorded, or of an open request, survey or intake; undefined where there is no such one.
   * The id of what a contract owes later leads to no contract.
   */
  async get(vendor: string, id: string): Promise<ShownObligation | undefined> {
    const row = await this.row(vendor, id);
    const found =
      row === undefined
        ? await this.derived(vendor, id)
        : (await this.listed(vendor, row)).recorded().find((each) => each.id === id);
    return found && (await this.withFaults(vendor, [found]))[0];
  }

  private async derived(vendor: string, id: string): Promise<ShownObligation | undefined> {
    const groups = (await this.subjects.groups(vendor)).filter(({ owed }) => owed.some((each) => each.id === id));
    const shown = await ListedObligations.ofGroups(this.view, groups, this.clock.ms());
    return shown.derived().find((each) => each.id === id);
  }

  private async listed(vendor: string, row: ObligationRow): Promise<ListedObligations> {
    const now = this.clock.ms();
    if (row.contractId !== null) {
      const published = await this.books.snapshot(vendor);
      return ListedObligations.of(this.view, vendor, [row.contractId], published, now, [row]);
    }
    const { source, subjectId } = groupOf(row);
    const groups = await this.sources.find(({ name }) => name === source)?.groupsOf(vendor, subjectId);
    return ListedObligations.ofGroups(this.view, groups ?? [], now, [row]);
  }

  /** What is open, with why its job was given up. */
  async withFaults(vendor: string, items: readonly ShownObligation[]): Promise<readonly ShownObligation[]> {
    if (!items.some(({ state }) => state === 'due')) return items;
    const dead = new Map((await this.jobs.dead(firings, mostDead)).map(({ id, fault }) => [id, fault]));
    return items.map((item) =>
      item.state === 'due' ? { ...item, error: dead.get(firingId(vendor, groupOf(item))) ?? item.error } : item,
    );
  }

  /** The obligation of an id: recorded, or of a job that was given up before anything was recorded of it. */
  async find(vendor: string, id: string): Promise<(Pick<Owed, 'named'> & { readonly key: GroupKey }) | undefined> {
    const row = await this.row(vendor, id);
    if (row !== undefined) return { named: namedIn(row), key: groupOf(row) };
    for (const job of await this.jobs.dead(firings, mostDead)) {
      if (job.vendor !== vendor) continue;
      const key = keyOf(job);
      const groups =
        (await this.sources.find(({ name }) => name === key.source)?.groupsOf(vendor, key.subjectId)) ?? [];
      for (const group of groups) for (const owed of group.owed) if (owed.id === id) return { named: owed.named, key };
    }
    return undefined;
  }

  private async row(vendor: string, id: string): Promise<ObligationRow | undefined> {
    const row = await this.view.get(id);
    return row?.vendor === vendor && row.subject === 'obligation' ? row : undefined;
  }
}
