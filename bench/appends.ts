import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { eventsMigrations } from '../migrations/embedded/events.js';
import { encodeEvent, idBytes } from '../src/platform/events/event-rows.js';
import { SqliteEventStore } from '../src/platform/events/sqlite-event-store.js';
import { streamOf } from './population.js';

const writers = 64;
const event = (lane: number, n: number) =>
  streamOf('contract', `con_${lane}_${n}`, [{ type: 'LicenceRevoked', data: { reason: 'x'.repeat(300) } }]);

/** Appends a second through the port, 64 writers waiting for each acknowledgement. */
export const throughPort = async (seconds: number): Promise<number> => {
  const folder = mkdtempSync(join(tmpdir(), 'service-ledger-bench-'));
  const store = SqliteEventStore.open(folder, Date.now);
  const until = performance.now() + seconds * 1000;
  let done = 0;
  const write = async (lane: number) => {
    for (let n = 0; performance.now() < until; n += 1) {
      const { stream, events } = event(lane, n);
      await store.append(stream, -1, events);
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: writers }, (_, lane) => write(lane)));
  await store.close();
  rmSync(folder, { recursive: true });
  return done / seconds;
};

/** The same table, indexes and bytes with bare better-sqlite3: 64 rows a transaction, one fsync each. */
export const bare = async (seconds: number): Promise<number> => {
  const folder = mkdtempSync(join(tmpdir(), 'service-ledger-bench-'));
  const db = new Database(join(folder, 'events.db'));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  for (const { sql } of eventsMigrations) db.exec(sql);
  const columns = (db.pragma('table_info(events)') as { name: string }[]).map(({ name }) => name);
  const insert = db.prepare(
    `INSERT INTO events (${columns.join(', ')}) VALUES (${columns.map((name) => `@${name}`).join(', ')})`,
  );
  const until = performance.now() + seconds * 1000;
  let position = 0;
  for (let n = 0; performance.now() < until; n += 1) {
    db.transaction(() => {
      for (let lane = 0; lane < writers; lane += 1) {
        const { stream, events } = event(lane, n);
        const { id, data, meta } = encodeEvent(stream, events[0]!);
        const bytes = idBytes(id);
        position += 1;
        insert.run({
          position,
          stream,
          revision: 0,
          id: bytes,
          type: events[0]!.type,
          vendor: 'seeyon',
          schema: 1,
          recorded_at: Date.now(),
          data,
          meta,
        });
      }
    }).immediate();
    await new Promise((resolve) => setImmediate(resolve));
  }
  db.close();
  rmSync(folder, { recursive: true });
  return position / seconds;
};
