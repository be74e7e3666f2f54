import type { Migration } from './migration.js';

/** The file of due work. It can be lost: the work is found again from the ledger. */
export const jobsMigrations: readonly Migration[] = [
  {
    number: 1,
    title: 'due work by queue and id',
    sql: `
      CREATE TABLE jobs (
        queue TEXT NOT NULL,
        id TEXT NOT NULL,
        vendor TEXT NOT NULL,
        due_at INTEGER NOT NULL,
        attempts INTEGER NOT NULL DEFAULT 0,
        state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'running', 'dead')),
        again_at INTEGER,
        removed INTEGER NOT NULL DEFAULT 0,
        fault TEXT,
        data TEXT NOT NULL,
        PRIMARY KEY (queue, id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX jobs_by_vendor ON jobs (queue, state, vendor, due_at, id);
    `,
  },
];
