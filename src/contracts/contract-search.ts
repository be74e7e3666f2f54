import { Inject } from '@nestjs/common';
import type { Day } from '../../domain/kernel/civil.js';
import { codeKey } from '../../domain/kernel/spelling.js';
import type { ContractListRow } from '../../projections/contract-list/contract-list.row.js';
import type { CustomerFact, CustomerSheetRow } from '../../projections/customer-sheet/customer-sheet.row.js';
import { factsKnownAt } from '../../projections/facts/facts.row.js';
import { CUSTOMER_SHEETS, familyOf } from '../customers/customers.port.js';
import { limitOf } from '../platform/http/conventions/lists.js';
import { Problem } from '../platform/http/problems/problem.js';
import { BadCursor } from '../platform/views/cursor.js';
import type { Condition, View } from '../platform/views/view-store.js';
import { PolicyBooks } from '../policies/policies.port.js';
import { CONTRACT_ROWS, onDay } from '../search/search.port.js';
import type { ContractsQuery } from './contracts.dto.js';

const sorts = { contractNo: 'contractKey', lastDay: 'lastDay', purchasedOn: 'purchasedOn' } as const;

/** Lists contracts by the filters of `GET /contracts`. */
export class ContractSearch {
  constructor(
    @Inject(CONTRACT_ROWS) private readonly rows: View<ContractListRow>,
    @Inject(CUSTOMER_SHEETS) private readonly customers: View<CustomerSheetRow>,
    @Inject(PolicyBooks) private readonly books: PolicyBooks,
  ) {}

  async list(vendor: string, query: ContractsQuery) {
    await this.books.refresh();
    const today = this.books.today(vendor);
    const sort = query.sort ?? 'contractNo';
    const descending = sort.startsWith('-');
    const page = await this.rows
      .query({
        vendor,
        where: [...(await this.ofCustomer(vendor, query, today)), ...this.conditions(query, today)],
        sort: { field: sorts[sort.replace('-', '') as keyof typeof sorts], descending },
        limit: limitOf(query),
        ...(query.cursor !== undefined && { cursor: query.cursor }),
      })
      .catch((error: unknown) => {
        throw error instanceof BadCursor ? new Problem('cursor-invalid') : error;
      });
    return { items: page.items.map(({ row }) => listed(row, today)), nextCursor: page.nextCursor };
  }

  /**
   * C7: those that the customer, or one that is one with it, owns today. Sheets name every contract that was ever
   * recorded as a customer's.
   */
  private async ofCustomer(vendor: string, { customerId }: ContractsQuery, today: Day): Promise<readonly Condition[]> {
    if (customerId === undefined) return [];
    const family = await familyOf(this.customers, vendor, customerId);
    const rows = family?.rows ?? [];
    const everOwned = factsKnownAt<CustomerFact>(rows, Infinity).flatMap((fact) =>
      fact.kind === 'contract' ? [fact.contractId] : [],
    );
    return [
      { field: 'contractId', in: everOwned },
      { path: 'owners', covers: today, where: { customerId: rows.map(({ subject }) => subject) } },
    ];
  }

  private conditions({ state, expiresBefore, q }: ContractsQuery, today: Day): readonly Condition[] {
    return [
      ...(state === undefined ? [] : [{ path: 'states', covers: today, where: { state } }]),
      ...(expiresBefore === undefined ? [] : [{ field: 'lastDay', below: expiresBefore }]),
      ...(q === undefined ? [] : [{ field: 'contractKey', startsWith: codeKey(q) }]),
    ];
  }
}

const listed = (row: ContractListRow, today: Day) => ({
  id: row.contractId,
  contractNo: row.contractNo,
  licenceNo: row.licenceNo,
  customerId: onDay(row.owners, today)?.customerId,
  series: row.product.series,
  purchasedOn: row.purchasedOn,
  lastDay: row.lastDay,
  terms: row.terms,
  revision: row.revision,
  state: onDay(row.states, today)?.state ?? 'not-started',
});

