import { resolve } from 'node:path';
import { StoreUnusable, type EventStore } from './event-store.js';
import { SqliteEventStore } from './sqlite-event-store.js';

/** Folder of `sqlite:` (the home) or `sqlite:/path`; undefined for any other scheme. */
const sqliteFolder = (url: string, home: string): string | undefined =>
  url.startsWith('sqlite:') ? resolve(home, url.slice('sqlite:'.length)) : undefined;

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
      'EVENTS_URL names an engine that this version does not have; it supports sqlite: (in LEDGER_HOME) and sqlite:/folder',
    );
  return SqliteEventStore.open(folder, clock);
}
