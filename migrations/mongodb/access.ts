import type { MongoMigration } from './migration.js';

/** API keys (A1): a log of changes, found by their numbers. */
export const accessMigrations: readonly MongoMigration[] = [
  { number: 1, title: 'changes of API keys by number', indexes: {} },
];
