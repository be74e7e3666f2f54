import { closeSync, existsSync, fstatSync, fsyncSync, openSync, writeSync } from 'node:fs';
import Database from 'better-sqlite3';
import { keyCopyKind } from '../outputs/kinds.js';
import { OutputFile } from '../outputs/output-file.js';
import { keysFile } from './keys-file.js';
import { restrictNewFiles } from '../private-files.js';

/**
 * Writes the keys to a file, whole or not at all, and overwrites the bytes of the copy it replaces.
 * @throws OutputRefused where the file is not a copy of keys
 */
export function writeCopy(db: Database.Database, file: string): void {
  restrictNewFiles();
  const output = OutputFile.open(file, keyCopyKind, { folders: [] });
  let replaced: number | undefined;
  try {
    // A journal that is left beside it would be played back into the new file.
    settleCopy(output.file);
    db.prepare('VACUUM INTO ?').run(output.aside);
    replaced = existsSync(output.file) ? openSync(output.file, 'r+') : undefined;
    output.commit();
    if (replaced !== undefined) overwrite(replaced);
  } catch (error) {
    output.discard();
    throw error;
  } finally {
    if (replaced !== undefined) closeSync(replaced);
  }
}

/**
 * Rolls back what a process that died was adding to the copy: its journal lies beside the file, and SQLite plays it back
 * at the first opening for writing. Until then the file alone may be half of a write.
 * @throws where the place cannot be written
 */
export function settleCopy(file: string): void {
  if (!existsSync(`${file}-journal`)) return;
  const copy = new Database(file, { fileMustExist: true });
  try {
    copy.transaction(() => copy.pragma('user_version')).immediate();
  } finally {
    copy.close();
  }
}

/** A key of a person, as it is stored. */
export interface NewKey {
  readonly vendor: string;
  readonly subject: string;
  readonly key: Buffer;
}

/** Adds keys to the copy, durably and together. @throws where the copy is out of reach or is none */
export function addToCopy(file: string, added: readonly NewKey[]): void {
  const copy = new Database(file, { fileMustExist: true });
  try {
    if (copy.pragma('application_id', { simple: true }) !== keysFile.applicationId)
      throw new Error(`${file} is not a copy of keys`);
    // A copy has no log beside it: one file is carried away.
    copy.pragma('journal_mode = DELETE');
    copy.pragma('synchronous = EXTRA');
    const insert = copy.prepare(
      'INSERT INTO subject_keys (vendor, subject, key) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
    );
    copy.transaction(() => added.forEach(({ vendor, subject, key }) => insert.run(vendor, subject, key))).immediate();
  } finally {
    copy.close();
  }
}

/** Whether a copy within reach holds a key that was destroyed in the store: an older copy was put back. */
export function holdsErasedKey(db: Database.Database, file: string): boolean {
  if (!existsSync(file)) return false;
  let copy: Database.Database | undefined;
  try {
    settleCopy(file);
    copy = new Database(file, { readonly: true });
    const keyOf = copy.prepare('SELECT key FROM subject_keys WHERE vendor = ? AND subject = ?').pluck();
    const erased = db.prepare('SELECT vendor, subject FROM subject_keys WHERE key IS NULL').raw();
    for (const [vendor, subject] of erased.iterate() as IterableIterator<[string, string]>)
      if (keyOf.get(vendor, subject) != null) return true;
    return false;
  } catch {
    // Not a copy of keys, or not readable: the next erasure reports it.
    return false;
  } finally {
    copy?.close();
  }
}

function overwrite(descriptor: number): void {
  const zeros = Buffer.alloc(64 * 1024);
  const { size } = fstatSync(descriptor);
  for (let at = 0; at < size; at += zeros.length)
    writeSync(descriptor, zeros, 0, Math.min(zeros.length, size - at), at);
  fsyncSync(descriptor);
}
