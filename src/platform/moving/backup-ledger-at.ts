import { backupLedger } from '../backup/backup.js';
import type { BackupMade } from '../backup/backup-fault.js';
import { ledgerFolders } from '../config/ledger-folders.js';
import type { Config } from '../config/settings.js';
import type { CheckOf } from '../events/inspection.js';
import { backupServerLedger } from './backup-server-ledger.js';
import { isServer, openLedgerAt } from './open-ledgers.js';

/** Of the ledger that EVENTS_URL names. @param clock epoch milliseconds */
export async function backupLedgerAt(
  config: Config,
  file: string,
  folders: readonly string[],
  { clock, check }: { readonly clock: () => number; readonly check: CheckOf },
): Promise<BackupMade> {
  if (!isServer(config.eventsUrl)) return backupLedger(ledgerFolders(config).events, file, folders);
  const events = await openLedgerAt(config.eventsUrl, 'EVENTS_URL', { home: config.home, clock });
  try {
    return await backupServerLedger(events, file, folders, { clock, check });
  } finally {
    await events.close();
  }
}
