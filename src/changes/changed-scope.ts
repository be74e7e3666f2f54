import type { CustomerEvent } from '../../domain/customer/customer.events.js';
import { type StreamEvent, streamName } from '../../domain/kernel/envelope.js';

/**
 * Whose entitlements an event may change: the owners of a contract, one customer, the customers of a merge, whoever has
 * a product of a series, every customer of the vendor, or nobody's.
 */
export type ChangedScope = 'contract' | 'customer' | 'merge' | 'series' | 'vendor' | 'none';

/** By category of the stream. A category that is not listed here concerns every customer of the vendor. */
const scopes: Readonly<Record<string, ChangedScope>> = {
  contract: 'contract',
  customer: 'customer',
  merges: 'merge',
  release: 'series',
  policy: 'vendor',
  calendar: 'vendor',
  texts: 'vendor',
  answers: 'vendor',
  import: 'none',
  intake: 'none',
  erasure: 'none',
  webhooks: 'none',
  'api-key': 'none',
  obligation: 'none',
  reservation: 'none',
  'request-merges': 'none',
  request: 'none',
};

/** Events that no answer reads: names, managers, contacts, and what never took effect. */
const besideAnswers: ReadonlySet<string> = new Set<CustomerEvent['type']>([
  'CustomerRenamed',
  'CustomerManagerAssigned',
  'ContactAdded',
  'ContactChanged',
  'ContactRemoved',
  'TopicsChanged',
  'AddressFailed',
  'ContactErased',
  'Abandoned',
]);

/** The category in the name of an event's stream. */
export const categoryOf = ({ vendor, stream }: Pick<StreamEvent, 'vendor' | 'stream'>): string | undefined =>
  Object.keys(scopes).find((category) => stream.startsWith(streamName(vendor, category, '')));

export const changedScopeOf = (event: Pick<StreamEvent, 'vendor' | 'stream' | 'type'>): ChangedScope => {
  if (besideAnswers.has(event.type)) return 'none';
  const category = categoryOf(event);
  return category === undefined ? 'vendor' : scopes[category]!;
};
