import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { eventsFile } from '../events/events-file.js';
import { backupKind } from '../outputs/kinds.js';
import { OutputFile, OutputRefused } from '../outputs/output-file.js';
import { foreignObjects } from '../sqlite/foreign-objects.js';
import { findingsIn } from '../finding-texts.js';
import { BackupFault, type BackupMade } from './backup-fault.js';
import { restrictNewFiles } from '../private-files.js';
import { causeIn, operatorText } from '../operator-fault.js';

export { restoreLedger } from './restore.js';

/**
 * Writes one consistent copy of the ledger, without keys of persons and without views. A server may go on writing:
 * the copy holds the ledger as it was at one moment, and it is there whole or not at all.
 * @param folder holds `events.db`
 * @param folders of the ledger, where no backup is written
 * @throws BackupFault
 */
export const backupLedger = (folder: string, target: string, folders: readonly string[] = [folder]): BackupMade => {
  restrictNewFiles();
  const source = join(resolve(folder), 'events.db');
  if (!existsSync(source)) throw new BackupFault(operatorText('no-ledger', { folder: resolve(folder) }));
  let output: OutputFile | undefined;
  const db = new Database(source, { readonly: true });
  try {
    refuseForeign(db, source);
    output = OutputFile.open(target, backupKind, { folders });
    db.prepare('VACUUM INTO ?').run(output.aside);
    const events = countEvents(output.aside);
    output.commit();
    return { file: output.file, events };
  } catch (error) {
    output?.discard();
    if (error instanceof BackupFault) throw error;
    if (error instanceof OutputRefused) throw new BackupFault(error.text);
    throw new BackupFault(operatorText('not-written', { file: resolve(target), cause: causeIn(error) }));
  } finally {
    db.close();
  }
};

/** What is not the ledger's own must not be saved as if it were. */
const refuseForeign = (db: Database.Database, source: string): void => {
  const foreign =
    db.pragma('application_id', { simple: true }) === eventsFile.applicationId
      ? foreignObjects(db, eventsFile.migrations)
      : ['it was not written by this product'];
  if (foreign.length > 0)
    throw new BackupFault(operatorText('ledger-altered', { file: source, cause: findingsIn(foreign) }));
};

const countEvents = (file: string): number => {
  const db = new Database(file, { readonly: true });
  try {
    return db.prepare('SELECT coalesce(max(position), 0) FROM events').pluck().get() as number;
  } finally {
    db.close();
  }
};
