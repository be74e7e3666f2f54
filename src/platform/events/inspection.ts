import { setImmediate as turn } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { canonicalJson } from './canonical.js';
import { checkPages } from '../sqlite/page-check.js';

const chunk = 1000;
/** A ledger with one systematic fault would otherwise report every event. */
const mostFindings = 100;

interface Row {
  readonly position: number;
  readonly recorded_at: number;
  readonly meta: string;
  readonly data: string;
}

/**
 * Reads the whole ledger and says what breaks its promises, by position. Works in chunks on a connection of its own and
 * lets other work in between; SQLite's own check of its pages runs in a thread.
 */
export async function inspectEvents(
  file: string,
  onProgress?: (done: number, of: number) => void,
): Promise<readonly string[]> {
  const findings: string[] = [];
  let db: Database.Database | undefined;
  try {
    findings.push(...(await checkPages(file)));
    db = new Database(file, { readonly: true, fileMustExist: true });
    const of = (db.prepare('SELECT max(position) FROM events').pluck().get() as number | null) ?? 0;
    await inspectLedger(db, of, findings, (done) => onProgress?.(done, of));
    await inspectStreams(db, of, findings);
  } catch (error) {
    findings.push(`${file} cannot be read on: ${(error as Error).message}`);
  } finally {
    db?.close();
  }
  return findings.length > mostFindings
    ? [...findings.slice(0, mostFindings), `and ${findings.length - mostFindings} more`]
    : findings;
}

/** Positions without gaps, recording times that never decrease (T5), bytes that are canonical JSON. */
async function inspectLedger(
  db: Database.Database,
  of: number,
  findings: string[],
  progress: (done: number) => void,
): Promise<void> {
  const read = db.prepare(
    'SELECT position, recorded_at, meta, data FROM events WHERE position > ? AND position <= ? ORDER BY position LIMIT ?',
  );
  let position = 0;
  let recordedAt = -Infinity;
  for (let rows: Row[]; (rows = read.all(position, of, chunk) as Row[]).length > 0; await turn()) {
    for (const row of rows) {
      if (row.position !== position + 1) findings.push(`positions ${position + 1} to ${row.position - 1} are missing`);
      if (row.recorded_at < recordedAt) findings.push(`event ${row.position} was recorded before the one ahead of it`);
      for (const part of ['data', 'meta'] as const) {
        const fault = jsonFault(row[part]);
        if (fault !== null) findings.push(`event ${row.position}: ${part} ${fault}`);
      }
      position = row.position;
      recordedAt = row.recorded_at;
    }
    progress(position);
  }
}

function jsonFault(text: string): string | null {
  try {
    return canonicalJson(JSON.parse(text)) === text ? null : 'is not canonical JSON';
  } catch {
    return 'is no JSON';
  }
}

/** Revisions from 0 without gaps in every stream, and the index that says so agrees with the events. */
async function inspectStreams(db: Database.Database, of: number, findings: string[]): Promise<void> {
  const read = db
    .prepare(
      'SELECT stream, revision FROM events INDEXED BY sqlite_autoindex_events_2 WHERE (stream, revision) > (?, ?) AND position <= ? ORDER BY stream, revision LIMIT ?',
    )
    .raw();
  let [stream, revision] = ['', -1];
  let counted = 0;
  for (
    let rows: [string, number][];
    (rows = read.all(stream, revision, of, chunk) as [string, number][]).length > 0;
    await turn()
  ) {
    for (const [nextStream, nextRevision] of rows) {
      const due = nextStream === stream ? revision + 1 : 0;
      if (nextRevision !== due) findings.push(`stream ${nextStream} has revision ${nextRevision} where ${due} is due`);
      [stream, revision] = [nextStream, nextRevision];
    }
    counted += rows.length;
  }
  const events = db.prepare('SELECT count(*) FROM events NOT INDEXED WHERE position <= ?').pluck().get(of) as number;
  if (counted !== events) findings.push(`the index of streams holds ${counted} of ${events} events`);
}
