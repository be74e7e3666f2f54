import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { eventsFile } from '../events/events-file.js';
import { StoreUnusable } from '../events/event-store.js';
import { inspectEvents } from '../events/inspection.js';
import { copyPrivately, keepFilesPrivate } from '../private-files.js';
import { makeFolder, moveDurably } from '../sqlite/durable-file.js';
import { look } from '../sqlite/look.js';

export interface BackupMade {
  readonly file: string;
  /** Events in the backup: the ledger up to this position. */
  readonly events: number;
}

/** The backup, or what it is to be restored from, cannot be used; `message` names the file and the way out. */
export class BackupFault extends Error {}

/**
 * Writes one consistent copy of the ledger, without keys of persons and without views. A server may go on writing:
 * the copy holds the ledger as it was at one moment, and it is there whole or not at all.
 * @throws BackupFault
 */
export const backupLedger = (home: string, target: string): BackupMade => {
  keepFilesPrivate();
  const source = join(resolve(home), 'events.db');
  const file = resolve(target);
  if (!existsSync(source))
    throw new BackupFault(`there is no ledger in ${resolve(home)}; name its folder with LEDGER_HOME`);
  if (existsSync(file))
    throw new BackupFault(`${file} exists; name a file that does not, so that no backup replaces another unseen`);
  makeFolder(dirname(file));
  const aside = `${file}.new`;
  rmSync(aside, { force: true });
  const db = new Database(source, { readonly: true });
  try {
    db.prepare('VACUUM INTO ?').run(aside);
  } catch (error) {
    rmSync(aside, { force: true });
    throw new BackupFault(`${file} could not be written (${(error as Error).message})`);
  } finally {
    db.close();
  }
  moveDurably(aside, file);
  return { file, events: countEvents(file) };
};

/**
 * Puts a backup in place of an empty home, after reading it whole: positions, revisions, times and bytes. Views are
 * recomputed at the next start. Keys of persons come apart (`keys`, a copy made by `backup --keys`); without them what
 * is sealed stays unreadable, and answers are the same.
 * @throws BackupFault with nothing in the home changed
 */
export const restoreLedger = async (
  file: string,
  home: string,
  keys?: string,
  onProgress?: (done: number, of: number) => void,
): Promise<BackupMade> => {
  keepFilesPrivate();
  const from = resolve(file);
  const folder = resolve(home);
  if (!existsSync(from)) throw new BackupFault(`${from} does not exist`);
  if (keys !== undefined && !existsSync(keys)) throw new BackupFault(`${resolve(keys)} does not exist`);
  // Keys that are these very ones were put there by a restore that was cut short: it goes on.
  const taken = [
    'events.db',
    'events.db-wal',
    ...(keys === undefined || sameBytes(keys, join(folder, 'keys.db')) ? [] : ['keys.db']),
  ].find((name) => existsSync(join(folder, name)));
  if (taken !== undefined)
    throw new BackupFault(
      `${join(folder, taken)} is there already; restore into an empty folder (set LEDGER_HOME), nothing was changed`,
    );

  try {
    look(from, { ...eventsFile, wayOut: 'restore another backup' }, eventsFile.migrations.at(-1)?.number ?? 0);
  } catch (error) {
    if (error instanceof StoreUnusable) throw new BackupFault(error.message);
    throw error;
  }
  const findings = await inspectEvents(from, onProgress);
  if (findings.length > 0)
    throw new BackupFault(
      `${from} is not a sound ledger: ${findings.slice(0, 3).join('; ')}${findings.length > 3 ? ` and ${findings.length - 3} more` : ''}`,
    );

  makeFolder(folder);
  for (const name of ['views.db', 'views.db-wal', 'views.db-shm']) rmSync(join(folder, name), { force: true });
  // The ledger last: where it is, the restore is whole.
  if (keys !== undefined) place(keys, join(folder, 'keys.db'));
  place(from, join(folder, 'events.db'));
  return { file: join(folder, 'events.db'), events: countEvents(from) };
};

const place = (from: string, to: string): void => {
  const aside = `${to}.restoring`;
  try {
    copyPrivately(from, aside);
    moveDurably(aside, to);
  } catch (error) {
    rmSync(aside, { force: true });
    throw new BackupFault(
      `${to} could not be written (${(error as Error).message}); make space there and restore again`,
    );
  }
};

const sameBytes = (one: string, other: string): boolean =>
  existsSync(other) && readFileSync(one).equals(readFileSync(other));

const countEvents = (file: string): number => {
  const db = new Database(file, { readonly: true });
  try {
    return db.prepare('SELECT coalesce(max(position), 0) FROM events').pluck().get() as number;
  } finally {
    db.close();
  }
};
