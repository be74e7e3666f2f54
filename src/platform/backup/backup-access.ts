import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { accessCopyKind } from '../outputs/kinds.js';
import { OutputFile, OutputRefused } from '../outputs/output-file.js';
import { restrictNewFiles } from '../private-files.js';
import { BackupFault } from './backup-fault.js';
import { causeIn, operatorText } from '../operator-fault.js';

/**
 * Writes one consistent copy of `auth.db`: names and roles of API keys, and the hashes that they are recognized by. No
 * key can be made out of it. A server may go on writing.
 * @param home holds `auth.db`
 * @param folders of the ledger, where no copy is written
 * @throws BackupFault
 */
export const backupAccess = (home: string, target: string, folders: readonly string[]): void => {
  restrictNewFiles();
  const source = join(resolve(home), 'auth.db');
  if (!existsSync(source)) throw new BackupFault(operatorText('no-access-file', { folder: resolve(home) }));
  let output: OutputFile | undefined;
  const db = new Database(source, { readonly: true });
  try {
    output = OutputFile.open(target, accessCopyKind, { folders });
    db.prepare('VACUUM INTO ?').run(output.aside);
    output.commit();
  } catch (error) {
    output?.discard();
    if (error instanceof OutputRefused) throw new BackupFault(error.text);
    throw new BackupFault(operatorText('not-written', { file: resolve(target), cause: causeIn(error) }));
  } finally {
    db.close();
  }
};
