import type { Clock } from '../platform/clock.js';
import { restoreLedger } from '../platform/backup/backup.js';
import type { BackupMade } from '../platform/backup/backup-fault.js';
import type { RestoredFiles } from '../platform/backup/check-backup.js';
import { ledgerFolders } from '../platform/config/ledger-folders.js';
import type { Config } from '../platform/config/settings.js';
import { eventCheckOf } from '../platform/ledger/event-check.js';
import { isServer, openTargetAt } from '../platform/moving/open-ledgers.js';
import { keysUrlOf, openKeysAt } from '../platform/moving/open-parts.js';
import { restoreServerLedger } from '../platform/moving/restore-server-ledger.js';
import { knownEvents } from '../event-types.js';

/** Restores into what EVENTS_URL names. */
export const restoreFrom = async (
  config: Config,
  clock: Clock,
  { file, keys }: RestoredFiles,
  onProgress: (done: number, of: number) => void,
): Promise<BackupMade> => {
  const check = eventCheckOf(knownEvents, clock);
  if (!isServer(config.eventsUrl)) return restoreLedger(file, ledgerFolders(config), keys, onProgress, check);
  const target = await openTargetAt(config.eventsUrl, 'EVENTS_URL', { home: config.home, clock: clock.ms });
  try {
    const store = await openKeysAt(keysUrlOf(config), 'VIEWS_URL', config.home, false);
    try {
      const options = { clock: clock.ms, check, onInspected: onProgress };
      return await restoreServerLedger({ file, keys }, target.events, store.keys, options);
    } finally {
      await store.close();
    }
  } finally {
    await target.close();
  }
};
