import { setImmediate as nextTurn } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { eventsFile } from '../events/events-file.js';
import type { PlacedEvent } from '../events/event-rows.js';
import { EventWriter, WriteFault } from '../events/event-writer.js';
import type { CheckOf } from '../events/inspection.js';
import { type RawEvent, rawColumns } from '../events/raw-event.js';
import { openDurable } from '../sqlite/durable-file.js';
import { findingsIn } from '../finding-texts.js';
import { BackupFault } from './backup-fault.js';
import { causeIn, operatorText } from '../operator-fault.js';

/** Events of one transaction of the copy. */
const copiedAtOnce = 500;

/**
 * Writes the events of a ledger's file, one by one and checked, into a fresh file made by our own migrations.
 * @param folder is made, and holds `events.db` afterwards
 * @returns how many
 * @throws BackupFault naming the event; an error of the disk
 */
export async function copyEvents(from: string, folder: string, check: CheckOf | undefined): Promise<number> {
  const source = new Database(from, { readonly: true, fileMustExist: true });
  source.pragma('trusted_schema = OFF');
  const target = openDurable(folder, eventsFile);
  try {
    // One snapshot of the file, whatever is written meanwhile.
    source.exec('BEGIN');
    const read = source.prepare(`SELECT ${rawColumns} FROM events WHERE position > ? ORDER BY position LIMIT ?`);
    const earlier = source.prepare('SELECT meta FROM events WHERE stream = ? AND revision = ?');
    const faults = check?.((stream, revision) => earlier.get(stream, revision) as Pick<RawEvent, 'meta'> | undefined);
    const writer = new EventWriter(target.db);
    for (let rows: RawEvent[]; (rows = read.all(writer.last.position, copiedAtOnce) as RawEvent[]).length > 0;) {
      const found = faults === undefined ? [] : rows.flatMap(faults);
      if (found.length > 0)
        throw new BackupFault(operatorText('ledger-unsound', { file: from, cause: findingsIn(found.slice(0, 1)) }));
      adopt(writer, rows.map(placed), from);
      await nextTurn();
    }
    writer.setFloor(floorOf(source, from));
    return writer.last.position;
  } finally {
    source.close();
    target.close();
  }
}

const adopt = (writer: EventWriter, events: readonly PlacedEvent[], from: string): void => {
  try {
    writer.adopt(events);
  } catch (error) {
    throw error instanceof WriteFault ? error : unread(from, error);
  }
};

const unread = (from: string, error: unknown): BackupFault =>
  new BackupFault(operatorText('backup-unread', { file: from, cause: causeIn(error) }));

const placed = ({ id, ...event }: RawEvent): PlacedEvent => ({
  ...event,
  id: `${id.slice(0, 8)}-${id.slice(8, 12)}-${id.slice(12, 16)}-${id.slice(16, 20)}-${id.slice(20)}`,
});

/** T5: the instant before which no event may be stamped is copied too; at most what a clock could have shown. */
const floorOf = (source: Database.Database, from: string): number => {
  const floors = source.prepare('SELECT recorded_at FROM floor').pluck().all();
  const [floor] = floors as [number];
  const last = (source.prepare('SELECT max(recorded_at) FROM events').pluck().get() as number | null) ?? 0;
  const inTime = Number.isSafeInteger(floor) && floor >= 0 && floor <= Math.max(Date.now(), last) + 366 * 86_400_000;
  if (floors.length !== 1 || !inTime)
    throw new BackupFault(
      operatorText('ledger-unsound', { file: from, cause: operatorText('floor-faulty', { floor: String(floors) }) }),
    );
  return floor;
};
