import { codeKey } from '../../domain/kernel/spelling.js';
import { Inject } from '@nestjs/common';
import { contractList } from '../../projections/contract-list/contract-list.js';
import type { ContractListRow } from '../../projections/contract-list/contract-list.row.js';
import type { CustomerSheetRow } from '../../projections/customer-sheet/customer-sheet.row.js';
import { CUSTOMER_SHEETS, familyOf } from '../customers/customers.port.js';
import { limitOf } from '../platform/http/conventions/lists.js';
import { Problem } from '../platform/http/problems/problem.js';
import { BadCursor } from '../platform/views/cursor.js';
import type { Condition, View } from '../platform/views/view-store.js';
import { PolicyBooks } from '../policies/policies.port.js';
import type { ContractsQuery } from './contracts.dto.js';

/** Where the contract list is read from. */
export const CONTRACT_LIST = Symbol(contractList.name);

const sorts = { contractNo: 'contractKey', lastDay: 'lastDay', purchasedOn: 'purchasedOn' } as const;

/** Lists contracts by the filters of `GET /contracts`. */
export class ContractSearch {
  constructor(
    @Inject(CONTRACT_LIST) private readonly rows: View<ContractListRow>,
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
        where: [...(await this.ofCustomer(vendor, query)), ...this.conditions(query, today)],
        sort: { field: sorts[sort.replace('-', '') as keyof typeof sorts], descending },
        limit: limitOf(query),
        ...(query.cursor !== undefined && { cursor: query.cursor }),
      })
      .catch((error: unknown) => {
        throw error instanceof BadCursor ? new Problem('cursor-invalid') : error;
      });
    return { items: page.items.map(({ row }) => listed(row, today)), nextCursor: page.nextCursor };
  }

  /** The customer's own and those of all that are one with it. */
  private async ofCustomer(vendor: string, { customerId }: ContractsQuery): Promise<readonly Condition[]> {
    if (customerId === undefined) return [];
    const family = await familyOf(this.customers, vendor, customerId);
    return [{ field: 'customerId', in: family === null ? [customerId] : family.rows.map(({ subject }) => subject) }];
  }

  private conditions({ state, expiresBefore, q }: ContractsQuery, today: string): readonly Condition[] {
    return [
      ...(state === undefined ? [] : [{ path: 'states', covers: today, where: { state } }]),
      ...(expiresBefore === undefined ? [] : [{ field: 'lastDay', below: expiresBefore }]),
      ...(q === undefined ? [] : [{ field: 'contractKey', startsWith: codeKey(q) }]),
    ];
  }
}

const listed = (row: ContractListRow, today: string) => ({
  id: row.contractId,
  contractNo: row.contractNo,
  licenceNo: row.licenceNo,
  customerId: row.customerId,
  series: row.series,
  purchasedOn: row.purchasedOn,
  lastDay: row.lastDay,
  terms: row.terms,
  revision: row.revision,
  state: row.states.find(({ from, to }) => from <= today && (to === null || today < to))?.state ?? 'not-started',
});
