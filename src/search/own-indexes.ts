import type { Day } from '../../domain/kernel/civil.js';
import type { ContractListRow } from '../../projections/contract-list/contract-list.row.js';
import type { CustomerListRow } from '../../projections/customer-list/customer-list.row.js';
import { mostRows } from '../platform/views/check-query.js';
import type { View } from '../platform/views/view-store.js';
import type { Directory } from './directory.js';
import { loadFolding } from './folded.js';
import { TextIndex } from './text-index.js';

interface Own {
  readonly vendor: string;
  readonly customerId: string;
  readonly today: Day;
}

/** What a customer may search: itself, those it is one with, and the contracts they own today (A1, C7). */
export class OwnIndexes {
  readonly customers = new TextIndex(1);
  readonly contracts = new TextIndex(1);
  readonly licences = new TextIndex(1);

  static async of(
    directory: Directory,
    contracts: Pick<View<ContractListRow>, 'query'>,
    customers: Pick<View<CustomerListRow>, 'getMany'>,
    { vendor, customerId, today }: Own,
  ): Promise<OwnIndexes> {
    await directory.names();
    const family = directory.familyOf(customerId);
    const [{ items }, rows, { fold, initials }] = await Promise.all([
      contracts.query({
        vendor,
        where: [{ path: 'owners', covers: today, where: { customerId: family } }],
        limit: mostRows,
      }),
      customers.getMany(family),
      loadFolding(),
    ]);
    const own = new OwnIndexes();
    for (const [owner, { code, name }] of rows) {
      const folded = fold(name);
      own.customers.add([{ owner, texts: [fold(code), folded, initials(folded)] }]);
    }
    for (const { id: owner, row } of items) {
      own.contracts.add([{ owner, texts: [fold(row.contractNo)] }]);
      own.licences.add([{ owner, texts: [fold(row.licenceNo)] }]);
    }
    return own;
  }
}
