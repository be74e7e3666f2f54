import Database from 'better-sqlite3';
import type { Day } from '../../../domain/kernel/civil.js';
import { normalized } from '../../platform/ledger/reservations.js';
import type { Cells, Field } from './headings.js';
import type { LedgerSink } from './ledger-sink.js';
import { differences, termsOf } from './record-checks.js';
import { differencesOf, type Purchase, purchaseOf } from './prints.js';
import type { Fault, ImportRecord } from './record.js';
import type { Sink } from './run-records.js';

interface Sketched {
  readonly name: string;
  readonly level: string;
  readonly region: string;
}

/**
 * What an import would do: asks the ledger, and keeps what the file's own earlier records would have taken in a
 * database that is gone with it, so that a million records need no more memory than ten.
 */
export class DrySink implements Sink {
  readonly #db = new Database('');

  constructor(private readonly real: LedgerSink) {
    this.#db.exec(
      'CREATE TABLE numbers (kind TEXT, value TEXT, print TEXT, purchase TEXT, persons TEXT, PRIMARY KEY (kind, value)) WITHOUT ROWID; CREATE TABLE customers (code TEXT PRIMARY KEY, name TEXT, level TEXT, region TEXT) WITHOUT ROWID',
    );
  }

  async examine(
    record: ImportRecord,
    cells: Cells,
    unreadable: ReadonlySet<Field>,
  ): Promise<'duplicate' | readonly Fault[]> {
    const examined = await this.real.examine(record, cells, unreadable);
    if (examined === 'duplicate' || 'terms' in examined) return 'duplicate';
    const readable = (field: Field) => !unreadable.has(field);
    const faults: Fault[] = [...examined];
    const contract = readable('contractNo') ? this.#number('contract-no', record.contractNo) : undefined;
    if (contract !== undefined && contract.print === this.real.prints.ofCells(cells)) return 'duplicate';
    if (contract !== undefined) {
      // Both records are the caller's own: what they have about persons may be compared.
      const differences = differencesOf(purchaseOf(record), JSON.parse(contract.purchase) as Purchase);
      const persons = contract.persons === this.#persons(cells) ? [] : [{ field: 'contact' as const }];
      const all = [...differences, ...persons];
      if (all.length === 0) return 'duplicate';
      faults.push({ field: 'contractNo', reason: 'recorded-otherwise', value: record.contractNo, differences: all });
    }
    const licensed = readable('licenceNo') ? this.#number('licence-no', record.licenceNo) : undefined;
    if (licensed !== undefined && licensed.print !== normalized(record.contractNo))
      faults.push({ field: 'licenceNo', reason: 'taken', value: record.licenceNo, allowed: licensed.print });
    const customer = readable('customerCode') ? this.#customer(record.customerCode) : undefined;
    if (customer !== undefined) faults.push(...differences(record, customer, readable));
    return faults;
  }

  async create(record: ImportRecord, cells: Cells): Promise<{ readonly terms: number; readonly lastDay: Day }> {
    const take = this.#db.prepare('INSERT INTO numbers VALUES (?, ?, ?, ?, ?)');
    const print = this.real.prints.ofCells(cells);
    const purchase = JSON.stringify(purchaseOf(record));
    take.run('contract-no', normalized(record.contractNo), print, purchase, this.#persons(cells));
    take.run('licence-no', normalized(record.licenceNo), normalized(record.contractNo), '', '');
    this.#db
      .prepare('INSERT OR IGNORE INTO customers VALUES (?, ?, ?, ?)')
      .run(normalized(record.customerCode), record.name, record.level, record.region);
    return termsOf(record, this.real.freeTerm(record));
  }

  close(): void {
    this.#db.close();
  }

  #persons(cells: Cells): string {
    return JSON.stringify(this.real.prints.ofPersons(cells, { contact: '', manager: '', note: '' }));
  }

  #number(
    kind: string,
    value: string,
  ): { readonly print: string; readonly purchase: string; readonly persons: string } | undefined {
    return this.#db
      .prepare('SELECT print, purchase, persons FROM numbers WHERE kind = ? AND value = ?')
      .get(kind, normalized(value)) as { print: string; purchase: string; persons: string } | undefined;
  }

  #customer(code: string): Sketched | undefined {
    return this.#db.prepare('SELECT name, level, region FROM customers WHERE code = ?').get(normalized(code)) as
      Sketched | undefined;
  }
}
