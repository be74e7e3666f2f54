import { sqliteFolder } from '../config/ledger-folders.js';
import { StoreUnusable, type EventStore } from './event-store.js';
import { SqliteEventStore } from './sqlite-event-store.js';

/**
 * The engine that EVENTS_URL names by its scheme.
 * @throws StoreUnusable; the value is never part of the message, since it can hold a password
 */
export async function openEventStore(
  url: string,
  { home, clock }: { readonly home: string; readonly clock: () => number },
): Promise<EventStore> {
  const folder = sqliteFolder(url, home);
  if (folder === undefined)
    throw new StoreUnusable(
      'EVENTS_URL names an engine that this version does not have; it supports sqlite: (in LEDGER_HOME) and ' +
        'sqlite:/folder',
    );
  return SqliteEventStore.open(folder, clock);
}
