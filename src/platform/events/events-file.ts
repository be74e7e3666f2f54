import { eventsMigrations } from '../../../migrations/embedded/events.js';
import type { DurableKind } from '../sqlite/durable-file.js';
import { operatorText } from '../operator-fault.js';

/** `events.db`: the ledger itself. */
export const eventsFile: DurableKind = {
  name: 'events',
  applicationId: 0x534c4576, // "SLEv"
  migrations: eventsMigrations,
  wayOut: operatorText('restore-last'),
  whileInUse: operatorText('stop-or-url'),
  probe: (db) => {
    const last = db
      .prepare('SELECT position, stream, revision, id FROM events ORDER BY position DESC LIMIT 1')
      .get() as { position: number; stream: string; revision: number; id: Buffer } | undefined;
    const first = db.prepare('SELECT position FROM events ORDER BY position LIMIT 1').pluck().get();
    db.prepare('SELECT recorded_at FROM floor WHERE only = 1').pluck().get();
    if (last === undefined) return;
    if (first !== 1) throw new Error(`the first event has position ${String(first)}`);
    for (const [index, found] of [
      [
        'stream',
        db
          .prepare('SELECT position FROM events WHERE stream = ? AND revision = ?')
          .pluck()
          .get(last.stream, last.revision),
      ],
      ['id', db.prepare('SELECT position FROM events WHERE id = ?').pluck().get(last.id)],
    ] as const) {
      if (found !== last.position) throw new Error(`event ${last.position} is missing from the index by ${index}`);
    }
  },
};
