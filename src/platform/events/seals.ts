import { createHash } from 'node:crypto';
import type Database from 'better-sqlite3';
import type { EventRow } from './event-rows.js';
import { columns } from './event-rows.js';
import { type OperatorText, operatorText } from '../operator-fault.js';

/** The hash over all events up to a position. */
export interface Seal {
  readonly position: number;
  /** 64 hexadecimal digits; the same for the same events on every engine and after a copy. */
  readonly chain: string;
}

/** What a ledger proves its own bytes with. */
export interface Seals {
  /** The seal at a position; undefined where the ledger ends before it. */
  at(position: number): Promise<Seal | undefined>;
  /** The seal of the last event; position 0 for an empty ledger. */
  head(): Promise<Seal>;
}

/** Of an engine that seals what it writes; undefined for another. */
export const sealsOf = (store: object): Seals | undefined => (store as { readonly seals?: Seals }).seals;

/** Before the first event. */
export const noChain = Buffer.alloc(32);

/** Events between two seals of a ledger that was written before there were any. */
const sealedAtOnce = 1000;
const readAtOnce = 1000;

/** SHA-256 of the chain so far and every stored byte of the event, its place and time included. */
export const chained = (chain: Buffer, row: EventRow): Buffer =>
  createHash('sha256').update(chain).update(row.join('\n')).digest();

/** The chain after the last row. */
export const chainedAll = (chain: Buffer, rows: readonly EventRow[]): Buffer => rows.reduce(chained, chain);

export const lastSeal = (db: Database.Database): { readonly position: number; readonly chain: Buffer } =>
  (db.prepare('SELECT position, chain FROM seals ORDER BY position DESC LIMIT 1').get() as
    { position: number; chain: Buffer } | undefined) ?? { position: 0, chain: noChain };

/** Seals a ledger that was written before there were seals; once, in one transaction. */
export function sealOld(db: Database.Database): void {
  if (lastSeal(db).position !== 0) return;
  const read = db.prepare(`SELECT ${columns} FROM events WHERE position > ? ORDER BY position LIMIT ?`).raw();
  const seal = db.prepare('INSERT INTO seals VALUES (?, ?)');
  db.transaction(() => {
    let [position, chain] = [0, noChain as Buffer];
    for (let rows: EventRow[]; (rows = read.all(position, sealedAtOnce) as EventRow[]).length > 0;) {
      chain = chainedAll(chain, rows);
      position = rows.at(-1)![0];
      seal.run(position, chain);
    }
  }).immediate();
}

/**
 * Why seals and events do not belong together at their end, or null: an event was added or removed outside this
 * product.
 */
export function unsealedEnd(db: Database.Database, lastPosition: number): OperatorText | null {
  const { position } = lastSeal(db);
  if (position === lastPosition) return null;
  return position > lastPosition
    ? operatorText('events-lost', { first: lastPosition + 1, last: position })
    : operatorText('events-added', { first: position + 1, last: lastPosition });
}

/** From the nearest seal before it on. */
export function sealAt(db: Database.Database, position: number): Seal | undefined {
  let { position: at, chain } = (db
    .prepare('SELECT position, chain FROM seals WHERE position <= ? ORDER BY position DESC LIMIT 1')
    .get(position) as { position: number; chain: Buffer } | undefined) ?? { position: 0, chain: noChain };
  const read = db
    .prepare(`SELECT ${columns} FROM events WHERE position > ? AND position <= ? ORDER BY position LIMIT ?`)
    .raw();
  for (let rows: EventRow[]; (rows = read.all(at, position, readAtOnce) as EventRow[]).length > 0;) {
    chain = chainedAll(chain, rows);
    at = rows.at(-1)![0];
  }
  return at === position ? { position, chain: chain.toString('hex') } : undefined;
}
