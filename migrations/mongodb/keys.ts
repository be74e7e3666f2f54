import type { MongoMigration } from './migration.js';

/** Keys of persons and secrets of the ledger (A2). Every document is found by its id. */
export const keysMigrations: readonly MongoMigration[] = [
  { number: 1, title: 'keys, secrets and begun erasures by id', indexes: {} },
];
