import { sqliteFolder } from '../config/ledger-folders.js';
import { SqliteViewStore } from './sqlite-view-store.js';
import type { ViewStore } from './view-store.js';

/**
 * The engine that VIEWS_URL names by its scheme: `sqlite:` (in the home folder) or `sqlite:/folder`.
 * @param onReplaced called with a sentence when stored views could not be used and are computed again
 * @throws Error for any other scheme; the value is never part of the message, since it can hold a password
 */
export async function openViewStore(
  url: string,
  { home, onReplaced }: { readonly home: string; readonly onReplaced: (what: string) => void },
): Promise<ViewStore> {
  const folder = sqliteFolder(url, home);
  if (folder === undefined)
    throw new Error(
      'VIEWS_URL names an engine that this version does not have; it supports sqlite: (in LEDGER_HOME) and ' +
        'sqlite:/folder',
    );
  const store = SqliteViewStore.open(folder, onReplaced);
  // The ledger's lock lets in one process: a lease that is still there is that of one that died.
  store.endLeases();
  return store;
}
