import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { SqliteAccess } from '../auth/sqlite-access.js';
import { sqliteFolder } from '../config/ledger-folders.js';
import { FolderFiles } from '../files/folder-files.js';
import { SqliteKeyStore } from '../keys/sqlite-key-store.js';
import { copyAccess, copyKeys, type KeysCopied } from './copy-keys.js';
import { copyFiles } from './copy-files.js';
import { copyLedger, type CopyOptions, type LedgerCopied } from './copy-ledger.js';
import { CopyRefused } from './copy-refused.js';
import { openLedgerAt, openTargetAt, type Opening } from './open-ledgers.js';

/** Two places by their URLs. */
export interface Way {
  readonly from: string;
  readonly to: string;
}

/** The ledger of one place becomes that of another. @throws CopyRefused, StoreUnusable */
export async function moveLedger({ from, to }: Way, home: string, options: CopyOptions): Promise<LedgerCopied> {
  const opening: Opening = { home, clock: options.clock };
  if (samePlace(from, to, home)) throw new CopyRefused('same-place', { place: '--to' });
  const source = await openLedgerAt(from, '--from', opening);
  try {
    const target = await openTargetAt(to, '--to', opening);
    try {
      const copied = await copyLedger(source, target.events, options);
      await target.commit();
      return copied;
    } catch (error) {
      await target.close();
      throw error;
    }
  } finally {
    await source.close();
  }
}

/** Keys of persons, secrets of the server, and API keys. @throws CopyRefused, StoreUnusable */
export async function moveKeys({ from, to }: Way, home: string): Promise<KeysCopied> {
  const [source, target] = [keysFolder(from, '--keys-from', home), keysFolder(to, '--keys-to', home)];
  if (source === target) throw new CopyRefused('same-place', { place: target });
  for (const what of ['keys.db', 'auth.db'])
    if (!existsSync(join(source, what))) throw new CopyRefused('no-source', { folder: source, what });
  const opened: { close(): Promise<void> }[] = [];
  const open = <T extends { close(): Promise<void> }>(store: T): T => {
    opened.push(store);
    return store;
  };
  try {
    const persons = await copyKeys(open(SqliteKeyStore.open(source)), open(SqliteKeyStore.open(target)));
    const apiKeys = await copyAccess(open(SqliteAccess.open(source)), open(SqliteAccess.open(target)));
    return { persons, apiKeys };
  } finally {
    for (const store of opened.reverse()) await store.close();
  }
}

/** @returns how many files. @throws CopyRefused */
export async function moveFiles({ from, to }: Way, home: string): Promise<number> {
  const [source, target] = [filesFolder(from, '--files-from', home), filesFolder(to, '--files-to', home)];
  if (source === target) throw new CopyRefused('same-place', { place: target });
  if (!existsSync(source)) throw new CopyRefused('no-source', { folder: source, what: 'files' });
  const [read, written] = [FolderFiles.open(source), FolderFiles.open(target)];
  return copyFiles(read, written);
}

const samePlace = (from: string, to: string, home: string): boolean => {
  const [source, target] = [sqliteFolder(from, home), sqliteFolder(to, home)];
  return source === undefined ? from === to : source === target;
};

const keysFolder = (url: string, what: string, home: string): string => {
  const folder = sqliteFolder(url, home);
  if (folder === undefined) throw new CopyRefused('unknown-engine', { what, forms: 'sqlite:, sqlite:/folder' });
  return folder;
};

const filesFolder = (url: string, what: string, home: string): string => {
  if (!url.startsWith('files:')) throw new CopyRefused('unknown-engine', { what, forms: 'files:, files:/folder' });
  const path = url.slice('files:'.length);
  return path === '' ? join(home, 'files') : resolve(home, path);
};
