import type { Migration } from './migration.js';

/**
 * The file of API keys (A1). The key itself is never kept, only its hash; a revoked key stays, so that its acts keep
 * a name.
 */
export const authMigrations: readonly Migration[] = [
  {
    number: 1,
    title: 'API keys by the SHA-256 of their text',
    sql: `
      CREATE TABLE api_keys (
        id TEXT PRIMARY KEY,
        hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
        vendor TEXT NOT NULL,
        role TEXT NOT NULL,
        name TEXT NOT NULL,
        created_at TEXT NOT NULL,
        revoked_at TEXT,
        last_used_at TEXT,
        limit_per_minute INTEGER CHECK (limit_per_minute > 0),
        customer_id TEXT
      ) STRICT;
    `,
  },
];
