import { describe, expect, it } from '@jest/globals';
import { addDays } from '../../../domain/kernel/civil.js';
import { Sheets } from '../../../src/entitlements/sheets.js';
import type { View } from '../../../src/platform/views/view-store.js';
import type { ContractSheetRow } from '../../../projections/contract-sheet/contract-sheet.row.js';
import { contractSheet } from '../../../projections/contract-sheet/contract-sheet.js';
import { customerSheet } from '../../../projections/customer-sheet/customer-sheet.js';
import type { Row } from '../../../projections/projection.js';
import { paidTerm, History } from '../../support/history.js';
import { bookWith } from '../../support/published.js';
import { project } from '../../support/sheets.js';

const contracts = 1_500;
const history = new History();
history.customer('cus_a');
for (let n = 0; n < contracts; n += 1)
  history.purchase({ contractId: `con_${n}`, contractNo: `XS-${n}`, purchasedOn: addDays('2025-01-01', n % 300) });
const early = history.position;
// Enough of each that its first page is closed.
for (let n = 0; n < contracts; n += 1)
  for (let change = 0; change < 3; change += 1)
    history.renewed(paidTerm(`trm_${n}_${change}`, addDays('2026-12-01', 400 * change)), `con_${n}`);

/** A view in memory that counts what is read of it; it answers at once, as the embedded one does. */
const counted = <R extends Row>(rows: ReadonlyMap<string, R>) => {
  const reads = { get: 0, getMany: 0, query: 0 };
  const of = (subject: unknown) =>
    [...rows.values()].filter((row) => (row as unknown as ContractSheetRow).subject === subject);
  const view: Pick<View<R>, 'get' | 'getMany' | 'query'> = {
    get: async (id) => {
      reads.get += 1;
      return rows.get(id);
    },
    getMany: async (ids) => {
      reads.getMany += 1;
      return new Map(ids.flatMap((id) => (rows.has(id) ? [[id, rows.get(id)!] as const] : [])));
    },
    query: async ({ where, limit }) => {
      reads.query += 1;
      const is = (field: string) =>
        where.find((condition) => 'field' in condition && condition.field === field) as { is?: unknown; from?: number };
      const items = of(is('subject').is)
        .map((row) => row as unknown as ContractSheetRow & R)
        .filter((row) => row.part === is('part').is && (is('knownTo')?.from ?? 0) <= (row.knownTo ?? 0))
        .sort((a, b) => a.knownTo! - b.knownTo!)
        .slice(0, limit)
        .map((row) => ({ id: row.subject, row }));
      return { items, nextCursor: null };
    },
  };
  return { reads, view: view as View<R> };
};

describe('questions about an old position of a customer with thousands of contracts', () => {
  const customers = counted(project(customerSheet, history.events));
  const sold = counted(project(contractSheet, history.events));
  let moved: (view: string, ids: readonly string[] | 'all') => void = () => undefined;
  const sheets = new Sheets(customers.view, sold.view, () => history.position, {
    onChange: (listener) => {
      moved = listener;
    },
  });
  const book = bookWith();
  const at = Date.parse('2026-02-01T00:00:00.000Z');

  it('reads live rows together, and lets others have their turn meanwhile', async () => {
    let turns = 0;
    const other = setInterval(() => (turns += 1), 1);
    const began = performance.now();
    const sheet = await sheets.read('seeyon', book, 'cus_a', at, early);
    clearInterval(other);
    expect(sheet!.contracts).toHaveLength(contracts);
    expect(sold.reads.get).toBeLessThan(10);
    expect(sold.reads.getMany).toBeLessThan(20);
    // Before, nothing else ran until the last row had been read.
    expect(turns).toBeGreaterThan(Math.floor((performance.now() - began) / 100));
  });

  it('reads nothing anew for the next question about that time', async () => {
    const before = { ...sold.reads };
    const sheet = sheets.ready('seeyon', 'cus_a', at, early);
    expect(sheet!.contracts).toHaveLength(contracts);
    expect(sheets.ready('seeyon', 'cus_a', at + 1, early - 1)?.contracts.length ?? 0).toBe(0);
    expect(sold.reads).toEqual(before);
  });

  it('answers no other position, vendor or customer from it', async () => {
    expect(sheets.ready('huaruan', 'cus_a', at, early)).toBeUndefined();
    // The first renewal is known from the next position on.
    expect(sheets.ready('seeyon', 'cus_a', at, early + 1)).toBeUndefined();
    expect((await sheets.read('seeyon', book, 'cus_a', at, early + 1))!.contracts[0]!.terms).toHaveLength(2);
  });

  it('forgets it where a view was built anew', () => {
    moved(contractSheet.name, 'all');
    expect(sheets.ready('seeyon', 'cus_a', at, early)).toBeUndefined();
  });
});
