import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { StoreUnusable } from '../events/event-store.js';
import { eventsFile } from '../events/events-file.js';
import { authFile } from '../auth/auth-file.js';
import { settleCopy } from '../keys/key-copy.js';
import { keysFile } from '../keys/keys-file.js';
import { checkDatabaseFile } from '../sqlite/check-database-file.js';
import type { DurableKind } from '../sqlite/durable-file.js';
import { BackupFault } from './backup-fault.js';
import { operatorText } from '../operator-fault.js';
import type { OperatorTextName } from '../operator-texts.js';

/** What a ledger is restored from. */
export interface RestoredFiles {
  /** The backup. */
  readonly file: string;
  /** The copy of the keys that belongs to it. */
  readonly keys?: string | undefined;
  /** The copy of API keys. */
  readonly access?: string | undefined;
}

/** Whether the files are what `backup` writes; the events in them are checked elsewhere. @throws BackupFault */
export function checkBackup({ file, keys, access }: RestoredFiles): void {
  for (const read of [file, keys, access]) if (read !== undefined) refuseAbsent(resolve(read));
  checkFile(resolve(file), eventsFile, 'other-backup');
  if (keys !== undefined) {
    settle(resolve(keys));
    checkFile(resolve(keys), keysFile, 'name-key-copy');
  }
  if (access !== undefined) checkFile(resolve(access), authFile, 'name-access-copy');
}

export const refuseAbsent = (file: string): void => {
  if (!existsSync(file)) throw new BackupFault(operatorText('file-absent', { file }));
  if (!statSync(file).isFile()) throw new BackupFault(operatorText('no-plain-backup', { file }));
};

/** A copy of keys that a process died over: what it was adding is rolled back. @throws BackupFault */
const settle = (file: string): void => {
  try {
    settleCopy(file);
  } catch (error) {
    throw new BackupFault(operatorText('key-copy-unsettled', { file, cause: (error as Error).message }));
  }
};

/** A copy has no log beside it, and none is left: the file is read alone. */
const checkFile = (file: string, kind: DurableKind, wayOut: OperatorTextName): void => {
  try {
    checkDatabaseFile(file, { ...kind, wayOut: operatorText(wayOut) }, kind.migrations.at(-1)?.number ?? 0);
  } catch (error) {
    if (error instanceof StoreUnusable) throw new BackupFault(error.text);
    throw error;
  }
};
