import type Database from 'better-sqlite3';
import type { Recorded } from '../../../domain/kernel/envelope.js';
import { columns, type EventRow, recorded } from './event-rows.js';

/** The events of one vendor that meet all conditions. */
export interface EventQuery {
  readonly vendor: string;
  /** The vendor's streams that they are in. */
  readonly streams?: readonly string[] | undefined;
  readonly type?: string | undefined;
  /** The first position that is not read any more. */
  readonly before?: number | undefined;
}

/** Bytes of data after which an answer ends with fewer events than it may have. */
const mostBytes = 8 * 1024 * 1024;

/** Positions out of an index that holds them, so that no event is read which is not asked for. */
const selections = {
  byVendor: 'SELECT position FROM events WHERE vendor = :vendor',
  byType: 'SELECT position FROM events WHERE vendor = :vendor AND type = :type',
  byStreams: 'SELECT position FROM events WHERE stream IN (SELECT value FROM json_each(:streams))',
  byStreamsAndType:
    'SELECT position FROM events WHERE stream IN (SELECT value FROM json_each(:streams)) AND type = :type',
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

  /** Events after a position, in order, at most `limit`; `next` is where to go on, null at the end. */
  find(
    { vendor, streams, type, before = Number.MAX_SAFE_INTEGER }: EventQuery,
    after: number,
    limit: number,
  ): { readonly events: readonly Recorded[]; readonly next: number | null } {
    const own = streams?.filter((stream) => stream.startsWith(`${vendor}.`));
    const selection =
      own === undefined
        ? type === undefined
          ? 'byVendor'
          : 'byType'
        : type === undefined
          ? 'byStreams'
          : 'byStreamsAndType';
    const positions = this.#positions[selection].all({
      ...(own === undefined ? { vendor } : { streams: JSON.stringify(own) }),
      ...(type !== undefined && { type }),
      after,
      before,
      limit: limit + 1,
    }) as number[];
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
