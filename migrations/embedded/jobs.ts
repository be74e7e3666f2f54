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
  {
    number: 2,
    title: 'groups and series of jobs, and notes about them',
    // Of a series one live job is not held back: the one that runs, or else the lowest id.
    sql: `
      ALTER TABLE jobs ADD COLUMN job_group TEXT NOT NULL DEFAULT '';
      ALTER TABLE jobs ADD COLUMN series TEXT;
      ALTER TABLE jobs ADD COLUMN held_back INTEGER NOT NULL DEFAULT 0;
      ALTER TABLE jobs ADD COLUMN promoted INTEGER NOT NULL DEFAULT 0;
      DROP INDEX jobs_by_vendor;
      CREATE INDEX jobs_by_lane ON jobs (queue, state, held_back, vendor, job_group, due_at, id);
      CREATE INDEX jobs_by_group ON jobs (queue, job_group, state, held_back, due_at, id);
      CREATE INDEX jobs_by_series ON jobs (queue, series, held_back, id) WHERE series IS NOT NULL AND state <> 'dead';
      CREATE TABLE notes (
        number INTEGER PRIMARY KEY,
        queue TEXT NOT NULL,
        job_group TEXT NOT NULL,
        note TEXT NOT NULL
      ) STRICT;
      CREATE INDEX notes_by_group ON notes (queue, job_group, number);
    `,
  },
  {
    number: 3,
    title: 'places in a series',
    sql: `
      ALTER TABLE jobs ADD COLUMN place INTEGER NOT NULL DEFAULT 0;
      DROP INDEX jobs_by_series;
      CREATE INDEX jobs_by_series ON jobs (queue, series, held_back, place, id)
        WHERE series IS NOT NULL AND state <> 'dead';
    `,
  },
];
