import type { Migration } from './migration.js';

/**
 * The file of API keys (A1). Only the hash of a key is stored; a revoked key stays, so that its actions keep a name.
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
  {
    number: 2,
    title: 'where a key comes from, and what the ledger has still to record of keys (A3)',
    sql: `
      ALTER TABLE api_keys ADD COLUMN origin TEXT NOT NULL DEFAULT 'made';
      UPDATE api_keys SET origin = 'environment' WHERE name = 'LEDGER_ADMIN_KEY' AND vendor = '*';
      CREATE TABLE unrecorded (
        number INTEGER PRIMARY KEY,
        key_id TEXT NOT NULL,
        fact TEXT NOT NULL,
        at TEXT NOT NULL,
        actor TEXT NOT NULL,
        role TEXT NOT NULL,
        channel TEXT NOT NULL,
        replaced_by TEXT,
        UNIQUE (key_id, fact)
      ) STRICT;
      INSERT INTO unrecorded (key_id, fact, at, actor, role, channel)
        SELECT id, 'created', created_at, 'start', 'system', 'start' FROM api_keys
        WHERE revoked_at IS NULL ORDER BY created_at, id;
      INSERT INTO unrecorded (key_id, fact, at, actor, role, channel)
        SELECT id, 'first-used', last_used_at, id, role, 'http' FROM api_keys
        WHERE revoked_at IS NULL AND last_used_at IS NOT NULL ORDER BY last_used_at, id;
    `,
  },
];
