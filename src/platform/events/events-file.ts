import { eventsMigrations } from '../../../migrations/embedded/events.js';
import type { DurableKind } from '../sqlite/durable-file.js';
import { OperatorFault, operatorText } from '../operator-fault.js';

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
    if (first !== 1) throw new OperatorFault(operatorText('first-position', { position: String(first) }));
    for (const [index, found] of [
      [
        ['事件流', '事件流', 'stream'],
        db
          .prepare('SELECT position FROM events WHERE stream = ? AND revision = ?')
          .pluck()
          .get(last.stream, last.revision),
      ],
      [['标识', '識別碼', 'id'], db.prepare('SELECT position FROM events WHERE id = ?').pluck().get(last.id)],
    ] as const) {
      if (found !== last.position)
        throw new OperatorFault(operatorText('not-in-index', { position: last.position, index }));
    }
  },
};
