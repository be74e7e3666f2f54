import { chmodSync, copyFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { LedgerFolders } from '../config/ledger-folders.js';
import { type CheckOf, inspectEvents } from '../events/inspection.js';
import { headFile } from '../ledger/noted-head.js';
import { makeFolder, moveDurably } from '../sqlite/durable-file.js';
import { BackupFault, type BackupMade } from './backup-fault.js';
import { findingsIn } from '../finding-texts.js';
import type { Three } from '../http/problems/texts.js';
import { checkBackup, refuseAbsent, type RestoredFiles } from './check-backup.js';
import { copyEvents } from './copy-events.js';
import { causeIn, type OperatorText, operatorText } from '../operator-fault.js';

/**
 * Makes the ledger of a backup anew in an empty home: every event is read, checked and written into a fresh file, so
 * that nothing but events is carried along. Views are recomputed at the next start. Keys of persons are copied apart;
 * without them sealed data stays unreadable, and answers are the same.
 * @param keys the copy of the keys that belongs to the backup
 * @param check what each event must keep besides its place and its bytes
 * @param access the copy of API keys
 * @throws BackupFault with nothing in the home changed
 */
export const restoreLedger = async (
  file: string,
  place: string | LedgerFolders,
  keys?: string,
  onProgress?: (done: number, of: number) => void,
  check?: CheckOf,
  access?: string,
): Promise<BackupMade> => {
  const folders = typeof place === 'string' ? foldersIn(resolve(place)) : place;
  const from = resolve(file);
  for (const read of [file, keys, access]) if (read !== undefined) refuseAbsent(resolve(read));
  refuseNonEmpty(folders, { keys, access });
  checkBackup({ file, keys, access });
  const findings = await inspectEvents(from, onProgress, check);
  if (findings.length > 0)
    throw new BackupFault(
      operatorText('ledger-unsound', {
        file: from,
        cause: firstOf(findings),
      }),
    );

  for (const folder of new Set([folders.home, folders.events])) makeFolder(folder);
  const aside = join(folders.events, 'events.db.restoring');
  const target = join(folders.events, 'events.db');
  try {
    rmSync(aside, { recursive: true, force: true });
    const events = await copyEvents(from, aside, check);
    for (const name of ['views.db', 'views.db-wal', 'views.db-shm']) rmSync(join(folders.views, name), { force: true });
    rmSync(join(folders.home, headFile), { force: true });
    // The ledger last: where it is, the restore is whole.
    if (keys !== undefined) copyInto(keys, join(folders.home, 'keys.db'));
    if (access !== undefined) copyInto(access, join(folders.home, 'auth.db'));
    moveDurably(join(aside, 'events.db'), target);
    rmSync(aside, { recursive: true, force: true });
    return { file: target, events };
  } catch (error) {
    rmSync(aside, { recursive: true, force: true });
    throw error instanceof BackupFault
      ? error
      : new BackupFault(operatorText('restore-not-written', { file: target, cause: causeIn(error) }));
  }
};

const firstOf = (findings: readonly string[]): Three | OperatorText => {
  const first = findingsIn(findings.slice(0, 3));
  return findings.length > 3 ? operatorText('and-more', { first, more: findings.length - 3 }) : first;
};

const foldersIn = (home: string): LedgerFolders => ({ home, events: home, views: home });

const refuseNonEmpty = (
  { home, events }: LedgerFolders,
  { keys, access }: Pick<RestoredFiles, 'keys' | 'access'>,
): void => {
  // The same keys were copied by a restore that was interrupted: it continues.
  const mayStay = (copy: string | undefined, name: string): boolean =>
    copy === undefined || sameBytes(copy, join(home, name));
  const existing = [
    join(events, 'events.db'),
    join(events, 'events.db-wal'),
    ...(mayStay(keys, 'keys.db') ? [] : [join(home, 'keys.db')]),
    ...(mayStay(access, 'auth.db') ? [] : [join(home, 'auth.db')]),
  ].find((path) => existsSync(path));
  if (existing !== undefined) throw new BackupFault(operatorText('restore-over', { file: existing }));
};

const copyInto = (from: string, to: string): void => {
  const aside = `${to}.restoring`;
  try {
    copyFileSync(from, aside);
    chmodSync(aside, 0o600);
    moveDurably(aside, to);
  } catch (error) {
    rmSync(aside, { force: true });
    throw error;
  }
};

const sameBytes = (one: string, other: string): boolean =>
  existsSync(other) && readFileSync(one).equals(readFileSync(other));
