import { addDays, type Day, dayAfter } from '../../../domain/kernel/civil.js';
import type { ObligationRow, ObligationsRow, TermOwingRow } from '../../../projections/obligations/obligations.row.js';
import { shapeOf } from '../../platform/views/check-query.js';
import { writeCursor } from '../../platform/views/cursor.js';
import type { Condition, Query, View } from '../../platform/views/view-store.js';
import type { PolicySnapshot } from '../../policies/policies.port.js';
import { ListedObligations } from './listed-obligations.js';
import { type After, compare, type Entry } from './list-place.js';
import type { Owed, OwedGroup } from '../sources/source.js';

/** What a page is read from. */
export interface Reading {
  readonly view: View<ObligationsRow>;
  readonly vendor: string;
  readonly published: PolicySnapshot;
  readonly now: number;
  /** Nominal days before this one. */
  readonly below: Day | undefined;
  readonly after: After | undefined;
  /** Called with how many rows were read. */
  readonly onRows: (count: number) => void;
}

const rowsAtATime = 25;

/** What is recorded of obligations, by nominal day. */
export async function* recordedEntries(reading: Reading, where: readonly Condition[]): AsyncGenerator<Entry> {
  const { after } = reading;
  const sort = { field: 'nominalOn' };
  const bounds = dayBounds(
    'nominalOn',
    after?.place.rank === 1 ? dayAfter(after.place.nominalOn) : undefined,
    reading.below,
  );
  const first =
    after?.place.rank === 0
      ? writeCursor(shapeOf({ sort }), { value: after.place.nominalOn, id: after.place.id })
      : undefined;
  const query = { where: [{ field: 'subject', is: 'obligation' }, ...where, ...bounds], sort };
  for await (const page of pagesOf(reading, query, first)) {
    const rows = page as readonly ObligationRow[];
    const shown = await shownOf(
      reading,
      rows.flatMap(({ contractId }) => contractId ?? []),
      rows,
    );
    const byId = new Map(shown.recorded().map((each) => [each.id, each]));
    for (const { nominalOn, obligationId: id } of rows)
      yield { place: { nominalOn, rank: 0, id }, items: [byId.get(id)!] };
  }
}

/** What is derived with one offset, by nominal day: terms by their last day. */
export async function* derivedEntries(
  reading: Reading,
  offset: number,
  where: readonly Condition[],
): AsyncGenerator<Entry> {
  const { after, below, view } = reading;
  const sort = { field: 'lastDay' };
  const lastDay = after === undefined ? undefined : addDays(after.place.nominalOn, -offset);
  const isAmongDerived = after?.place.rank === 1;
  if (isAmongDerived && after.taken > 0) {
    const row = (await view.get(after.place.id)) as TermOwingRow | undefined;
    if (row?.lastDay === lastDay)
      for (const entry of await entriesOf(reading, offset, [row!]))
        yield { place: entry.place, items: entry.items.slice(after.taken) };
  }
  const first = isAmongDerived ? writeCursor(shapeOf({ sort }), { value: lastDay!, id: after.place.id }) : undefined;
  const bounds = dayBounds('lastDay', isAmongDerived ? undefined : lastDay, below && addDays(below, -offset));
  const query = { where: [{ field: 'subject', is: 'term' }, ...where, ...bounds], sort };
  for await (const page of pagesOf(reading, query, first))
    yield* await entriesOf(reading, offset, page as readonly TermOwingRow[]);
}

/** What is derived of open subjects, by nominal day: of these groups what is wanted. */
export async function* openEntries(
  reading: Reading,
  groups: readonly OwedGroup[],
  isWanted: (owed: Owed) => boolean,
): AsyncGenerator<Entry> {
  const { view, now, after, onRows } = reading;
  const placed = groups
    .flatMap((group) => group.owed.filter(isWanted).map((owed) => ({ group, place: placeOf(owed) })))
    .filter(({ place }) => after === undefined || compare(place, after.place) > 0)
    .sort((one, other) => compare(one.place, other.place));
  for (let start = 0; start < placed.length; start += rowsAtATime) {
    const part = placed.slice(start, start + rowsAtATime);
    onRows(part.length);
    const shown = await ListedObligations.ofGroups(view, [...new Set(part.map(({ group }) => group))], now);
    const byId = new Map(shown.derived().map((each) => [each.id, each]));
    for (const { place } of part) {
      const item = byId.get(place.id);
      if (item !== undefined) yield { place, items: [item] };
    }
  }
}

const placeOf = ({ id, nominalOn }: Owed): Entry['place'] => ({ nominalOn, rank: 1, id });

const entriesOf = async (
  reading: Reading,
  offset: number,
  rows: readonly TermOwingRow[],
): Promise<readonly Entry[]> => {
  const shown = await shownOf(
    reading,
    rows.map(({ contractId }) => contractId),
  );
  const items = shown.derived().filter((each) => each.offset === offset);
  return rows.map((row) => ({
    place: { nominalOn: addDays(row.lastDay, offset), rank: 1, id: `${row.contractId}/${row.termId}` },
    items: items.filter(({ termId, contractId }) => termId === row.termId && contractId === row.contractId),
  }));
};

const shownOf = (
  { view, vendor, published, now }: Reading,
  contractIds: readonly string[],
  known: readonly ObligationRow[] = [],
): Promise<ListedObligations> => ListedObligations.of(view, vendor, contractIds, published, now, known);

async function* pagesOf(
  { view, vendor, onRows }: Reading,
  query: Pick<Query, 'where' | 'sort'>,
  first: string | undefined,
): AsyncGenerator<readonly ObligationsRow[]> {
  let cursor = first;
  do {
    const page = await view.query({ ...query, vendor, limit: rowsAtATime, ...(cursor !== undefined && { cursor }) });
    onRows(page.items.length);
    yield page.items.map(({ row }) => row);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}

const dayBounds = (field: string, from: Day | undefined, below: Day | undefined): readonly Condition[] =>
  from === undefined && below === undefined
    ? []
    : [{ field, ...(from !== undefined && { from }), ...(below !== undefined && { below }) }];
