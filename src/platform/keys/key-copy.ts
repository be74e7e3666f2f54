import { chmodSync, closeSync, existsSync, fstatSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import type Database from 'better-sqlite3';
import { moveDurably } from '../sqlite/durable-file.js';

/** Writes the keys to a file, whole or not at all, and overwrites the bytes of the copy it replaces. */
export function writeCopy(db: Database.Database, file: string): void {
  const aside = `${file}.new`;
  rmSync(aside, { force: true });
  db.prepare('VACUUM INTO ?').run(aside);
  chmodSync(aside, 0o600);
  const replaced = existsSync(file) ? openSync(file, 'r+') : undefined;
  try {
    moveDurably(aside, file);
    if (replaced !== undefined) overwrite(replaced);
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
