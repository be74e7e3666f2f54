import Database from 'better-sqlite3';
import type { Day } from '../../domain/kernel/civil.js';
import { normalized } from '../platform/ledger/reservations.js';
import type { Cells, Field } from './headings.js';
import { differences, type LedgerSink, termsOf } from './ledger-sink.js';
import type { Fault, ImportRecord } from './record.js';
import type { Sink } from './run.js';

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
      'CREATE TABLE numbers (kind TEXT, value TEXT, print TEXT, PRIMARY KEY (kind, value)) WITHOUT ROWID; CREATE TABLE customers (code TEXT PRIMARY KEY, name TEXT, level TEXT, region TEXT) WITHOUT ROWID',
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
    if (contract !== undefined && contract.print === this.real.fingerprint(cells)) return 'duplicate';
    if (contract !== undefined) faults.push({ field: 'contractNo', reason: 'taken', value: record.contractNo });
    if (readable('licenceNo') && this.#number('licence-no', record.licenceNo) !== undefined)
      faults.push({ field: 'licenceNo', reason: 'taken', value: record.licenceNo });
    const customer = readable('customerCode') ? this.#customer(record.customerCode) : undefined;
    if (customer !== undefined) faults.push(...differences(record, customer, readable));
    return faults;
  }

  async create(record: ImportRecord, cells: Cells): Promise<{ readonly terms: number; readonly lastDay: Day }> {
    const take = this.#db.prepare('INSERT INTO numbers VALUES (?, ?, ?)');
    take.run('contract-no', normalized(record.contractNo), this.real.fingerprint(cells));
    take.run('licence-no', normalized(record.licenceNo), '');
    this.#db
      .prepare('INSERT OR IGNORE INTO customers VALUES (?, ?, ?, ?)')
      .run(normalized(record.customerCode), record.name, record.level, record.region);
    return termsOf(record, this.real.freeTerm(record));
  }

  close(): void {
    this.#db.close();
  }

  #number(kind: string, value: string): { readonly print: string } | undefined {
    return this.#db.prepare('SELECT print FROM numbers WHERE kind = ? AND value = ?').get(kind, normalized(value)) as
      { print: string } | undefined;
  }

  #customer(code: string): Sketched | undefined {
    return this.#db.prepare('SELECT name, level, region FROM customers WHERE code = ?').get(normalized(code)) as
      Sketched | undefined;
  }
}
