import { sqliteFolder } from '../config/ledger-folders.js';
import { operatorText } from '../operator-fault.js';
import type { Ordinals } from '../ordinals/ordinals.js';
import { StoreUnusable } from './event-store.js';
import { SqliteEventStore } from './sqlite-event-store.js';

/**
 * The engine that EVENTS_URL names by its scheme, and its ledger in order.
 * @throws StoreUnusable; the value is never part of the message, since it can hold a password
 */
export async function openEventStore(
  url: string,
  { home, clock }: { readonly home: string; readonly clock: () => number },
): Promise<{ readonly events: SqliteEventStore; readonly ordinals: Ordinals }> {
  const folder = sqliteFolder(url, home);
  if (folder === undefined) throw new StoreUnusable(operatorText('url-engine-unknown'));
  const events = SqliteEventStore.open(folder, clock);
  return { events, ordinals: events.ordinals };
}
