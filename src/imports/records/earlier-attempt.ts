import { contract } from '../../../domain/contract/contract.js';
import type { ContractEvent } from '../../../domain/contract/contract.events.js';
import { fold } from '../../../domain/kernel/decider.js';
import type { Recorded } from '../../../domain/kernel/envelope.js';
import type { Ledger } from '../../platform/ledger/ledger.js';
import { importOf } from '../undo/provenance.js';
import type { Created } from './run-records.js';

/** Each event of an import names the record that caused it. */
export const causeOf = (importId: string, record: number): string => `${importId}.${record}`;

/**
 * What an attempt of the same import recorded before it was interrupted. A record is examined as if no later record of
 * its file had been recorded, and finds again what was created of it, so that a continued import has the outcomes of an
 * undisturbed one.
 */
export class EarlierAttempt {
  constructor(
    private readonly vendor: string,
    private readonly importId: string,
    private readonly ledger: Pick<Ledger, 'streams'>,
  ) {}

  /** The record of this import that began the stream; undefined where another caller began it. */
  async recordOf(stream: string): Promise<number | undefined> {
    const [first] = await this.ledger.streams.read(this.vendor, stream);
    return first === undefined ? undefined : this.#recordOf(first);
  }

  /** The terms of a contract as its purchase recorded them, whatever was recorded since. */
  async created(stream: string): Promise<Created | undefined> {
    const events = await this.ledger.streams.read<ContractEvent>(this.vendor, stream);
    const purchase = events.filter(({ meta }) => meta.keyHash === events[0]!.meta.keyHash);
    const state = fold(contract, purchase as readonly ContractEvent[]);
    if (state.status !== 'purchased') return undefined;
    return { terms: state.terms.length, lastDay: state.terms.at(-1)!.lastDay };
  }

  #recordOf(event: Pick<Recorded, 'meta'>): number | undefined {
    if (importOf(event) !== this.importId) return undefined;
    const record = Number(event.meta.causationId?.slice(this.importId.length + 1));
    return Number.isInteger(record) ? record : undefined;
  }
}
