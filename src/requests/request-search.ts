import { Inject } from '@nestjs/common';
import type { Erased, Personal } from '../../domain/kernel/personal.js';
import type { ListedPromise, RequestRow } from '../../projections/requests/requests.row.js';
import type { Caller } from '../platform/auth/caller.js';
import type { Clock } from '../platform/clock.js';
import { limitOf } from '../platform/http/conventions/lists.js';
import { instantIfGiven } from '../platform/http/validation/instants.js';
import { Sealer } from '../platform/keys/sealer.js';
import { CLOCK } from '../platform/tokens.js';
import type { Condition, View } from '../platform/views/view-store.js';
import { filteredPage } from '../search/search.port.js';
import { RequestReader } from './request-reader.js';
import { REQUEST_ROWS } from './request-rows.port.js';
import { RequestTerms } from './request-terms.js';
import type { PromiseFilter, RequestsQuery } from './requests.dto.js';
import type { ShownPromiseState } from './shown-promises.js';

/** Lists requests by the filters of `GET /requests`. */
export class RequestSearch {
  constructor(
    @Inject(REQUEST_ROWS) private readonly rows: View<RequestRow>,
    @Inject(RequestReader) private readonly reader: RequestReader,
    @Inject(RequestTerms) private readonly terms: RequestTerms,
    @Inject(Sealer) private readonly sealer: Sealer,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws Problem */
  async list({ vendor, customerId: own }: Caller, query: RequestsQuery) {
    const { zone } = await this.terms.of(vendor);
    const dueBefore = instantIfGiven(zone, '?dueBefore', query.dueBefore);
    const now = this.clock.now();
    const isFound = query.promise === undefined ? undefined : ofPromise(query.promise, now);
    const page = await filteredPage(
      this.rows,
      {
        vendor,
        where: [
          ...(await this.ofCustomers(vendor, [query.customerId, own ?? undefined])),
          ...fields(query),
          ...(dueBefore === undefined ? [] : [{ field: 'nextDueAt', from: '', below: dueBefore }]),
        ],
        sort: { field: 'requestedAt', descending: true },
        limit: limitOf(query),
        ...(query.cursor !== undefined && { cursor: query.cursor }),
      },
      isFound,
    );
    const rows = page.items.map(({ row }) => row);
    const titles = (await this.sealer.open<unknown>(
      vendor,
      rows.map(({ title }) => title),
    )) as readonly (Personal<string> | Erased)[];
    return {
      items: rows.map((row, index) => listedRequest(row, titles[index]!, now)),
      nextCursor: page.nextCursor,
    };
  }

  /** C1: a customer is all that are one with it. */
  private async ofCustomers(vendor: string, named: readonly (string | undefined)[]): Promise<readonly Condition[]> {
    const conditions: Condition[] = [];
    for (const customerId of named)
      if (customerId !== undefined)
        conditions.push({ field: 'customerId', in: await this.reader.familyIds(vendor, customerId) });
    return conditions;
  }
}

const fields = ({ no, state, owner, service, priority, promise }: RequestsQuery): readonly Condition[] => [
  ...(no === undefined ? [] : [{ field: 'no', is: no.trim().toUpperCase() }]),
  ...(state === undefined ? [] : [{ field: 'state', is: state }]),
  ...(owner === undefined ? [] : [{ field: 'ownerId', is: owner }]),
  ...(service === undefined ? [] : [{ field: 'service', is: service }]),
  ...(priority === undefined ? [] : [{ field: 'priority', is: priority }]),
  ...(promise === undefined || promise === 'broken' ? [] : [{ field: 'hasOpenPromise', is: true }]),
];

/** K11, K12: as a promise is at an instant; one that is past its due is broken, whether or not that is recorded. */
const stateOf = (
  { verdict, dueAt, atRiskAt }: ListedPromise,
  { waits }: RequestRow,
  now: string,
): ShownPromiseState => {
  if (verdict !== null) return verdict;
  if (dueAt === null) return 'paused';
  if (dueAt < now) return 'broken';
  if (waits.some(({ kind, until }) => kind !== 'sales' && (until === null || until > now))) return 'paused';
  return atRiskAt !== null && atRiskAt <= now ? 'at-risk' : 'open';
};

/** What is at risk, or paused, is open too. */
const ofPromise =
  (wanted: PromiseFilter, now: string) =>
  (row: RequestRow): boolean =>
    row.promises.some((promise) => {
      const state = stateOf(promise, row, now);
      return state === wanted || (wanted === 'open' && (state === 'at-risk' || state === 'paused'));
    });

export type ListedRequest = ReturnType<typeof listedRequest>;

const listedRequest = (row: RequestRow, title: Personal<string>, now: string) => ({
  id: row.requestId,
  no: row.no,
  customerId: row.customerId,
  service: row.service,
  channel: row.channel,
  urgency: row.urgency,
  priority: row.priority,
  title: 'plain' in title ? title.plain : null,
  contractId: row.contractId,
  owner: row.ownerId,
  requestedAt: row.requestedAt,
  entitled: row.entitled,
  state: row.state,
  mergedInto: row.mergedInto,
  promises: row.promises.map((promise) => ({
    id: promise.promiseId,
    kind: promise.kind,
    visitId: promise.visitId,
    dueAt: promise.dueAt,
    atRiskAt: promise.atRiskAt,
    state: stateOf(promise, row, now),
  })),
  nextDueAt: row.nextDueAt,
  revision: row.revision,
});
