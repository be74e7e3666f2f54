import { join } from 'node:path';
import Database from 'better-sqlite3';
import { webhookBounds } from './bounds.js';

/** An event that has not been taken yet, or that waits behind one of its stream. Instants in epoch ms. */
export interface PendingDelivery {
  readonly webhookId: string;
  readonly position: number;
  readonly stream: string;
  /** Failed attempts so far. */
  readonly attempts: number;
  readonly dueAt: number;
  readonly fault: string | null;
}
/** The outcome of a delivery; the last attempts are stored for inspection. */
export interface Delivery {
  readonly webhookId: string;
  readonly position: number;
  readonly at: number;
  readonly outcome: 'delivered' | 'failed' | 'dead';
  readonly status: number | null;
  readonly fault: string | null;
}

/**
 * The delivery progress of each subscription. It can be lost: everything since the subscription is then delivered
 * again, under the same ids. Written before the deliverer goes on, and synced by the operating system in its own time.
 */
export class DeliveryStore {
  readonly #db: Database.Database;
  readonly #cursor;
  readonly #setCursor;
  readonly #wait;
  readonly #done;
  readonly #waiting;
  readonly #firstDue;
  readonly #note;
  readonly #trim;
  readonly #markDead;

  constructor(folder: string) {
    const db = new Database(join(folder, 'webhooks.db'));
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = NORMAL');
    db.pragma('secure_delete = ON');
    db.exec(`
      CREATE TABLE IF NOT EXISTS cursors (webhookId TEXT NOT NULL PRIMARY KEY, position INTEGER NOT NULL) STRICT;
      CREATE TABLE IF NOT EXISTS waiting (
        webhookId TEXT NOT NULL, position INTEGER NOT NULL, stream TEXT NOT NULL, attempts INTEGER NOT NULL,
        dueAt INTEGER NOT NULL, fault TEXT, dead INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (webhookId, position)) STRICT;
      CREATE INDEX IF NOT EXISTS waiting_by_stream ON waiting (webhookId, dead, stream, position);
      CREATE TABLE IF NOT EXISTS deliveries (
        id INTEGER PRIMARY KEY, webhookId TEXT NOT NULL, position INTEGER NOT NULL, at INTEGER NOT NULL,
        outcome TEXT NOT NULL, status INTEGER, fault TEXT) STRICT;
      CREATE INDEX IF NOT EXISTS deliveries_by_webhook ON deliveries (webhookId, id);`);
    this.#db = db;
    this.#cursor = db.prepare('SELECT position FROM cursors WHERE webhookId = ?').pluck();
    this.#setCursor = db.prepare(
      'INSERT INTO cursors VALUES (?, ?) ON CONFLICT (webhookId) DO UPDATE SET position = excluded.position',
    );
    this.#wait = db.prepare(
      'INSERT INTO waiting (webhookId, position, stream, attempts, dueAt, fault) VALUES (@webhookId, ' +
        '@position, @stream, @attempts, @dueAt, @fault) ON CONFLICT DO UPDATE SET attempts = ' +
        'excluded.attempts, dueAt = excluded.dueAt, fault = excluded.fault, dead = 0',
    );
    this.#done = db.prepare('DELETE FROM waiting WHERE webhookId = ? AND position = ?');
    this.#waiting = db.prepare(
      'SELECT webhookId, position, stream, attempts, dueAt, fault FROM waiting WHERE webhookId = ? AND dead ' +
        '= ? ORDER BY position LIMIT ?',
    );
    this.#firstDue = db.prepare(
      'SELECT webhookId, min(position) AS position, stream, attempts, dueAt, fault FROM waiting WHERE ' +
        'webhookId = ? AND dead = 0 GROUP BY stream HAVING dueAt <= ? LIMIT ?',
    );
    this.#markDead = db.prepare(
      'UPDATE waiting SET dead = 1, fault = ?, attempts = attempts + 1 WHERE webhookId = ? AND position = ?',
    );
    this.#note = db.prepare(
      'INSERT INTO deliveries (webhookId, position, at, outcome, status, fault) VALUES (@webhookId, ' +
        '@position, @at, @outcome, @status, @fault)',
    );
    this.#trim = db.prepare(
      `DELETE FROM deliveries WHERE webhookId = ? AND id <= (SELECT id FROM deliveries WHERE webhookId = ? ORDER BY id DESC LIMIT 1 OFFSET ${webhookBounds.keptDeliveries})`,
    );
  }

  /** Up to where the ledger has been looked through for this subscription; null where it never was. */
  cursor(webhookId: string): number | null {
    return (this.#cursor.get(webhookId) as number | undefined) ?? null;
  }

  moveTo(webhookId: string, position: number): void {
    this.#setCursor.run(webhookId, position);
  }

  schedule(delivery: PendingDelivery): void {
    this.#wait.run(delivery);
  }

  /** By position. */
  pending(webhookId: string, limit: number): readonly PendingDelivery[] {
    return this.#waiting.all(webhookId, 0, limit) as PendingDelivery[];
  }

  dead(webhookId: string, limit: number): readonly PendingDelivery[] {
    return this.#waiting.all(webhookId, 1, limit) as PendingDelivery[];
  }

  /** Of each stream the first that waits, where it is due; those behind it wait for it. */
  firstDue(webhookId: string, now: number, limit: number): readonly PendingDelivery[] {
    return this.#firstDue.all(webhookId, now, limit) as PendingDelivery[];
  }

  /** When the next attempt is due; null where nothing waits. */
  nextDue(webhookId: string): number | null {
    return this.#db
      .prepare(
        'SELECT min(dueAt) FROM (SELECT min(position), dueAt FROM waiting WHERE webhookId = ? AND dead = 0 ' +
          'GROUP BY stream)',
      )
      .pluck()
      .get(webhookId) as number | null;
  }

  /** The event was taken, or is none of this subscription's any more. */
  settled(webhookId: string, position: number): void {
    this.#done.run(webhookId, position);
  }

  markDead(webhookId: string, position: number, fault: string): void {
    this.#markDead.run(fault, webhookId, position);
  }

  note(delivery: Delivery): void {
    this.#note.run(delivery);
    this.#trim.run(delivery.webhookId, delivery.webhookId);
  }

  /** The latest first. */
  deliveries(webhookId: string, limit: number): readonly Delivery[] {
    return this.#db
      .prepare(
        'SELECT webhookId, position, at, outcome, status, fault FROM deliveries WHERE webhookId = ? ORDER BY ' +
          'id DESC LIMIT ?',
      )
      .all(webhookId, limit) as Delivery[];
  }

  count(webhookId: string, dead: boolean): number {
    return this.#db
      .prepare('SELECT count(*) FROM waiting WHERE webhookId = ? AND dead = ?')
      .pluck()
      .get(webhookId, Number(dead)) as number;
  }

  /** The subscriptions of which anything is stored. */
  webhookIds(): readonly string[] {
    return this.#db
      .prepare(
        'SELECT webhookId FROM cursors UNION SELECT webhookId FROM waiting UNION SELECT webhookId FROM deliveries',
      )
      .pluck()
      .all() as string[];
  }

  remove(webhookId: string): void {
    for (const table of ['cursors', 'waiting', 'deliveries'])
      this.#db.prepare(`DELETE FROM ${table} WHERE webhookId = ?`).run(webhookId);
  }

  close(): void {
    this.#db.close();
  }
}
