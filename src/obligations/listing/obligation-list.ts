import { Inject } from '@nestjs/common';
import { contractsOf } from '../../../domain/entitlement/sheet.js';
import { epochOf, instantOf } from '../../../domain/kernel/civil.js';
import { kindOfOffset } from '../../../domain/obligation/kinds.js';
import type { CustomerSheetRow } from '../../../projections/customer-sheet/customer-sheet.row.js';
import type { ObligationsRow } from '../../../projections/obligations/obligations.row.js';
import { CUSTOMER_SHEETS, familyOf } from '../../customers/customers.port.js';
import type { Clock } from '../../platform/clock.js';
import { limitOf, listBounds } from '../../platform/http/conventions/lists.js';
import { instantIfGiven } from '../../platform/http/validation/instants.js';
import { CLOCK } from '../../platform/tokens.js';
import type { Condition, View } from '../../platform/views/view-store.js';
import { PolicyBooks } from '../../policies/policies.port.js';
import { entriesOf, entriesOfContracts, recordedWhere } from './contract-obligations.js';
import { ListedObligations } from './listed-obligations.js';
import { boundsOf, nominalDays } from '../sources/nominal-days.js';
import { type After, compare, cursorAt, type Entry, placeIn } from './list-place.js';
import { derivedEntries, openEntries, type Reading, recordedEntries } from './list-streams.js';
import type { ShownObligation } from './obligation-answers.js';
import { OBLIGATION_ROWS, OBLIGATION_SOURCES } from '../obligations.tokens.js';
import { OpenSubjects } from './open-subjects.js';
import { subjectFields } from '../sources/source-names.js';
import type { OwedGroup, OwedSource } from '../sources/source.js';
import type { ObligationsQuery } from '../obligations.dto.js';

const open: readonly string[] = ['planned', 'due'];
/** Kinds that terms of contracts owe. */
const ofContracts: ReadonlySet<string> = new Set([kindOfOffset(-1), kindOfOffset(1)]);

interface Page {
  readonly items: readonly ShownObligation[];
  readonly nextCursor: string | null;
}

