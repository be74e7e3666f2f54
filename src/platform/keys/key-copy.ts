import { closeSync, existsSync, fstatSync, fsyncSync, openSync, writeSync } from 'node:fs';
import type Database from 'better-sqlite3';
import { keyCopyKind } from '../outputs/kinds.js';
import { OutputFile } from '../outputs/output-file.js';

/**
 * Writes the keys to a file, whole or not at all, and overwrites the bytes of the copy it replaces.
 * @throws OutputRefused where something else than a copy of keys lies there now
 */
export function writeCopy(db: Database.Database, file: string): void {
  const output = OutputFile.open(file, keyCopyKind, { folders: [] });
  let replaced: number | undefined;
  try {
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

function overwrite(descriptor: number): void {
  const zeros = Buffer.alloc(64 * 1024);
  const { size } = fstatSync(descriptor);
  for (let at = 0; at < size; at += zeros.length)
    writeSync(descriptor, zeros, 0, Math.min(zeros.length, size - at), at);
  fsyncSync(descriptor);
}
