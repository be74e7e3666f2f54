import { restoreLedger } from '../backup/backup.js';
import type { BackupMade } from '../backup/backup-fault.js';
import type { RestoredFiles } from '../backup/check-backup.js';
import { ledgerFolders } from '../config/ledger-folders.js';
import type { Config } from '../config/settings.js';
import type { CheckOf } from '../events/inspection.js';
import { CopyRefused } from './copy-refused.js';
import { isServer, openTargetAt } from './open-ledgers.js';
import { keysUrlOf, openKeysAt } from './open-parts.js';
import { restoreServerLedger } from './restore-server-ledger.js';
import { operatorText } from '../operator-fault.js';

/** Into what EVENTS_URL names. @param clock epoch milliseconds */
export async function restoreLedgerAt(
  config: Config,
  { file, keys, access }: RestoredFiles,
  options: {
    readonly clock: () => number;
    readonly check: CheckOf;
    readonly onInspected: (done: number, of: number) => void;
  },
): Promise<BackupMade> {
  const { clock, check, onInspected } = options;
  if (!isServer(config.eventsUrl)) return restoreLedger(file, ledgerFolders(config), keys, onInspected, check, access);
  if (access !== undefined) throw new CopyRefused('keys-stay', { what: operatorText('api-keys-on-server') });
  const target = await openTargetAt(config.eventsUrl, 'EVENTS_URL', { home: config.home, clock });
  try {
    const store = await openKeysAt(keysUrlOf(config), 'VIEWS_URL', config.home, false);
    try {
      const onBegin = () => target.begin();
      const made = await restoreServerLedger({ file, keys }, target.events, store.keys, { ...options, onBegin });
      await target.commit();
      return made;
    } finally {
      await store.close();
    }
  } catch (error) {
    await target.close();
    throw error;
  }
}
