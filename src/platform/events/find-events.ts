import type Database from 'better-sqlite3';
import type { Recorded } from '../../../domain/kernel/envelope.js';
import type { EventQuery, Found } from '../ordinals/ordinals.js';
import { columns, type EventRow, recorded } from './event-rows.js';

/** Bytes of data after which an answer ends with fewer events than it may have. */
const mostBytes = 8 * 1024 * 1024;

/** Positions out of an index that holds them, so that no event is read which is not asked for. */
const selections = {
  byVendor: 'SELECT position FROM events WHERE vendor = :vendor',
  byVendorAndType: 'SELECT position FROM events WHERE vendor = :vendor AND type = :type',
  byStreams: 'SELECT position FROM events WHERE stream IN (SELECT value FROM json_each(:streams))',
  byStreamsAndType:
    'SELECT position FROM events WHERE stream IN (SELECT value FROM json_each(:streams)) AND type = :type',
  /** No index: rows between two positions are read. */
  byType: 'SELECT position FROM events WHERE type = :type',
} as const;

/** Finds events by the indexes of the ledger's file. */
export class EventFinder {
  readonly #positions: Readonly<Record<keyof typeof selections, Database.Statement>>;
  readonly #one;

  constructor(reader: Database.Database) {
    const prepared = Object.entries(selections).map(([name, sql]) => [
      name,
      reader.prepare(`${sql} AND position > :after AND position < :before ORDER BY position LIMIT :limit`).pluck(),
    ]);
    this.#positions = Object.fromEntries(prepared) as Record<keyof typeof selections, Database.Statement>;
    this.#one = reader.prepare(`SELECT ${columns} FROM events WHERE position = ?`).raw();
  }

  /** As the ordinals port promises it. */
  find(query: EventQuery, after: number, limit: number): Found {
    const { before = Number.MAX_SAFE_INTEGER } = query;
    const { selection, values } = selected(query);
    const positions = this.#positions[selection].all({ ...values, after, before, limit: limit + 1 }) as number[];
    const events: Recorded[] = [];
    let bytes = 0;
    for (const position of positions.slice(0, limit)) {
      const row = this.#one.get(position) as EventRow;
      events.push(recorded(row));
      bytes += row.at(-1)!.toString().length;
      if (bytes > mostBytes) break;
    }
    return { events, next: events.length < positions.length ? events.at(-1)!.position : null };
  }
}

interface Selected {
  readonly selection: keyof typeof selections;
  readonly values: Readonly<Record<string, string>>;
}

function selected({ vendor, streams, type }: EventQuery): Selected {
  if (vendor === undefined) return { selection: 'byType', values: { type } };
  if (streams === undefined)
    return type === undefined
      ? { selection: 'byVendor', values: { vendor } }
      : { selection: 'byVendorAndType', values: { vendor, type } };
  const own = JSON.stringify(streams.filter((stream) => stream.startsWith(`${vendor}.`)));
  return type === undefined
    ? { selection: 'byStreams', values: { streams: own } }
    : { selection: 'byStreamsAndType', values: { streams: own, type } };
}
