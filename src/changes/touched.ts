import { idOfStream, type Recorded, type Role } from '../../domain/kernel/envelope.js';
import { categoryOf } from './changed-scope.js';
import type { Concerned, Party } from './concerned.js';

export const touchedKinds = [
  'customer',
  'contract',
  'release',
  'policy',
  'import',
  'webhook',
  'api-key',
  'intake',
  'request',
] as const;
export interface Touched {
  readonly kind: (typeof touchedKinds)[number];
  readonly id: string;
}

/** What one event touched, for whoever may know of it. */
export interface Change {
  readonly vendor: string;
  readonly touched: readonly Touched[];
  /** Whether it may change the entitlements of every customer. */
  readonly ofEverybody: boolean;
}

/** The kind of thing that streams of a category are about; reservations are part of what they reserve. */
const kinds: Readonly<Record<string, Touched['kind']>> = {
  customer: 'customer',
  contract: 'contract',
  release: 'release',
  policy: 'policy',
  calendar: 'policy',
  texts: 'policy',
  answers: 'policy',
  import: 'import',
  intake: 'intake',
  webhooks: 'webhook',
  'api-key': 'api-key',
  request: 'request',
};

/** Who learns of a kind at all: as the routes that show one. */
const watchers: Readonly<Record<'import' | 'webhook' | 'api-key', readonly Role[]>> = {
  import: ['sales', 'admin', 'auditor'],
  webhook: ['admin', 'auditor'],
  'api-key': ['admin'],
};

export const changeOf = (event: Recorded, party: Party | null, concerned: readonly Concerned[]): Change => {
  const customers = new Set<string>([party?.customerId, party?.mergedIntoId].filter((id) => id !== undefined));
  for (const each of concerned)
    if (each.scope === 'customer') for (const { customerId } of each.customers) customers.add(customerId);
  const touched = [...customers].map((id): Touched => ({ kind: 'customer', id }));
  const kind = kinds[categoryOf(event) ?? ''];
  if (kind !== undefined && kind !== 'customer') touched.unshift({ kind, id: idOf(event) });
  return { vendor: event.vendor, touched, ofEverybody: concerned.some(({ scope }) => scope !== 'customer') };
};

/** A subscription is named by its events; all of a vendor are in one stream. */
const idOf = ({ stream, data }: Recorded): string =>
  (data as { readonly webhookId?: string }).webhookId ?? idOfStream(stream);

/**
 * What a caller learns of a change (A1). A customer learns of itself alone: also where something changes for everybody,
 * which it cannot see.
 */
export const touchedFor = (
  { touched, ofEverybody }: Change,
  { role, customerId }: { readonly role: Role; readonly customerId: string | null },
): readonly Touched[] => {
  if (role === 'customer') {
    const isOwn = ofEverybody || touched.some(({ kind, id }) => kind === 'customer' && id === customerId);
    return isOwn && customerId !== null ? [{ kind: 'customer', id: customerId }] : [];
  }
  return touched.filter(({ kind }) => !(kind in watchers) || watchers[kind as keyof typeof watchers].includes(role));
};
