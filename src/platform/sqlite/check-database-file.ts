import { closeSync, existsSync, openSync, readSync, rmSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { StoreUnusable } from '../events/event-store.js';
import type { DurableKind } from './durable-kind.js';
import { findingsIn } from '../finding-texts.js';
import { foreignObjects } from './foreign-objects.js';
import { causeIn, type OperatorText, operatorText } from '../operator-fault.js';

/** Up to this size the whole file is checked at every start; a larger one at its edges, and whole by `inspect`. */
const wholeCheckBytes = 16 * 1024 * 1024;
const headerBytes = 100;
/** "SL", with which the ids of all kinds of files of this product begin. */
const ofProduct = 0x534c;

/**
 * Judges a file before anything is written to it. The raw header comes first, because it alone can be read without
 * SQLite making its scratch file beside it; the caller holds the folder's lock, so no other connection of this process
 * can lose its own file locks by this reading.
 * @throws StoreUnusable naming the file and the way out
 */
export function checkDatabaseFile(file: string, kind: DurableKind, newest: number): void {
  const header = Buffer.alloc(headerBytes);
  const descriptor = openSync(file, 'r');
  let read: number;
  try {
    read = readSync(descriptor, header, 0, headerBytes, 0);
  } finally {
    closeSync(descriptor);
  }
  const damaged = (cause: string | OperatorText): StoreUnusable =>
    new StoreUnusable(operatorText('file-damaged', { file, cause, way: kind.wayOut }));
  if (read < headerBytes || header.toString('latin1', 0, 16) !== 'SQLite format 3\0')
    throw damaged(operatorText('no-header'));
  const applicationId = header.readUInt32BE(68);
  if (applicationId !== kind.applicationId)
    throw new StoreUnusable(
      applicationId >>> 16 === ofProduct
        ? operatorText('file-of-other-use', { file, way: kind.wayOut })
        : operatorText('file-foreign', { file }),
    );
  refuseNewer(file, header.readUInt32BE(60), newest);

  const scratch = [`${file}-shm`, `${file}-wal`].filter((path) => !existsSync(path));
  let fault: unknown;
  try {
    const db = new Database(file, { readonly: true });
    try {
      db.pragma('trusted_schema = OFF');
      refuseNewer(file, db.pragma('user_version', { simple: true }) as number, newest);
      if (statSync(file).size <= wholeCheckBytes) {
        const found = db.pragma('quick_check(1)', { simple: true });
        if (found !== 'ok') throw damaged(String(found));
      }
      kind.probe?.(db);
      const foreign = foreignObjects(db, kind.migrations);
      if (foreign.length > 0)
        throw new StoreUnusable(
          operatorText('file-altered', { file, cause: findingsIn(foreign.slice(0, 3)), way: kind.wayOut }),
        );
    } finally {
      db.close();
    }
  } catch (error) {
    fault = error;
  }
  for (const path of scratch) rmSync(path, { force: true });
  if (fault === undefined) return;
  throw fault instanceof StoreUnusable ? fault : damaged(causeIn(fault));
}

function refuseNewer(file: string, version: number, newest: number): void {
  if (version <= newest) return;
  throw new StoreUnusable(operatorText('file-newer', { file, version, newest }));
}
