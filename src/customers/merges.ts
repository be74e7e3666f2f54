import type { CustomerEvent } from '../../domain/customer/customer.events.js';
import type { Instant } from '../../domain/kernel/civil.js';
import { streamName } from '../../domain/kernel/envelope.js';
import type { Level } from '../../domain/kernel/vocabulary.js';
import { type Merges, merges, survivorOf } from '../../domain/merges/merges.js';
import type { Ledger } from '../platform/ledger/ledger.js';

/** The stream's category and id. */
export const [category, id] = ['merges', 'customers'] as const;

/** The stream of a vendor's merges. */
export const mergesStream = (vendor: string): string => streamName(vendor, category, id);

/** What is merged into what, as the ledger has it now. */
export const mergesOf = async (ledger: Ledger, vendor: string): Promise<Merges> =>
  (await ledger.load(vendor, category, id, merges)).state;

/**
 * D9: the level at an instant, as the ledger has it now, of the customer that answers for this one; null where none
 * is registered.
 */
export const levelAt = async (
  ledger: Ledger,
  vendor: string,
  customerId: string,
  at: Instant,
): Promise<Level | null> => {
  const { into } = await mergesOf(ledger, vendor);
  const events = await ledger.streams.read<CustomerEvent>(
    vendor,
    streamName(vendor, 'customer', survivorOf(customerId, into)),
  );
  let [level, since]: [Level | null, Instant] = [null, ''];
  for (const { type, data, meta } of events) {
    if (type === 'CustomerRegistered') level = data.level;
    if (type === 'CustomerWithdrawn') return null;
    if (type === 'CustomerLevelChanged' && since <= meta.effectiveAt && meta.effectiveAt <= at)
      [level, since] = [data.to, meta.effectiveAt];
  }
  return level;
};
