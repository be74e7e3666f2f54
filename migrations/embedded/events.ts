import type { Migration } from './migration.js';

/**
 * The ledger's file. Short columns precede `data`, so that what the unique indexes and the search for an instant
 * need is read without overflow pages. `recorded_at` is in epoch milliseconds; it has no index because it rises with
 * the position (T5). `floor` holds the one instant before which no event may be stamped.
 */
export const eventsMigrations: readonly Migration[] = [
  {
    number: 1,
    title: 'events in one table, and the floor of recording times',
    sql: `
      CREATE TABLE events (
        position INTEGER PRIMARY KEY,
        recorded_at INTEGER NOT NULL,
        revision INTEGER NOT NULL,
        schema INTEGER NOT NULL,
        id BLOB NOT NULL UNIQUE,
        vendor TEXT NOT NULL,
        type TEXT NOT NULL,
        stream TEXT NOT NULL,
        meta TEXT NOT NULL,
        data TEXT NOT NULL,
        UNIQUE (stream, revision)
      ) STRICT;
      CREATE TABLE floor (
        only INTEGER PRIMARY KEY CHECK (only = 1),
        recorded_at INTEGER NOT NULL
      ) STRICT;
      INSERT INTO floor VALUES (1, 0);
    `,
  },
  {
    number: 2,
    title: 'seals: the hash over all events up to a position, at the end of each commit',
    sql: `
      CREATE TABLE seals (
        position INTEGER PRIMARY KEY,
        chain BLOB NOT NULL CHECK (length(chain) = 32)
      ) STRICT;
    `,
  },
  {
    number: 3,
    title: 'events of a vendor, and of a type, by position',
    sql: `
      CREATE INDEX events_by_vendor ON events (vendor, position);
      CREATE INDEX events_by_type ON events (vendor, type, position);
    `,
  },
];
