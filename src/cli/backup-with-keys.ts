import { resolve } from 'node:path';
import type { BackupMade } from '../platform/backup/backup-fault.js';
import type { Clock } from '../platform/clock.js';
import { foldersOf, ledgerFolders } from '../platform/config/ledger-folders.js';
import type { Config } from '../platform/config/settings.js';
import { eventCheckOf } from '../platform/ledger/event-check.js';
import { backupLedgerAt } from '../platform/moving/backup-ledger-at.js';
import { openKeysToCopy } from '../platform/moving/open-parts.js';
import { keyCopyKind } from '../platform/outputs/kinds.js';
import { OutputFile } from '../platform/outputs/output-file.js';
import { knownEvents } from '../event-types.js';
import { BadUsage } from './local-application.js';

/** The ledger, and apart from it the one current copy of the keys. Nothing is written unless both can be. */
export const backupWithKeys = async (
  config: Config,
  clock: Clock,
  file: string,
  keys: string | undefined,
): Promise<BackupMade> => {
  const folders = ledgerFolders(config);
  const limits = { folders: foldersOf(folders), inputs: [] };
  const options = { clock: clock.ms, check: eventCheckOf(knownEvents, clock) };
  const backup = (): Promise<BackupMade> => backupLedgerAt(config, file, limits.folders, options);
  if (keys === undefined) return backup();
  if (resolve(keys) === resolve(file)) throw new BadUsage('the backup and the copy of the keys need a file each');
  const store = openKeysToCopy(config);
  try {
    // Opened and left again: whether it can be written is known before the backup is made.
    OutputFile.open(keys, keyCopyKind, limits).discard();
    const made = await backup();
    await store.copyTo(keys);
    return made;
  } finally {
    await store.close();
  }
};
