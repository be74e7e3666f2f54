import { Inject } from '@nestjs/common';
import { contractsOf } from '../../domain/entitlement/sheet.js';
import type { Role } from '../../domain/kernel/envelope.js';
import type { Day } from '../../domain/kernel/civil.js';
import type { ContractListRow } from '../../projections/contract-list/contract-list.row.js';
import type { CustomerListRow } from '../../projections/customer-list/customer-list.row.js';
import type { CustomerSheetRow } from '../../projections/customer-sheet/customer-sheet.row.js';
import { CUSTOMER_SHEETS, familyOf } from '../customers/customers.port.js';
import { personReaders } from '../platform/auth/caller.js';
import { limitOf } from '../platform/http/conventions/lists.js';
import { NotFound, Problem } from '../platform/http/problems/problem.js';
import type { Condition, View } from '../platform/views/view-store.js';
import { PolicyBooks } from '../policies/policies.port.js';
import {
  answeringCustomers,
  CONTRACT_ROWS,
  CUSTOMER_ROWS,
  filteredPage,
  NameFilters,
  ownerOn,
} from '../search/search.port.js';
import type { ContractsQuery } from './contracts.dto.js';
import { listedContract } from './listed-contract.js';

const sorts = { contractNo: 'contractKey', lastDay: 'lastDay', purchasedOn: 'purchasedOn' } as const;

/** What is asked for by names: conditions that leave few rows, where there are such, and the judgement of a row. */
interface Named {
  readonly conditions: readonly Condition[];
  readonly accepts?: (row: ContractListRow, id: string) => boolean;
}

/** Lists contracts by the filters of `GET /contracts`. */
export class ContractSearch {
  constructor(
    @Inject(CONTRACT_ROWS) private readonly rows: View<ContractListRow>,
    @Inject(CUSTOMER_ROWS) private readonly customers: View<CustomerListRow>,
    @Inject(CUSTOMER_SHEETS) private readonly sheets: View<CustomerSheetRow>,
    @Inject(NameFilters) private readonly names: NameFilters,
    @Inject(PolicyBooks) private readonly books: PolicyBooks,
  ) {}

  /** @throws Problem */
  async list(vendor: string, role: Role, query: ContractsQuery) {
    const { manager, sort = 'contractNo', cursor } = query;
    if (manager !== undefined && !personReaders.includes(role))
      throw new Problem('forbidden', { role, allowed: personReaders.join(', ') });
    await this.books.refresh();
    const today = this.books.today(vendor);
    const named = await this.named(vendor, query, today);
    const page = await filteredPage(
      this.rows,
      {
        vendor,
        where: [...(await this.ofCustomer(vendor, query, today)), ...named.conditions, ...conditions(query, today)],
        sort: { field: sorts[sort.replace('-', '') as keyof typeof sorts], descending: sort.startsWith('-') },
        limit: limitOf(query),
        ...(cursor !== undefined && { cursor }),
      },
      named.accepts,
    );
    const owners = page.items.map(({ row }) => ownerOn(row, today) ?? '');
    const answering = await answeringCustomers(this.customers, vendor, owners);
    return {
      items: page.items.map(({ row }, index) => listedContract(row, answering.get(owners[index]!), today)),
      nextCursor: page.nextCursor,
    };
  }

  /**
   * C7: those that the customer, or one that is one with it, owns today. Sheets name every contract that was ever
   * recorded as a customer's.
   */
  private async ofCustomer(vendor: string, { customerId }: ContractsQuery, today: Day): Promise<readonly Condition[]> {
    if (customerId === undefined) return [];
    const family = await familyOf(this.sheets, vendor, customerId);
    if (family === null) throw new NotFound(customerId);
    const { rows } = family;
    return [
      { field: 'contractId', in: contractsOf(rows, Infinity) },
      { path: 'owners', covers: today, where: { customerId: rows.map(({ subject }) => subject) } },
    ];
  }

  private async named(vendor: string, { q, level, manager }: ContractsQuery, today: Day): Promise<Named> {
    const owners = await this.names.customers(vendor, { level, manager });
    const ofOwners = (row: ContractListRow): boolean => owners?.accepts(ownerOn(row, today) ?? '') ?? true;
    const few: readonly Condition[] =
      owners?.ids === undefined ? [] : [{ path: 'owners', covers: today, where: { customerId: [...owners.ids] } }];
    if (q === undefined) return owners === undefined ? { conditions: few } : { conditions: few, accepts: ofOwners };
    const [numbers, customers] = await Promise.all([
      this.names.numbers(vendor, q),
      this.names.customers(vendor, { q }),
    ]);
    const isFound = (row: ContractListRow): boolean =>
      customers!.accepts(ownerOn(row, today) ?? '') || numbers.holds(row.contractNo, row.licenceNo);
    const found = await this.namedContracts(numbers.ids, customers!.ids);
    return {
      conditions: [...few, ...(found === undefined ? [] : [{ field: 'contractId', in: found }])],
      accepts: (row) => ofOwners(row) && isFound(row),
    };
  }

  /** Contracts with these numbers, and all that were ever these customers'; undefined where they are many. */
  private async namedContracts(
    numbers: ReadonlySet<string> | undefined,
    customers: ReadonlySet<string> | undefined,
  ): Promise<readonly string[] | undefined> {
    if (numbers === undefined || customers === undefined) return undefined;
    const sheets = await this.sheets.getMany([...customers]);
    return [...new Set([...numbers, ...contractsOf([...sheets.values()], Infinity)])];
  }
}

const conditions = (
  { state, expiresFrom, expiresBefore, gap, unpaid }: ContractsQuery,
  today: Day,
): readonly Condition[] => [
  ...(state === undefined ? [] : [{ path: 'states', covers: today, where: { state } }]),
  ...(expiresFrom === undefined && expiresBefore === undefined
    ? []
    : [
        {
          field: 'lastDay',
          ...(expiresFrom !== undefined && { from: expiresFrom }),
          ...(expiresBefore !== undefined && { below: expiresBefore }),
        },
      ]),
  ...(gap === undefined ? [] : [{ field: 'hasGap', is: gap === 'true' }]),
  ...(unpaid === undefined ? [] : [{ field: 'isUnpaid', is: unpaid === 'true' }]),
];
