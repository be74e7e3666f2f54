import { authFile } from '../auth/auth-file.js';
import { keysFile } from '../keys/keys-file.js';
import type { OutputKind } from './output-file.js';
import { operatorText } from '../operator-fault.js';

const sqliteHeader = 'SQLite format 3\0';

/** An SQLite file of this product, by its header alone. */
const isDatabase =
  (applicationId: number) =>
  (head: Buffer): boolean =>
    head.length >= 100 && head.toString('latin1', 0, 16) === sqliteHeader && head.readUInt32BE(68) === applicationId;

/** `backup FILE`: never over anything, another backup included. */
export const backupKind: OutputKind = { name: operatorText('a-backup'), makesFolder: true };

/** `backup --keys FILE`: the one current copy, written again at each erasure. */
export const keyCopyKind: OutputKind = { name: operatorText('a-key-copy'), isOwn: isDatabase(keysFile.applicationId) };

/** `backup --access FILE`: the current API keys, by their hashes. */
export const accessCopyKind: OutputKind = {
  name: operatorText('an-access-copy'),
  isOwn: isDatabase(authFile.applicationId),
};
