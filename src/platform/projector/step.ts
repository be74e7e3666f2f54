import type { Recorded } from '../../../domain/kernel/envelope.js';
import { upcast } from '../../../migrations/upcasters/upcasters.js';
import type { Projection, Row } from '../../../projections/projection.js';
import type { Checkpoint, RowChange, Stopped, StoredRow } from '../views/view-store.js';

/** How far a view has been projected. */
export interface Progress {
  readonly projection: Projection;
  readonly handles: ReadonlySet<string>;
  checkpoint: Checkpoint;
  stopped: Stopped | undefined;
}

/** What a stretch of events does to one view: each row it changed once, as it is at the end. */
export interface Step {
  /** Closed rows first: whoever reads a changed row finds what it closed. */
  readonly rows: readonly RowChange[];
  readonly checkpoint: Checkpoint;
  readonly stopped: Stopped | undefined;
}

type StoredRows = ReadonlyMap<string, StoredRow>;

/** Ids of the rows that the events may change; an event whose ids cannot be named is left to `stepOf` to report. */
export function rowsNeeded(
  { projection, handles, checkpoint }: Progress,
  events: readonly Recorded[],
): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const event of events) {
    if (event.position <= checkpoint.position || !handles.has(event.type)) continue;
    try {
      for (const id of projection.rows(event)) ids.add(id);
    } catch {
      break;
    }
  }
  return ids;
}

/**
 * Applies the events in order over the stored rows. An event that cannot be applied ends the step before it: all of
 * what came earlier is kept, nothing of it or after it is.
 */
export function stepOf(progress: Progress, events: readonly Recorded[], stored: StoredRows): Step {
  const { projection, handles } = progress;
  const closed: RowChange[] = [];
  const changed = new Map<string, RowChange>();
  let { checkpoint } = progress;
  let stopped: Stopped | undefined;
  for (const event of events) {
    if (event.position <= checkpoint.position) continue;
    if (handles.has(event.type)) {
      try {
        // An event of a newer version stops the views that it concerns, and no other.
        const outcome = applied(projection, upcast(event), stored, changed);
        closed.push(...outcome.closed);
        for (const change of outcome.changed) changed.set(change.id, change);
      } catch (error) {
        stopped = { position: event.position, error: error instanceof Error ? error.message : String(error) };
        break;
      }
    }
    checkpoint = { position: event.position, event: event.id };
  }
  return { rows: [...closed, ...changed.values()], checkpoint, stopped };
}

/** What one event does to each row it names; a row that has the event already is left as it is. */
function applied(
  projection: Projection,
  event: Recorded,
  stored: StoredRows,
  changed: ReadonlyMap<string, RowChange>,
): { readonly closed: readonly RowChange[]; readonly changed: readonly RowChange[] } {
  const outcome = { closed: [] as RowChange[], changed: [] as RowChange[] };
  const { position } = event;
  for (const id of projection.rows(event)) {
    const before = changed.get(id) ?? stored.get(id);
    if (before !== undefined && before.position >= position) continue;
    const { row, closed = [] } = projection.apply(event, before?.row, id);
    for (const each of closed) outcome.closed.push({ ...ofVendor(projection, each), position });
    if (row !== before?.row) outcome.changed.push({ ...ofVendor(projection, { id, row }), position });
  }
  return outcome;
}

const ofVendor = <T extends { readonly row: Row | undefined }>({ name }: Projection, change: T): T => {
  if (change.row !== undefined && typeof change.row.vendor !== 'string')
    throw new TypeError(`a row of ${name} has no vendor`);
  return change;
};