/** What is owed, by nominal day (O10): what is recorded of obligations, and what is derived. */
export class ObligationList {
  constructor(
    @Inject(OBLIGATION_ROWS) private readonly view: View<ObligationsRow>,
    @Inject(CUSTOMER_SHEETS) private readonly sheets: View<CustomerSheetRow>,
    @Inject(OBLIGATION_SOURCES) private readonly sources: readonly OwedSource[],
    @Inject(OpenSubjects) private readonly subjects: OpenSubjects,
    @Inject(PolicyBooks) private readonly books: PolicyBooks,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws Problem cursor-invalid, Invalid */
  async list(vendor: string, query: ObligationsQuery): Promise<Page> {
    const published = await this.books.snapshot(vendor);
    const dueBefore = instantIfGiven(published.zone, '?dueBefore', query.dueBefore);
    const after = placeIn(query.cursor);
    const limit = limitOf(query);
    const accepts = await this.filter(vendor, query, dueBefore);
    if (query.requestId !== undefined) {
      const entries = await this.ofRequest(vendor, query.requestId);
      return pageOf(fromList(entries, after), accepts, limit, () => false, after);
    }
    const contracts = await this.contractsIn(vendor, query);
    if (contracts !== null) {
      const entries = [
        ...(await entriesOfContracts(vendor, contracts, { view: this.view, published, now: this.clock.ms() })),
        ...(query.contractId === undefined ? await this.besideContracts(vendor, query.customerId!) : []),
      ].sort((a, b) => compare(a.place, b.place));
      return pageOf(fromList(entries, after), accepts, limit, () => false, after);
    }
    let rows = 0;
    const below = dueBefore === undefined ? undefined : nominalDays(published, null, epochOf(dueBefore)).below;
    const reading = {
      view: this.view,
      vendor,
      published,
      now: this.clock.ms(),
      below,
      after,
      onRows: (count: number) => void (rows += count),
    };
    const streams = [...streamsOf(reading, query), ...(await this.ofSubjects(reading, query, dueBefore))];
    return pageOf(merged(streams), accepts, limit, () => rows >= listBounds.rowsReadPerPage, after);
  }

  private async filter(vendor: string, { kind, state, customerId }: ObligationsQuery, dueBefore: string | undefined) {
    const owners = customerId === undefined ? null : await this.family(vendor, customerId);
    return (item: ShownObligation): boolean =>
      (kind === undefined || item.kind === kind) &&
      (state === undefined || item.state === state) &&
      (dueBefore === undefined || item.dueAt < dueBefore) &&
      (owners === null || (item.customerId !== null && owners.has(item.customerId)));
  }

  private async family(vendor: string, customerId: string): Promise<ReadonlySet<string>> {
    const family = await familyOf(this.sheets, vendor, customerId);
    return new Set(family?.rows.map(({ subject }) => subject));
  }

  /** The contracts that the query names; null where it names none, and all are meant. */
  private async contractsIn(
    vendor: string,
    { contractId, customerId }: ObligationsQuery,
  ): Promise<readonly string[] | null> {
    if (contractId !== undefined) return [contractId];
    if (customerId === undefined) return null;
    const family = await familyOf(this.sheets, vendor, customerId);
    return contractsOf(family?.rows ?? [], Infinity);
  }

  /** What is derived of requests, surveys and intakes, where the query may ask for it. */
  private async ofSubjects(
    reading: Reading,
    { kind, state }: ObligationsQuery,
    dueBefore: string | undefined,
  ): Promise<readonly AsyncGenerator<Entry>[]> {
    const isAsked = (state === undefined || open.includes(state)) && (kind === undefined || !ofContracts.has(kind));
    if (!isAsked) return [];
    const groups = await this.subjects.groups(reading.vendor);
    return [
      openEntries(
        reading,
        groups,
        ({ named, dueAt }) =>
          (kind === undefined || named.kind === kind) && (dueBefore === undefined || instantOf(dueAt) < dueBefore),
      ),
    ];
  }

  /** What a customer is owed for no contract: what is recorded, and what is derived of what is open. */
  private async besideContracts(vendor: string, customerId: string): Promise<readonly Entry[]> {
    const owners = [...(await this.family(vendor, customerId))];
    const rows = await recordedWhere(this.view, vendor, { field: 'customerId', in: owners });
    const known = rows.filter(({ contractId }) => contractId === null);
    const groups = (await this.subjects.groups(vendor)).filter(({ key }) => owners.includes(key.customerId));
    return entriesOf(await ListedObligations.ofGroups(this.view, groups, this.clock.ms(), known));
  }

  /** As its own stream has it. */
  private async ofRequest(vendor: string, requestId: string): Promise<readonly Entry[]> {
    const groups: OwedGroup[] = [];
    for (const source of this.sources)
      if (subjectFields[source.name] === 'requestId') groups.push(...(await source.groupsOf(vendor, requestId)));
    const known = await recordedWhere(this.view, vendor, { field: 'requestId', is: requestId });
    const shown = await ListedObligations.ofGroups(this.view, groups, this.clock.ms(), known);
    return [...entriesOf(shown)].sort((a, b) => compare(a.place, b.place));
  }
}

/** Each entry is in one of them: what is recorded, and for each offset what is derived of contracts. */
const streamsOf = (reading: Reading, { state, kind }: ObligationsQuery): readonly AsyncGenerator<Entry>[] => {
  const ofKind: readonly Condition[] = kind === undefined ? [] : [{ field: 'kind', is: kind }];
  const ofState: readonly Condition[] = state === undefined ? [] : [{ field: 'state', is: state }];
  const isRecorded = state !== 'planned';
  const isDerived = state === undefined || state === 'suppressed' || open.includes(state);
  const offsets = boundsOf(reading.published).offsets.filter(
    (offset) => kind === undefined || kindOfOffset(offset) === kind,
  );
  return [
    ...(isRecorded ? [recordedEntries(reading, [...ofState, ...ofKind])] : []),
    ...(isDerived ? offsets : []).map((offset) =>
      derivedEntries(
        reading,
        offset,
        state !== undefined && open.includes(state)
          ? [
              { field: 'open', is: true },
              { field: 'through', below: offset },
            ]
          : [],
      ),
    ),
  ];
};

async function* fromList(entries: readonly Entry[], after: After | undefined): AsyncGenerator<Entry> {
  for (const entry of entries) if (after === undefined || compare(entry.place, after.place) > 0) yield entry;
}

/** Ordered streams as one. */
async function* merged(streams: readonly AsyncGenerator<Entry>[]): AsyncGenerator<Entry> {
  const heads = await Promise.all(
    streams.map(async (stream) => ({ stream, entry: (await stream.next()).value as Entry | undefined })),
  );
  for (;;) {
    let first: (typeof heads)[number] | undefined;
    for (const head of heads)
      if (head.entry !== undefined && (first === undefined || compare(head.entry.place, first.entry!.place) < 0))
        first = head;
    if (first === undefined) return;
    yield first.entry!;
    first.entry = (await first.stream.next()).value as Entry | undefined;
  }
}

/** A page of what is accepted; one that reads too much ends early and still has a next one. */
const pageOf = async (
  entries: AsyncGenerator<Entry>,
  accepts: (item: ShownObligation) => boolean,
  limit: number,
  isFull: () => boolean,
  after: After | undefined,
): Promise<Page> => {
  const items: ShownObligation[] = [];
  for await (const { place, items: of } of entries) {
    const resumed = after !== undefined && compare(place, after.place) === 0 ? after.taken : 0;
    for (const [index, item] of of.entries()) {
      if (!accepts(item)) continue;
      items.push(item);
      if (items.length === limit) {
        const taken = index + 1 === of.length ? 0 : resumed + index + 1;
        return { items, nextCursor: cursorAt({ place, taken }) };
      }
    }
    if (isFull()) return { items, nextCursor: cursorAt({ place, taken: 0 }) };
  }
  return { items, nextCursor: null };
};
