import type { Migration } from './migration.js';

/**
 * The file of person keys (A2). A row without a key is a tombstone: the person was erased and no key is made again.
 * Keys lie in a table that only grows at its end, a precaution: no key is ever moved to another page, so that erasing
 * has
 * one place to overwrite. `copy` names the one current copy of this file, rewritten at each erasure.
 */
export const keysMigrations: readonly Migration[] = [
  {
    number: 1,
    title: 'a key per person, tombstones, the secrets of the server and where the copy is',
    sql: `
      CREATE TABLE subject_keys (
        number INTEGER PRIMARY KEY,
        vendor TEXT NOT NULL,
        subject TEXT NOT NULL,
        key BLOB CHECK (key IS NULL OR length(key) = 32),
        UNIQUE (vendor, subject)
      ) STRICT;
      CREATE TABLE secrets (
        name TEXT PRIMARY KEY,
        secret BLOB NOT NULL CHECK (length(secret) = 32)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE copy (
        only INTEGER PRIMARY KEY CHECK (only = 1),
        file TEXT NOT NULL
      ) STRICT;
    `,
  },
  {
    number: 2,
    title: 'erasures that were begun, with the stream that says whether they were recorded',
    sql: `
      CREATE TABLE erasures (
        vendor TEXT NOT NULL,
        subject TEXT NOT NULL,
        stream TEXT NOT NULL,
        PRIMARY KEY (vendor, subject)
      ) STRICT, WITHOUT ROWID;
    `,
  },
  {
    number: 3,
    title: 'up to which event of the ledger erasures were carried out here, and the erased by name',
    sql: `
      CREATE TABLE carried_out (
        only INTEGER PRIMARY KEY CHECK (only = 1),
        position INTEGER NOT NULL,
        event TEXT NOT NULL
      ) STRICT;
      CREATE INDEX erased_subjects ON subject_keys (vendor, subject) WHERE key IS NULL;
    `,
  },
];
