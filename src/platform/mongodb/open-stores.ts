import { accessMigrations } from '../../../migrations/mongodb/access.js';
import { filesMigrations } from '../../../migrations/mongodb/files.js';
import { keysMigrations } from '../../../migrations/mongodb/keys.js';
import type { MongoMigration } from '../../../migrations/mongodb/migration.js';
import { ordinalsMigrations } from '../../../migrations/mongodb/ordinals.js';
import type { Access } from '../auth/access.js';
import type { Files } from '../files/files.js';
import type { KeyStore } from '../keys/key-store.js';
import { AccessLog } from './access/access-log.js';
import { MongoAccess } from './access/mongo-access.js';
import type { MongoConnection } from './client.js';
import { MongoFiles } from './files/mongo-files.js';
import { MongoKeyStore } from './keys/mongo-key-store.js';
import { migrate } from './migrate.js';
import { MongoNumbers } from './ordinals/mongo-numbers.js';
import { type RepeatLimits, SharedDatabase } from './shared-database.js';

const opened = async (
  connection: MongoConnection,
  kind: string,
  migrations: readonly MongoMigration[],
  limits?: RepeatLimits,
): Promise<SharedDatabase> => {
  await migrate(connection, kind, migrations);
  return SharedDatabase.open(connection, kind, limits);
};

/**
 * Keys of persons, in `<prefix>-keys`. The connection is closed by whoever made it, after all stores.
 * @throws StoreUnusable, StoreUnreadable
 */
export const openMongoKeys = async (connection: MongoConnection, limits?: RepeatLimits): Promise<KeyStore> =>
  new MongoKeyStore(await opened(connection, 'keys', keysMigrations, limits));

/** API keys, in `<prefix>-access`. @throws StoreUnusable, StoreUnreadable */
export const openMongoAccess = async (connection: MongoConnection, limits?: RepeatLimits): Promise<Access> =>
  new MongoAccess(new AccessLog(await opened(connection, 'access', accessMigrations, limits)));

/**
 * The numbers of a ledger, in `<prefix>-ordinals`: the store of `StoredOrdinals`. Opened before the ledger, whose clock
 * is `clockOver`. @throws StoreUnusable, StoreUnreadable
 */
export const openMongoNumbers = async (connection: MongoConnection, limits?: RepeatLimits): Promise<MongoNumbers> =>
  MongoNumbers.open(await opened(connection, 'ordinals', ordinalsMigrations, limits));

/** Files in GridFS, in `<prefix>-files`. @throws StoreUnusable, StoreUnreadable */
export const openMongoFiles = async (
  connection: MongoConnection,
  clock: () => number,
  limits?: RepeatLimits,
): Promise<Files> => new MongoFiles(await opened(connection, 'files', filesMigrations, limits), clock);
