import type { Day } from '../../../domain/kernel/civil.js';
import { normalized } from '../../platform/ledger/reservations.js';
import { ScratchTable } from '../../platform/scratch/scratch-table.js';
import type { Cells, Field } from './headings.js';
import type { RecordExaminer } from './record-examiner.js';
import { differences, termsOf } from './record-checks.js';
import { differencesOf, type Purchase, purchaseOf } from './prints.js';
import type { Fault, ImportRecord } from './record.js';
import type { Sink } from './run-records.js';

interface PlannedCustomer {
  readonly name: string;
  readonly level: string;
  readonly region: string;
}
interface PlannedContract {
  readonly print: string;
  readonly purchase: Purchase;
  readonly persons: string;
}

/**
 * What an import would do: reads the ledger, and remembers in scratch tables what earlier records of the file would
 * have recorded, so that a million records need no more memory than ten.
 */
export class DrySink implements Sink {
  readonly #contracts = new ScratchTable<PlannedContract>();
  /** Of each licence number the number of its contract. */
  readonly #licences = new ScratchTable<string>();
  readonly #customers = new ScratchTable<PlannedCustomer>();

  constructor(private readonly recorded: RecordExaminer) {}

  async examine(
    record: ImportRecord,
    cells: Cells,
    unreadable: ReadonlySet<Field>,
    number: number,
  ): Promise<'duplicate' | readonly Fault[]> {
    const examined = await this.recorded.examine(record, cells, unreadable, number);
    if (examined === 'duplicate' || 'terms' in examined) return 'duplicate';
    const readable = (field: Field) => !unreadable.has(field);
    const faults: Fault[] = [...examined];
    const contract = readable('contractNo') ? this.#contracts.get(normalized(record.contractNo)) : undefined;
    if (contract !== undefined && contract.print === this.recorded.prints.ofCells(cells)) return 'duplicate';
    if (contract !== undefined) {
      // Both records are the caller's own: what they have about persons may be compared.
      const differences = differencesOf(purchaseOf(record), contract.purchase);
      const persons = contract.persons === this.#persons(cells) ? [] : [{ field: 'contact' as const }];
      const all = [...differences, ...persons];
      if (all.length === 0) return 'duplicate';
      faults.push({ field: 'contractNo', reason: 'recorded-otherwise', value: record.contractNo, differences: all });
    }
    const licensed = readable('licenceNo') ? this.#licences.get(normalized(record.licenceNo)) : undefined;
    if (licensed !== undefined && licensed !== normalized(record.contractNo))
      faults.push({ field: 'licenceNo', reason: 'taken', value: record.licenceNo, allowed: licensed });
    const customer = readable('customerCode') ? this.#customers.get(normalized(record.customerCode)) : undefined;
    if (customer !== undefined) faults.push(...differences(record, customer, readable));
    return faults;
  }

  async create(record: ImportRecord, cells: Cells): Promise<{ readonly terms: number; readonly lastDay: Day }> {
    const { contractNo, licenceNo, customerCode, name, level, region } = record;
    const print = this.recorded.prints.ofCells(cells);
    this.#contracts.set(normalized(contractNo), { print, purchase: purchaseOf(record), persons: this.#persons(cells) });
    this.#licences.set(normalized(licenceNo), normalized(contractNo));
    this.#customers.add(normalized(customerCode), { name, level, region });
    return termsOf(record, this.recorded.freeTerm(record));
  }

  close(): void {
    for (const table of [this.#contracts, this.#licences, this.#customers]) table.close();
  }

  #persons(cells: Cells): string {
    return JSON.stringify(this.recorded.prints.ofPersons(cells, { contact: '', manager: '', note: '' }));
  }
}
