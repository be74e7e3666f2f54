import { resolve } from 'node:path';
import { backupAccess } from '../platform/backup/backup-access.js';
import type { BackupMade } from '../platform/backup/backup-fault.js';
import type { Clock } from '../platform/clock.js';
import { foldersOf, ledgerFolders } from '../platform/config/ledger-folders.js';
import type { Config } from '../platform/config/settings.js';
import { eventCheckOf } from '../platform/ledger/event-check.js';
import { backupLedgerAt } from '../platform/moving/backup-ledger-at.js';
import { CopyRefused } from '../platform/moving/copy-refused.js';
import { keysOnServer, openKeysToCopy } from '../platform/moving/open-parts.js';
import { keyCopyKind } from '../platform/outputs/kinds.js';
import { OutputFile } from '../platform/outputs/output-file.js';
import { knownEvents } from '../event-types.js';
import { BadUsage } from './local-application.js';
import type { Language } from '../../domain/kernel/vocabulary.js';
import { operatorText } from '../platform/operator-fault.js';
import { messageIn } from './texts.js';

/**
 * The ledger, and apart from it the one current copy of the keys of persons, and a copy of the API keys. Nothing is
 * written unless all can be.
 */
export const backupWithKeys = async (
  config: Config,
  clock: Clock,
  file: string,
  keys?: string,
  access?: string,
  language: Language = 'en',
): Promise<BackupMade> => {
  const folders = ledgerFolders(config);
  const limits = { folders: foldersOf(folders), inputs: [] };
  const options = { clock: clock.ms, check: eventCheckOf(knownEvents, clock) };
  const backup = (): Promise<BackupMade> => backupLedgerAt(config, file, limits.folders, options);
  const named = [file, keys, access].filter((each) => each !== undefined).map((each) => resolve(each));
  if (new Set(named).size < named.length) throw new BadUsage(messageIn(language, 'ownFiles'));
  if (access !== undefined) {
    if (keysOnServer(config)) throw new CopyRefused('keys-stay', { what: operatorText('api-keys-on-server') });
    backupAccess(config.home, access, limits.folders);
  }
  if (keys === undefined) return backup();
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
