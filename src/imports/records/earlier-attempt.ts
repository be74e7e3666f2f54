import Database from 'better-sqlite3';
import type { Contract } from '../../../domain/contract/contract.state.js';
import { streamName } from '../../../domain/kernel/envelope.js';
import type { EventStore } from '../../platform/events/event-store.js';
import { importOf } from '../undo/provenance.js';
import type { Created } from './run-records.js';

/**
 * Tells what an interrupted import created before from what had been there: by the import that the purchase carries.
 * The
 * second record of the same content is a duplicate as it was the first time; which were met is kept in a database that
 * is gone with this run.
 */
export class CreatedBefore {
  readonly #db = new Database('');
  readonly #meet;

  constructor(
    private readonly vendor: string,
    private readonly store: EventStore,
  ) {
    this.#db.exec('CREATE TABLE met (id TEXT PRIMARY KEY) WITHOUT ROWID');
    this.#meet = this.#db.prepare('INSERT OR IGNORE INTO met VALUES (?)');
  }

  async created(contractId: string, importId: string, { terms }: Contract): Promise<Created | undefined> {
    const [purchase] = await this.store.readStream(streamName(this.vendor, 'contract', contractId));
    if (purchase === undefined || importOf(purchase) !== importId || this.#meet.run(contractId).changes === 0)
      return undefined;
    return { terms: terms.length, lastDay: terms.at(-1)!.lastDay };
  }

  /** Of this run. */
  meet(contractId: string): void {
    this.#meet.run(contractId);
  }

  close(): void {
    this.#db.close();
  }
}
