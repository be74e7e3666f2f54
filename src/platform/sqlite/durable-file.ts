import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { StoreInUse, StoreUnusable } from '../events/event-store.js';
import { restrictNewFiles } from '../private-files.js';
import { FolderLock } from './folder-lock.js';
import type { DurableKind } from './durable-kind.js';
import { checkDatabaseFile } from './check-database-file.js';
import { causeIn, type OperatorText, operatorText } from '../operator-fault.js';

export type { DurableKind };

export interface DurableFile {
  readonly db: Database.Database;
  readonly file: string;
  /** Closes the connection and gives the folder back; the last one writes the log home. */
  close(): void;
}

const newest = (kind: DurableKind): number => kind.migrations.at(-1)?.number ?? 0;

/**
 * Opens the file for writing, alone, with every commit on disk before it is acknowledged: WAL and synchronous=FULL are
 * set and read back at each open, since SQLite remembers the first and forgets the second. An absent file is made aside
 * and moved into place whole, so that an empty or half-made one always means damage.
 * @throws StoreUnusable with nothing in the folder touched: held by another process, damaged, or newer than this
 * version
 */
export function openDurable(folder: string, kind: DurableKind): DurableFile {
  restrictNewFiles();
  const file = join(folder, `${kind.name}.db`);
  try {
    return open(folder, file, kind);
  } catch (error) {
    if (error instanceof StoreUnusable) throw error;
    const way = wayOutOf((error as Error).message);
    throw new StoreUnusable(operatorText('store-not-opened', { file, cause: causeIn(error), way }));
  }
}

/** The binary of SQLite belongs to one version of Node. */
const wayOutOf = (cause: string): OperatorText =>
  /NODE_MODULE_VERSION|bindings file/.test(cause)
    ? operatorText('other-node', { version: process.version })
    : operatorText('rights-or-space');

function open(folder: string, file: string, kind: DurableKind): DurableFile {
  makeFolder(folder);
  const lock = FolderLock.acquire(folder, kind.name);
  if ('pid' in lock) throw new StoreInUse(operatorText('store-in-use', { file, pid: lock.pid, way: kind.whileInUse }));
  let db: Database.Database | undefined;
  try {
    if (existsSync(file)) checkDatabaseFile(file, kind, newest(kind));
    else if (existsSync(`${file}-wal`))
      throw new StoreUnusable(operatorText('file-missing', { file, way: kind.wayOut }));
    else create(file, kind);
    lock.sign();
    db = durable(new Database(file));
    migrate(db, kind);
    const opened = db;
    return {
      db,
      file,
      close: () => {
        opened.close();
        lock.release();
      },
    };
  } catch (error) {
    db?.close();
    lock.undo();
    throw error;
  }
}

/** Sets what makes a commit durable and refuses to go on where SQLite does not confirm it. */
function durable(db: Database.Database): Database.Database {
  const journal = db.pragma('journal_mode = WAL', { simple: true });
  db.pragma('synchronous = FULL');
  db.pragma('fullfsync = ON');
  const synchronous = db.pragma('synchronous', { simple: true });
  if (journal === 'wal' && synchronous === 2) return db;
  db.close();
  const facts = { file: db.name, journal: String(journal), synchronous: String(synchronous) };
  throw new StoreUnusable(operatorText('not-durable', facts));
}

function create(file: string, kind: DurableKind): void {
  const aside = `${file}.new`;
  for (const end of ['', '-wal', '-shm']) rmSync(aside + end, { force: true });
  const db = durable(new Database(aside));
  db.pragma(`application_id = ${kind.applicationId}`);
  migrate(db, kind);
  db.close();
  moveDurably(aside, file);
}

/**
 * Forward only; each step is one transaction with its number, written to the file at once, so that its header has the
 * version.
 */
function migrate(db: Database.Database, kind: DurableKind): void {
  const at = db.pragma('user_version', { simple: true }) as number;
  for (const step of kind.migrations.filter(({ number }) => number > at)) {
    db.transaction(() => {
      db.exec(step.sql);
      db.pragma(`user_version = ${step.number}`);
    }).immediate();
    db.pragma('wal_checkpoint(TRUNCATE)');
  }
}

/** Makes a folder and those above it, each with its name on disk: a file is only as safe as the way to it. */
export function makeFolder(folder: string): void {
  const first = mkdirSync(folder, { recursive: true });
  if (first === undefined) return;
  for (let made = resolve(folder); made.length >= resolve(first).length; made = dirname(made)) sync(dirname(made));
}

/** Puts a finished file in place of another so that after a power cut one of the two is there whole. */
export function moveDurably(from: string, to: string): void {
  sync(from);
  renameSync(from, to);
  sync(dirname(to));
}

function sync(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
