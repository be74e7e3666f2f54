import type { ImportEvent } from '../../domain/import/import.events.js';
import { idOfStream } from '../../domain/kernel/envelope.js';
import { allOf, type Projection } from '../projection.js';
import type { ImportRow } from './imports.row.js';

/** Imports as they are listed, the latest first. */
export const imports: Projection<ImportRow, ImportEvent> = {
  name: 'imports',
  version: 2,
  handles: allOf<ImportEvent>()({
    ImportStarted: true,
    ImportFinished: true,
    ImportFailed: true,
    ImportUndoStarted: true,
    ImportUndone: true,
  }),
  indexes: [['startedKey']],
  rows: (event) => [idOfStream(event.stream)],
  apply(event, row, id) {
    if (event.type === 'ImportStarted') {
      const startedAt = event.meta.recordedAt;
      return {
        row: {
          vendor: event.vendor,
          importId: id,
          state: 'running',
          startedAt,
          by: {
            id: event.meta.actor,
            role: event.meta.role,
            ...(event.meta.actorName !== undefined && { name: event.meta.actorName }),
          },
          startedKey: `${startedAt} ${String(event.position).padStart(15, '0')}`,
          counts: null,
        },
      };
    }
    if (row === undefined) throw new Error(`${event.type} of ${id} before it started`);
    switch (event.type) {
      case 'ImportFinished':
        return { row: { ...row, state: 'finished', counts: event.data } };
      case 'ImportFailed':
        return { row: { ...row, state: 'failed' } };
      case 'ImportUndoStarted':
        return { row: { ...row, state: 'undoing' } };
      case 'ImportUndone':
        return { row: { ...row, state: 'undone' } };
    }
  },
};
