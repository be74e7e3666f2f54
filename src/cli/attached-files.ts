import { existsSync, statSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import { BackupFault } from '../platform/backup/backup-fault.js';
import { filesFolder, foldersOf, ledgerFolders } from '../platform/config/ledger-folders.js';
import type { Config } from '../platform/config/settings.js';
import type { CheckOf } from '../platform/events/inspection.js';
import { FileDamaged, FileMissing, type Files } from '../platform/files/files.js';
import { copyNamedFiles, type FilesCopied } from '../platform/moving/copy-named-files.js';
import { LedgerFile } from '../platform/moving/ledger-file.js';
import { copiesOfFiles, filesToRead } from '../platform/moving/open-parts.js';
import { withFiles } from '../platform/moving/with-files.js';
import { operatorText } from '../platform/operator-fault.js';
import { OutputRefused } from '../platform/outputs/output-file.js';
import { FilesInEvents, type NamedFile } from '../requests/requests.port.js';

/** What is wrong with a stored file: `kept` is there though it was erased. */
export interface FileFinding extends NamedFile {
  readonly what: 'missing' | 'altered' | 'kept';
}

/** A check of events that notes which files they name. */
export const noting =
  (named: FilesInEvents, check: CheckOf): CheckOf =>
  (earlier) => {
    const faultsOf = check(earlier);
    return (event) => {
      named.add(event);
      return faultsOf(event);
    };
  };

/** Hashes every named file again. Nothing is changed, also beside a server. */
export const verifyFiles = async (config: Config, named: FilesInEvents): Promise<readonly FileFinding[]> => {
  const [wanted, erased] = [named.wanted(), named.erased()];
  if (wanted.length + erased.length === 0) return [];
  return withFiles(config, false, async (files) => {
    const findings: FileFinding[] = [];
    for (const file of wanted) {
      const what = await faultOf(files, file.sha256);
      if (what !== null) findings.push({ ...file, what });
    }
    for (const file of erased) if (await files.has(file.sha256)) findings.push({ ...file, what: 'kept' });
    return findings;
  });
};

const faultOf = async (files: Files, sha256: string): Promise<'missing' | 'altered' | null> => {
  try {
    await files.verify(sha256);
    return null;
  } catch (error) {
    if (error instanceof FileMissing) return 'missing';
    if (error instanceof FileDamaged) return 'altered';
    throw error;
  }
};

/** Refuses a folder for copies of files inside the ledger, before anything is written. @throws OutputRefused */
export const refuseInside = (config: Config, folder: string): void => {
  const place = resolve(folder) + sep;
  for (const inside of [...foldersOf(ledgerFolders(config)), filesFolder(config)])
    if (place.startsWith(resolve(inside) + sep))
      throw new OutputRefused(operatorText('output-in-ledger', { file: resolve(folder), folder: inside }));
};

/** @throws BackupFault where there is no such folder */
export const refuseAbsentFolder = (folder: string): void => {
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new BackupFault(operatorText('file-absent', { file: resolve(folder) }));
};

/** Completes the copies in a folder by what a backup names. */
export const backupFiles = (config: Config, backup: string, folder: string): Promise<FilesCopied> =>
  withFiles(config, false, async (files) => copyNamedFiles(files, copiesOfFiles(folder), await namedIn(backup)));

/** Puts the files that a backup names from their copies into the store of files. */
export const restoreFiles = (config: Config, backup: string, folder: string): Promise<FilesCopied> =>
  withFiles(config, true, async (files) => copyNamedFiles(filesToRead(folder), files, await namedIn(backup)));

/** Events that are read at a time. */
const together = 500;

const namedIn = async (backup: string) => {
  const named = new FilesInEvents();
  const ledger = new LedgerFile(resolve(backup));
  try {
    let stored = await ledger.readStored(null, together);
    for (let last = stored.at(-1); last !== undefined; last = stored.at(-1)) {
      for (const { event } of stored) named.add(event);
      stored = await ledger.readStored(last.token, together);
    }
  } finally {
    ledger.close();
  }
  const hashes = (files: readonly NamedFile[]) => files.map(({ sha256 }) => sha256);
  return { wanted: hashes(named.wanted()), erased: hashes(named.erased()) };
};
