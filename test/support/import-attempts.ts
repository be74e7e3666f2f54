import { join } from 'node:path';
import Database from 'better-sqlite3';

/** The attempts that the job of an import has used up, in a ledger that no process has open. */
export const attemptsOf = (home: string, importId: string): number | undefined =>
  inJobs(
    home,
    (db) => db.prepare('SELECT attempts FROM jobs WHERE id = ?').pluck().get(importId) as number | undefined,
  );

/** As if the process had ended so many times during the import. */
export const setAttempts = (home: string, importId: string, attempts: number): void =>
  inJobs(home, (db) => {
    const { changes } = db.prepare('UPDATE jobs SET attempts = ? WHERE id = ?').run(attempts, importId);
    if (changes !== 1) throw new Error(`no job ${importId}: the import ended before the server stopped`);
  });

const inJobs = <T>(home: string, work: (db: Database.Database) => T): T => {
  const db = new Database(join(home, 'jobs.db'));
  try {
    return work(db);
  } finally {
    db.close();
  }
};
