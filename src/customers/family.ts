import { customer } from '../../domain/customer/customer.js';
import type { Customer } from '../../domain/customer/customer.state.js';
import { streamName } from '../../domain/kernel/envelope.js';
import { merges, survivorOf } from '../../domain/merges/merges.js';
import type { Ledger } from '../platform/ledger/ledger.js';
import { mergesStream } from './merges.js';

/** Customers that are one since they were merged (C1), from their streams: the one that answers for them first. */
export type FamilyNow = readonly Customer[];

export const familyNow = async (ledger: Ledger, vendor: string, customerId: string): Promise<FamilyNow> => {
  const { into } = (await ledger.streams.fold(vendor, mergesStream(vendor), merges)).state;
  const survivor = survivorOf(customerId, into);
  const absorbed = [...into.keys()].filter((id) => survivorOf(id, into) === survivor);
  const found: Customer[] = [];
  for (const id of [survivor, ...absorbed]) {
    const { state } = await ledger.streams.fold(vendor, streamName(vendor, 'customer', id), customer);
    if (state.status === 'registered') found.push(state);
  }
  return found;
};
