import type { Access } from '../auth/access.js';
import type { Files } from '../files/files.js';
import type { KeyStore } from '../keys/key-store.js';
import { MongoConnection } from '../mongodb/client.js';
import { readMongoUrl } from '../mongodb/connection-url.js';
import { openMongoAccess, openMongoFiles, openMongoKeys } from '../mongodb/open-stores.js';
import { closedOnFault } from '../opened.js';

/** Keys of persons and secrets, and API keys: they are stored together. */
export interface OpenedKeys {
  readonly keys: KeyStore;
  readonly access: Access;
  close(): Promise<void>;
}

export interface OpenedFiles {
  readonly files: Files;
  close(): Promise<void>;
}

/** Keys of persons and API keys in MongoDB. @param what names the URL in errors @throws StoreUnusable */
export const keysOn = (url: string, what: string): Promise<OpenedKeys> =>
  closedOnFault(async (opened) => {
    const connection = opened.add(new MongoConnection(readMongoUrl(url, what)));
    const keys = opened.add(await openMongoKeys(connection));
    const access = opened.add(await openMongoAccess(connection));
    return { keys, access, close: () => opened.close() };
  });

/** Files in GridFS. @param what names the URL in errors @param clock epoch milliseconds @throws StoreUnusable */
export const filesOn = (url: string, what: string, clock: () => number): Promise<OpenedFiles> =>
  closedOnFault(async (opened) => {
    const connection = opened.add(new MongoConnection(readMongoUrl(url, what)));
    return { files: opened.add(await openMongoFiles(connection, clock)), close: () => opened.close() };
  });
