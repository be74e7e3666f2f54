import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { backupLedger } from '../platform/backup/backup.js';
import type { BackupMade } from '../platform/backup/backup-fault.js';
import type { Clock } from '../platform/clock.js';
import { foldersOf, ledgerFolders } from '../platform/config/ledger-folders.js';
import type { Config } from '../platform/config/settings.js';
import { SqliteKeyStore } from '../platform/keys/sqlite-key-store.js';
import { eventCheckOf } from '../platform/ledger/event-check.js';
import { isMongoUrl } from '../platform/mongodb/connection-url.js';
import { backupServerLedger } from '../platform/moving/backup-server-ledger.js';
import { CopyRefused } from '../platform/moving/copy-refused.js';
import { isServer, openLedgerAt } from '../platform/moving/open-ledgers.js';
import { keysUrlOf } from '../platform/moving/open-parts.js';
import { keyCopyKind } from '../platform/outputs/kinds.js';
import { OutputFile } from '../platform/outputs/output-file.js';
import { knownEvents } from '../event-types.js';
import { BadUsage, CommandFailed } from './local-application.js';

/** The ledger, and apart from it the one current copy of the keys. Nothing is written unless both can be. */
export const backupWithKeys = async (
  config: Config,
  clock: Clock,
  file: string,
  keys: string | undefined,
): Promise<BackupMade> => {
  const folders = ledgerFolders(config);
  const limits = { folders: foldersOf(folders), inputs: [] };
  const backup = (): Promise<BackupMade> => backupOf(config, clock, file, limits.folders);
  if (keys === undefined) return backup();
  if (resolve(keys) === resolve(file)) throw new BadUsage('the backup and the copy of the keys need a file each');
  // Before anything is written: an erasure by another machine could not rewrite the copy.
  if (isMongoUrl(keysUrlOf(config))) throw new CopyRefused('keys-stay', { what: 'keys (VIEWS_URL)' });
  if (!existsSync(join(folders.home, 'keys.db')))
    throw new CommandFailed(`there is no keys.db in ${folders.home}; name its folder with LEDGER_HOME`);
  // Opened and left again: whether it can be written is known before the backup is made.
  OutputFile.open(keys, keyCopyKind, limits).discard();
  const store = SqliteKeyStore.open(folders.home);
  try {
    const made = await backup();
    await store.copyTo(keys);
    return made;
  } finally {
    await store.close();
  }
};

/** Of the ledger that EVENTS_URL names. */
const backupOf = async (
  config: Config,
  clock: Clock,
  file: string,
  folders: readonly string[],
): Promise<BackupMade> => {
  if (!isServer(config.eventsUrl)) return backupLedger(ledgerFolders(config).events, file, folders);
  const events = await openLedgerAt(config.eventsUrl, 'EVENTS_URL', { home: config.home, clock: clock.ms });
  try {
    return await backupServerLedger(events, file, folders, {
      clock: clock.ms,
      check: eventCheckOf(knownEvents, clock),
    });
  } finally {
    await events.close();
  }
};
