import { Inject } from '@nestjs/common';
import type { ObligationRow, ObligationsRow } from '../../../projections/obligations/obligations.row.js';
import type { Clock } from '../../platform/clock.js';
import type { Jobs } from '../../platform/jobs/jobs.js';
import { CLOCK, JOBS } from '../../platform/tokens.js';
import type { View } from '../../platform/views/view-store.js';
import { PolicyBooks } from '../../policies/policies.port.js';
import { ListedObligations } from './listed-obligations.js';
import type { ShownObligation } from './obligation-answers.js';
import { firingId, firings } from '../firing/obligation-jobs.js';
import { groupOf, namedIn } from '../firing/recorded-obligation.js';
import { OBLIGATION_ROWS, OBLIGATION_SOURCES } from '../obligations.tokens.js';
import { OpenSubjects } from './open-subjects.js';
import type { GroupKey, Owed, OwedGroup, OwedSource } from '../sources/source.js';

/** UUIDv5 (O4): nothing else is searched for. */
const obligationId = /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

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

  /** One of which something is recorded, or that is owed of what is open; undefined where there is no such one. */
  async get(vendor: string, id: string): Promise<ShownObligation | undefined> {
    const row = await this.row(vendor, id);
    const found =
      row === undefined
        ? await this.derived(vendor, id)
        : (await this.listed(vendor, row)).recorded().find((each) => each.id === id);
    return found && (await this.withFaults(vendor, [found]))[0];
  }

  private async derived(vendor: string, id: string): Promise<ShownObligation | undefined> {
    const group = await this.groupOf(vendor, id);
    if (group === undefined) return undefined;
    const { contractId } = group.owed[0]!.named;
    const now = this.clock.ms();
    const shown =
      contractId === null
        ? await ListedObligations.ofGroups(this.view, [group], now)
        : await ListedObligations.of(this.view, vendor, [contractId], await this.books.snapshot(vendor), now);
    return shown.derived().find((each) => each.id === id);
  }

  /** The group that owes it, where nothing is recorded of it. */
  private async groupOf(vendor: string, id: string): Promise<OwedGroup | undefined> {
    if (!obligationId.test(id)) return undefined;
    const isOwedBy = ({ owed }: OwedGroup): boolean => owed.some((each) => each.id === id);
    const ofOpen = (await this.subjects.groups(vendor)).find(isOwedBy);
    if (ofOpen !== undefined) return ofOpen;
    for (const source of this.sources) {
      const found = (await source.find?.(vendor, id))?.find(isOwedBy);
      if (found !== undefined) return found;
    }
    return undefined;
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

  /** What is due, with why its job was given up. */
  async withFaults(vendor: string, items: readonly ShownObligation[]): Promise<readonly ShownObligation[]> {
    const faultOf = async (item: ShownObligation): Promise<string | null> => {
      const job = await this.jobs.get(firings, firingId(vendor, groupOf(item)));
      return job?.state === 'dead' ? job.fault : null;
    };
    return Promise.all(
      items.map(async (item) =>
        item.state === 'due' ? { ...item, error: (await faultOf(item)) ?? item.error } : item,
      ),
    );
  }

  /** The obligation of an id, whether or not something is recorded of it. */
  async find(vendor: string, id: string): Promise<(Pick<Owed, 'named'> & { readonly key: GroupKey }) | undefined> {
    const row = await this.row(vendor, id);
    if (row !== undefined) return { named: namedIn(row), key: groupOf(row) };
    const group = await this.groupOf(vendor, id);
    return group && { named: group.owed.find((each) => each.id === id)!.named, key: group.key };
  }

  private async row(vendor: string, id: string): Promise<ObligationRow | undefined> {
    const row = await this.view.get(id);
    return row?.vendor === vendor && row.subject === 'obligation' ? row : undefined;
  }
}
