import { resolve } from 'node:path';
import Database from 'better-sqlite3';
import type { BackupMade } from '../backup/backup-fault.js';
import { checkBackup, type RestoredFiles } from '../backup/check-backup.js';
import type { EventStore } from '../events/event-store.js';
import type { KeyStore } from '../keys/key-store.js';
import { SqlitePortableKeys } from '../keys/sqlite-portable-keys.js';
import { copyPortableKeys } from './copy-keys.js';
import { copyLedger, type CopyOptions } from './copy-ledger.js';
import { LedgerFile } from './ledger-file.js';

/**
 * Puts a backup into an empty ledger on a server, and the keys that belong to it into a store of keys. The server has
 * no append over several streams: after a break, the same call goes on. Start no server before it has ended.
 * @throws BackupFault, CopyRefused
 */
export async function restoreServerLedger(
  files: RestoredFiles,
  to: EventStore,
  keys: KeyStore,
  options: CopyOptions,
): Promise<BackupMade> {
  checkBackup(files);
  const source = new LedgerFile(resolve(files.file));
  try {
    if (files.keys !== undefined) await restoreKeys(resolve(files.keys), keys);
    const { events } = await copyLedger(source, to, options);
    return { file: files.file, events };
  } finally {
    source.close();
  }
}

async function restoreKeys(file: string, keys: KeyStore): Promise<void> {
  const db = new Database(file, { readonly: true });
  try {
    const readOnly = () => {
      throw new TypeError(`${file} is read alone`);
    };
    await copyPortableKeys(new SqlitePortableKeys(db, readOnly), keys);
  } finally {
    db.close();
  }
}
