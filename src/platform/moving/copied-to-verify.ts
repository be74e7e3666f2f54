import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { ledgerFolders } from '../config/ledger-folders.js';
import type { Config } from '../config/settings.js';
import { StoreUnusable } from '../events/event-store.js';
import { restrictNewFiles } from '../private-files.js';
import { causeIn, operatorText } from '../operator-fault.js';

/** A copy of a ledger that a server uses, in a folder of its own. */
export interface CopiedLedger {
  readonly config: Config;
  remove(): void;
}

/**
 * Copies views and ledger of the embedded engines while a server writes: each as it was at one moment, the views first,
 * so that the ledger has every event that a view follows. Keys stay where they are.
 * @throws StoreUnusable
 */
export function copiedToVerify(config: Config): CopiedLedger {
  restrictNewFiles();
  const folders = ledgerFolders(config);
  const home = mkdtempSync(join(tmpdir(), 'service-ledger-verify-'));
  const remove = () => rmSync(home, { recursive: true, force: true });
  try {
    for (const [folder, name] of [
      [folders.views, 'views.db'],
      [folders.events, 'events.db'],
    ] as const)
      copyDatabase(join(folder, name), join(home, name));
    return { config: { ...config, home, eventsUrl: 'sqlite:', viewsUrl: 'sqlite:' }, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

const copyDatabase = (from: string, to: string): void => {
  if (!existsSync(from)) return;
  const db = new Database(from, { readonly: true });
  try {
    db.prepare('VACUUM INTO ?').run(to);
  } catch (error) {
    throw new StoreUnusable(operatorText('not-copied-aside', { from, to, cause: causeIn(error) }));
  } finally {
    db.close();
  }
};
