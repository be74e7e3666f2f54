import { Inject } from '@nestjs/common';
import type { Manager, ManagerFacts } from '../../domain/customer/customer.events.js';
import { managerFacts } from '../../domain/customer/managers.js';
import type { Role } from '../../domain/kernel/envelope.js';
import type { Level, Region } from '../../domain/kernel/vocabulary.js';
import type { CustomerListRow } from '../../projections/customer-list/customer-list.row.js';
import { personReaders } from '../platform/auth/caller.js';
import { limitOf } from '../platform/http/conventions/lists.js';
import { Invalid, Problem } from '../platform/http/problems/problem.js';
import { Sealer } from '../platform/keys/sealer.js';
import type { Condition, View } from '../platform/views/view-store.js';
import { CUSTOMER_ROWS, filteredPage, NameFilters } from '../search/search.port.js';
import type { CustomersQuery } from './customers.dto.js';

const sorts = { code: 'codeKey', name: 'nameKey' } as const;

export interface ListedCustomer {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly level: Level;
  readonly region: Region;
  /** Absent for those who may not read persons. */
  readonly customerManager?: string | null;
  readonly revision: number;
  readonly merged: readonly { readonly id: string; readonly code: string; readonly name: string }[];
}

/** A row of the list as a table: with the manager's addresses. */
export interface TabledCustomer extends ListedCustomer {
  /** Null where there is none, or the person was erased; absent for those who may not read persons. */
  readonly manager?: ManagerFacts | null;
}

/** Lists the customers that answer for themselves, by the filters of `GET /customers`. */
export class CustomerSearch {
  constructor(
    @Inject(CUSTOMER_ROWS) private readonly rows: View<CustomerListRow>,
    @Inject(NameFilters) private readonly names: NameFilters,
    @Inject(Sealer) private readonly sealer: Sealer,
  ) {}

  /** @throws Problem */
  async list(vendor: string, role: Role, query: CustomersQuery) {
    const { items, nextCursor } = await this.table(vendor, role, query);
    return { items: items.map(({ manager: _, ...item }): ListedCustomer => item), nextCursor };
  }

  /** @throws Problem */
  async table(vendor: string, role: Role, query: CustomersQuery) {
    const { q, level, region, manager, sort = 'code', cursor } = query;
    if (manager !== undefined) refuseOthers(role);
    const wanted = await this.names.customers(vendor, { q, manager });
    const page = await filteredPage(
      this.rows,
      {
        vendor,
        where: [...listedOnly({ level, region }), ...ofIds(wanted?.ids)],
        sort: { field: sorts[sort.replace('-', '') as keyof typeof sorts], descending: sort.startsWith('-') },
        limit: limitOf(query),
        ...(cursor !== undefined && { cursor }),
      },
      wanted && ((_, id) => wanted.accepts(id)),
    );
    const rows = page.items.map(({ row }) => row);
    const merged = await this.absorbed(vendor, rows);
    const managers = personReaders.includes(role) ? await this.managers(vendor, rows) : undefined;
    const items = rows.map((row, index): TabledCustomer => {
      const { customerId: id, code, name, level, region, revision } = row;
      const known = { id, code, name, level, region, revision, merged: merged(row) };
      if (managers === undefined) return known;
      const held = managers[index]!;
      return { ...known, customerManager: held && held.name, manager: held };
    });
    return { items, nextCursor: page.nextCursor };
  }

  private async managers(vendor: string, rows: readonly CustomerListRow[]): Promise<readonly (ManagerFacts | null)[]> {
    const opened = await this.sealer.open<unknown>(
      vendor,
      rows.map(({ manager }) => manager),
    );
    return (opened as readonly (Manager | null)[]).map((each) =>
      each !== null && 'plain' in each ? managerFacts(each.plain) : null,
    );
  }

  /** Those that were merged into one of the customers, at whatever distance. */
  private async absorbed(vendor: string, rows: readonly CustomerListRow[]) {
    const found = new Map<string, CustomerListRow>();
    for (let ids = rows.flatMap((row) => row.absorbed); ids.length > 0;) {
      const read = [...(await this.rows.getMany(ids)).values()].filter(
        (row) => row.vendor === vendor && !found.has(row.customerId),
      );
      for (const row of read) found.set(row.customerId, row);
      ids = read.flatMap((row) => row.absorbed);
    }
    const below = ({ absorbed }: CustomerListRow): ListedCustomer['merged'] =>
      absorbed.flatMap((id) => {
        const row = found.get(id);
        return row === undefined ? [] : [{ id, code: row.code, name: row.name }, ...below(row)];
      });
    return below;
  }
}

/** One filter at most is looked up with the order; a customer that was merged has neither level nor region there. */
const listedOnly = ({ level, region }: Pick<CustomersQuery, 'level' | 'region'>): readonly Condition[] => [
  ...(level === undefined ? [] : [{ field: 'listedLevel', is: level }]),
  ...(region === undefined ? [] : [{ field: 'listedRegion', is: region }]),
  ...(level === undefined && region === undefined ? [{ field: 'mergedInto', is: null }] : []),
];

const ofIds = (ids: ReadonlySet<string> | undefined): readonly Condition[] =>
  ids === undefined ? [] : [{ field: 'customerId', in: [...ids] }];

const refuseOthers = (role: Role): void => {
  if (!personReaders.includes(role)) throw new Problem('forbidden', { role, allowed: personReaders.join(', ') });
};

/** A code beside a filter: which of the two is meant, nobody knows. @throws Invalid */
export const refuseFilters = (query: CustomersQuery): void => {
  const given = (['q', 'level', 'region', 'manager', 'cursor'] as const).filter((name) => query[name] !== undefined);
  if (given.length > 0)
    throw new Invalid(given.map((name) => ({ pointer: `?${name}`, code: 'conflicting', facts: { other: 'code' } })));
};
