import { rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { type BackupMade } from '../backup/backup-fault.js';
import type { EventStore } from '../events/event-store.js';
import { SqliteEventStore } from '../events/sqlite-event-store.js';
import { backupKind } from '../outputs/kinds.js';
import { OutputFile } from '../outputs/output-file.js';
import { copyLedger, type CopyOptions } from './copy-ledger.js';

/**
 * Writes a backup of a ledger on a server, in the form that `backup` gives one of the embedded engine: the ledger as it
 * was at one moment, compared event by event, whole or not at all. Servers may go on writing.
 * @param folders of the product, where no backup is written
 * @throws CopyRefused, OutputRefused
 */
export async function backupServerLedger(
  from: EventStore,
  target: string,
  folders: readonly string[],
  options: CopyOptions,
): Promise<BackupMade> {
  const output = OutputFile.open(target, backupKind, { folders });
  // Beside the backup: there is space for it, where there is for the backup.
  const scratch = join(dirname(output.file), `.${basename(output.file)}.service-ledger-copying`);
  try {
    // What a run that was killed left; the name is this product's own.
    rmSync(scratch, { recursive: true, force: true });
    const copy = SqliteEventStore.open(scratch, options.clock);
    try {
      await copyLedger(from, copy, { ...options, whileWritten: true });
    } finally {
      await copy.close();
    }
    const db = new Database(join(scratch, 'events.db'), { readonly: true });
    try {
      db.prepare('VACUUM INTO ?').run(output.aside);
      const events = db.prepare('SELECT coalesce(max(position), 0) FROM events').pluck().get() as number;
      output.commit();
      return { file: output.file, events };
    } finally {
      db.close();
    }
  } catch (error) {
    output.discard();
    throw error;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
