import { existsSync, renameSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';

/** 'SLvw': distinguishes this product's views from any other SQLite file. */
const applicationId = 0x534c7677;
/** Of the catalog below; another one is not migrated but built anew. */
const catalogVersion = 4;

const catalog = `
  CREATE TABLE views (
    tab TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, version INTEGER NOT NULL, declared TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('live', 'aside')), position INTEGER NOT NULL, event TEXT NOT NULL,
    stopped TEXT, UNIQUE (name, kind)
  ) STRICT;
  CREATE TABLE leases (
    name TEXT NOT NULL PRIMARY KEY, owner TEXT NOT NULL, fence INTEGER NOT NULL, until INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE builds (number INTEGER PRIMARY KEY AUTOINCREMENT) STRICT`;

/** Opens the file, made where absent; one that cannot be used is replaced (`onReplaced`), since views are computed. */
export function openCatalog(file: string, onReplaced: (what: string) => void): Database.Database {
  try {
    return open(file);
  } catch (error) {
    if (!(error instanceof Unusable) && !isDamage(error)) throw error;
    onReplaced(setAside(file, error as Error));
    return open(file);
  }
}

/** The file is not one of this product's views, or of another catalog. */
class Unusable extends Error {
  constructor(
    message: string,
    readonly own: boolean,
  ) {
    super(message);
  }
}

function open(file: string): Database.Database {
  const db = new Database(file);
  try {
    const id = db.pragma('application_id', { simple: true });
    const empty = db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0;
    if (!empty && id !== applicationId) throw new Unusable('it was not written by this product', false);
    if (!empty && db.pragma('user_version', { simple: true }) !== catalogVersion)
      throw new Unusable('another version of the product wrote it', true);
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = NORMAL');
    db.pragma('cache_size = -65536');
    db.pragma('journal_size_limit = 67108864');
    if (empty) {
      db.transaction(() => {
        db.pragma(`application_id = ${applicationId}`);
        db.pragma(`user_version = ${catalogVersion}`);
        db.exec(catalog);
      }).immediate();
    }
    db.prepare('SELECT tab, name, version, declared, kind, position, event, stopped FROM views').all();
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** By code alone: an addon's error classes are another realm's where modules are loaded twice. */
const isDamage = (error: unknown): boolean =>
  /^SQLITE_(NOTADB|CORRUPT|ERROR)/.test((error as { readonly code?: string }).code ?? '');

/** A foreign file is renamed to a free name; the product's own is deleted once it cannot be read. */
function setAside(file: string, error: Error): string {
  for (const path of [`${file}-wal`, `${file}-shm`]) rmSync(path, { force: true });
  if (error instanceof Unusable && error.own) {
    rmSync(file);
    return `${file}: ${error.message}; all views are computed again`;
  }
  let number = 1;
  while (existsSync(`${file}.set-aside-${number}`)) number += 1;
  renameSync(file, `${file}.set-aside-${number}`);
  return `${file}: ${error.message}; it is now ${file}.set-aside-${number}, and all views are computed again`;
}
