import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SqliteAccess } from '../auth/sqlite-access.js';
import { filesFolder, sqliteFolder } from '../config/ledger-folders.js';
import type { Config } from '../config/settings.js';
import { StoreUnusable } from '../events/event-store.js';
import type { Files } from '../files/files.js';
import { FolderFiles } from '../files/folder-files.js';
import { SqliteKeyStore } from '../keys/sqlite-key-store.js';
import { isMongoUrl } from '../mongodb/connection-url.js';
import { closedOnFault } from '../opened.js';
import { CopyRefused } from './copy-refused.js';
import { operatorText } from '../operator-fault.js';
import type { OpenedFiles, OpenedKeys } from './server-parts.js';

/** Where the keys of an installation are: in the server of its views, or in its folder. */
export const keysUrlOf = ({ viewsUrl }: Pick<Config, 'viewsUrl'>): string =>
  isMongoUrl(viewsUrl) ? viewsUrl : 'sqlite:';

/** Whether keys of persons and API keys are in the server of the views, and no file holds them. */
export const keysOnServer = (config: Pick<Config, 'viewsUrl'>): boolean => isMongoUrl(keysUrlOf(config));

/**
 * The keys at `sqlite:/folder` or `mongodb://…`.
 * @param what names the URL in errors; its value can hold a password
 * @param mustExist whether keys that are not there are refused instead of made
 * @throws CopyRefused, StoreUnusable
 */
export async function openKeysAt(url: string, what: string, home: string, mustExist: boolean): Promise<OpenedKeys> {
  if (isMongoUrl(url)) return (await serverParts()).keysOn(url, what);
  const folder = sqliteFolder(url, home);
  if (folder === undefined)
    throw new CopyRefused('unknown-engine', { what, forms: 'sqlite:, sqlite:/folder, mongodb://…' });
  for (const name of mustExist ? ['keys.db', 'auth.db'] : [])
    if (!existsSync(join(folder, name))) throw new CopyRefused('no-source', { folder, what: name });
  return closedOnFault(async (opened) => ({
    keys: opened.add(SqliteKeyStore.open(folder)),
    access: opened.add(SqliteAccess.open(folder)),
    close: () => opened.close(),
  }));
}

/**
 * Keys that can be copied into a file: an erasure by another machine could not rewrite the copy, so those on a server
 * cannot.
 * @throws CopyRefused, StoreUnusable
 */
export function openKeysToCopy(config: Config): SqliteKeyStore {
  if (keysOnServer(config)) throw new CopyRefused('keys-stay', { what: operatorText('keys-on-server') });
  if (!existsSync(join(config.home, 'keys.db')))
    throw new StoreUnusable(operatorText('no-keys-file', { folder: config.home }));
  return SqliteKeyStore.open(config.home);
}

/** The files at `files:/folder`, or in GridFS at `mongodb://…`. @throws CopyRefused, StoreUnusable */
export async function openFilesAt(
  url: string,
  what: string,
  { home, clock, mustExist }: { readonly home: string; readonly clock: () => number; readonly mustExist: boolean },
): Promise<OpenedFiles> {
  if (isMongoUrl(url)) return (await serverParts()).filesOn(url, what, clock);
  if (!url.startsWith('files:'))
    throw new CopyRefused('unknown-engine', { what, forms: 'files:, files:/folder, mongodb://…' });
  const folder = filesFolder({ home, filesUrl: url });
  if (mustExist && !existsSync(folder)) throw new CopyRefused('no-source', { folder, what: ['文件', '檔案', 'files'] });
  const files = FolderFiles.open(folder);
  return { files, close: () => files.close() };
}

/** Files in a folder that another process may use meanwhile: nothing is made and nothing removed there. */
export const filesToRead = (folder: string): Files => FolderFiles.reading(folder);

/** Copies of files in a folder, which is made where it is absent. */
export const copiesOfFiles = (folder: string): Files => FolderFiles.open(folder);

/** Loaded for a URL of a server alone. */
const serverParts = () => import('./server-parts.js');
