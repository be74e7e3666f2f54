import { customer } from '../../../domain/customer/customer.js';
import type { Ledger } from '../../platform/ledger/ledger.js';
import type { Addressee } from '../sources/source.js';

/** A7: who was erased, by the customer's own stream: an erasure is recorded there before mails are forgotten. */
export class ErasedAddressees {
  constructor(private readonly ledger: Ledger) {}

  async has(vendor: string, { customerId, personId }: Addressee): Promise<boolean> {
    const { state } = await this.ledger.load(vendor, 'customer', customerId, customer);
    return (state.status === 'registered' || state.status === 'withdrawn') && state.erased.has(personId);
  }
}
