import type { Migration } from './migration.js';

/** The order of a ledger whose engine numbers nothing. It can be lost: it is made again by one scan of the ledger. */
export const ordinalsMigrations: readonly Migration[] = [
  {
    number: 1,
    title: 'events by position, and the times that were asked about',
    sql: `
      CREATE TABLE ordinals (
        position INTEGER PRIMARY KEY,
        token TEXT NOT NULL,
        recorded_at INTEGER NOT NULL,
        stream TEXT NOT NULL,
        revision INTEGER NOT NULL,
        vendor TEXT NOT NULL,
        type TEXT NOT NULL,
        UNIQUE (stream, revision)
      ) STRICT;
      CREATE INDEX ordinals_by_vendor ON ordinals (vendor, type, position);
      CREATE TABLE floor (only INTEGER PRIMARY KEY CHECK (only = 1), recorded_at INTEGER NOT NULL) STRICT;
      INSERT INTO floor VALUES (1, 0);
    `,
  },
];
