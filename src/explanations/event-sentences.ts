import { Inject } from '@nestjs/common';
import { customer } from '../../domain/customer/customer.js';
import type { Recorded } from '../../domain/kernel/envelope.js';
import { ApiKeys } from '../platform/auth/api-keys.js';
import { Ledger } from '../platform/ledger/ledger.js';
import { type EvidenceAnswer, evidenceOf, type Names, namedCustomers } from './evidence.js';
import type { Writing } from './writing.js';

/** An event in words, with the reason that was given. */
export interface WrittenEvent extends EvidenceAnswer {
  readonly reason: string | null;
}

/** Events as sentences, with the names of customers and keys. */
export class EventSentences {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(ApiKeys) private readonly keys: Pick<ApiKeys, 'list'>,
  ) {}

  /** Of events as they are read from a port; persons who were erased stay unreadable. */
  async write(vendor: string, stored: readonly Recorded[], writing: Writing): Promise<readonly WrittenEvent[]> {
    const events = await this.ledger.streams.opened(vendor, stored);
    const names: Names = {
      customers: await this.customersNamed(vendor, new Set(events.flatMap(namedCustomers))),
      keys: new Map((await this.keys.list()).map(({ id, name }) => [id, name])),
    };
    return events.map((event) => ({ ...evidenceOf(event, names, writing), reason: reasonOf(event) }));
  }

  /** Names by id, as they are today. */
  async customersNamed(vendor: string, ids: ReadonlySet<string>): Promise<ReadonlyMap<string, string>> {
    const named = await Promise.all(
      [...ids].map(async (id) => [id, (await this.customerNamed(vendor, id)).name] as const),
    );
    return new Map(named);
  }

  /** By the name that the customer has today. */
  async customerNamed(vendor: string, customerId: string): Promise<{ readonly name: string; readonly code: string }> {
    const { state } = await this.ledger.load(vendor, 'customer', customerId, customer);
    return state.status === 'registered' ? { name: state.name, code: state.code } : { name: '…', code: '…' };
  }
}

const reasonOf = ({ data, meta }: Recorded): string | null => {
  const given = (data as { readonly reason?: unknown } | null)?.reason ?? meta.reason;
  return typeof given === 'string' ? given : null;
};
