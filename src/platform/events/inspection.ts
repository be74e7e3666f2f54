import { setImmediate as turn } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { canonicalJson } from './canonical.js';
import { checkPages } from '../sqlite/page-check.js';
import { columns, type EventRow } from './event-rows.js';
import { type RawEvent, rawColumns } from './raw-event.js';
import { chained, noChain, unsealedEnd } from './seals.js';
import { inEnglish } from '../operator-fault.js';

const chunk = 1000;
/** Seals after which other work gets its turn. */
const sealsAtOnce = 100;
/** A ledger with one systematic fault would otherwise report every event. */
const mostFindings = 100;

/** What more is asked of each event, in order of position; `earlier` reads one that was passed before. */
export type CheckOf = (
  earlier: (stream: string, revision: number) => Pick<RawEvent, 'meta'> | undefined,
) => (event: RawEvent) => readonly string[];

/**
 * Reads the whole ledger and reports every broken invariant, by position. Works in chunks on a connection of its own
 * and yields to other work between them; SQLite's own check of its pages runs in a thread.
 */
export async function inspectEvents(
  file: string,
  onProgress?: (done: number, of: number) => void,
  check?: CheckOf,
): Promise<readonly string[]> {
  const findings: string[] = [];
  let db: Database.Database | undefined;
  try {
    findings.push(...(await checkPages(file)));
    db = new Database(file, { readonly: true, fileMustExist: true });
    const of = (db.prepare('SELECT max(position) FROM events').pluck().get() as number | null) ?? 0;
    await inspectLedger(db, of, findings, check, (done) => onProgress?.(done, of));
    await inspectSeals(db, of, findings);
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
  check: CheckOf | undefined,
  progress: (done: number) => void,
): Promise<void> {
  const read = db.prepare(
    `SELECT ${rawColumns} FROM events WHERE position > ? AND position <= ? ORDER BY position LIMIT ?`,
  );
  const earlier = db.prepare('SELECT meta FROM events WHERE stream = ? AND revision = ?');
  const faults = check?.((stream, revision) => earlier.get(stream, revision) as Pick<RawEvent, 'meta'> | undefined);
  let position = 0;
  let recordedAt = -Infinity;
  for (let rows: RawEvent[]; (rows = read.all(position, of, chunk) as RawEvent[]).length > 0; await turn()) {
    for (const row of rows) {
      if (row.position !== position + 1) findings.push(`positions ${position + 1} to ${row.position - 1} are missing`);
      if (row.recordedAt < recordedAt) findings.push(`event ${row.position} was recorded before the one ahead of it`);
      // A check of the envelope reads the bytes itself.
      for (const part of faults === undefined ? (['data', 'meta'] as const) : []) {
        const fault = jsonFault(row[part]);
        if (fault !== null) findings.push(`event ${row.position}: ${part} ${fault}`);
      }
      if (faults !== undefined) findings.push(...faults(row));
      position = row.position;
      recordedAt = row.recordedAt;
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

/**
 * The chain is computed again and compared at every seal. The first seal that differs names the events since the one
 * before; what follows is compared from the stored seal on, so that one changed event is one finding.
 */
async function inspectSeals(db: Database.Database, of: number, findings: string[]): Promise<void> {
  const sealed = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'seals'").get();
  // Written before there were seals.
  if (sealed === undefined) return;
  const nextSeal = db.prepare('SELECT position, chain FROM seals WHERE position > ? ORDER BY position LIMIT 1');
  const read = db
    .prepare(`SELECT ${columns} FROM events WHERE position > ? AND position <= ? ORDER BY position LIMIT ?`)
    .raw();
  let [position, chain] = [0, noChain as Buffer];
  for (let seals = 1; ; seals += 1) {
    const seal = nextSeal.get(position) as { position: number; chain: Buffer } | undefined;
    if (seal === undefined || seal.position > of) break;
    const from = position;
    for (let rows: EventRow[]; (rows = read.all(position, seal.position, chunk) as EventRow[]).length > 0;) {
      chain = rows.reduce(chained, chain);
      position = rows.at(-1)![0];
    }
    if (!chain.equals(seal.chain))
      findings.push(
        from + 1 === seal.position
          ? `event ${seal.position} is not as it was recorded`
          : `among events ${from + 1} to ${seal.position} one is not as it was recorded`,
      );
    [position, chain] = [seal.position, seal.chain];
    if (seals % sealsAtOnce === 0) await turn();
  }
  const missing = unsealedEnd(db, of);
  if (missing !== null) findings.push(inEnglish(missing));
}

/** Revisions from 0 without gaps in every stream, and the index over them agrees with the events. */
async function inspectStreams(db: Database.Database, of: number, findings: string[]): Promise<void> {
  const read = db
    .prepare(
      'SELECT stream, revision FROM events INDEXED BY sqlite_autoindex_events_2 WHERE (stream, revision) > ' +
        '(?, ?) AND position <= ? ORDER BY stream, revision LIMIT ?',
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
