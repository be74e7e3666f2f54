import type { ObligationRow, ObligationsRow } from '../../../projections/obligations/obligations.row.js';
import type { View } from '../../platform/views/view-store.js';
import type { ObligationChanges } from './obligation-changes.js';
import { groupOf } from './recorded-obligation.js';
import { begunObligations, pagesOf } from '../sources/view-pages.js';
import { subjectFields } from '../sources/source-names.js';
import type { GroupKey, Owed, OwedGroup } from '../sources/source.js';

/**
 * Which obligations have not ended. The view may be behind, but an end that it has is final: streams answer the rest.
 */
export class OpenObligations {
  constructor(
    private readonly rows: View<ObligationsRow>,
    private readonly changes: ObligationChanges,
  ) {}

  /** Of a group, in the order of nominal days. */
  async of(vendor: string, { owed }: Pick<OwedGroup, 'owed'>, until = Infinity): Promise<readonly Owed[]> {
    const firing = owed.filter(({ backfilled }) => !backfilled);
    const past = firing.filter(({ firesAt }) => firesAt <= until);
    const ended = await this.ended(past);
    const open: Owed[] = [];
    for (const each of firing) {
      if (ended.has(each.id)) continue;
      if (each.firesAt <= until && (await this.changes.state(vendor, each.id)).state.end !== null) continue;
      open.push(each);
    }
    return open;
  }

  /**
   * When a group has something to deal with, by the view: until an instant, and its catch-up whenever that is, since
   * its nominal day is past and no later search finds it (O6). Null where nothing.
   */
  async nextOf({ owed }: Pick<OwedGroup, 'owed'>, until: number): Promise<number | null> {
    const firing = owed.filter(({ backfilled, firesAt, named }) => !backfilled && (firesAt <= until || named.catchUp));
    const ended = await this.ended(firing);
    const next = Math.min(...firing.filter(({ id }) => !ended.has(id)).map(({ firesAt }) => firesAt));
    return Number.isFinite(next) ? next : null;
  }

  /** The groups of all that something is recorded of and that has not ended, page by page. */
  async *allBegun(vendor: string): AsyncIterable<readonly GroupKey[]> {
    for await (const page of pagesOf(this.rows, vendor, begunObligations))
      yield page.map((row) => groupOf(row as ObligationRow));
  }

  /** Obligations of a subject that something is recorded of, and that have not ended, as the view has them. */
  async begun(vendor: string, { source, subjectId }: GroupKey): Promise<readonly ObligationRow[]> {
    const where = [{ field: subjectFields[source]!, is: subjectId }, ...begunObligations];
    const rows: ObligationRow[] = [];
    for await (const page of pagesOf(this.rows, vendor, where)) rows.push(...(page as readonly ObligationRow[]));
    // Two sources can share a subject.
    return rows.filter((row) => groupOf(row).source === source);
  }

  private async ended(owed: readonly Owed[]): Promise<ReadonlySet<string>> {
    const rows = await this.rows.getMany(owed.map(({ id }) => id));
    return new Set([...rows].flatMap(([id, row]) => ((row as ObligationRow).state === 'due' ? [] : [id])));
  }
}
