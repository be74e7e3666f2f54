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
  /** No event of the stretch concerns the view. One that does may change nothing: another has stored its rows. */
  readonly untouched: boolean;
}

type StoredRows = ReadonlyMap<string, StoredRow>;

interface Planned {
  readonly event: Recorded;
  readonly ids: readonly string[];
  /** The event before it; undefined: the plan's first. */
  readonly after: Recorded | undefined;
}

/** The events of a stretch that concern a view, each with the rows that it may change. */
export interface Plan {
  readonly events: readonly Planned[];
  readonly ids: ReadonlySet<string>;
  /** Where the plan begins. */
  readonly follows: Checkpoint;
  /** Where all of them can be applied. */
  readonly checkpoint: Checkpoint;
  /** An event that cannot be read ends the plan before it. */
  readonly stopped: Stopped | undefined;
}

export function planOf({ projection, handles, checkpoint }: Progress, events: readonly Recorded[]): Plan {
  const planned: Planned[] = [];
  const rows = new Set<string>();
  let after: Recorded | undefined;
  for (const event of events) {
    if (event.position <= checkpoint.position) continue;
    if (handles.has(event.type)) {
      try {
        // An event of a newer version stops the views that it concerns, and no other.
        const current = upcast(event);
        const ids = projection.rows(current);
        for (const id of ids) rows.add(id);
        planned.push({ event: current, ids, after });
      } catch (error) {
        const stopped = stoppedAt(event, error);
        return { events: planned, ids: rows, follows: checkpoint, checkpoint: at(after, checkpoint), stopped };
      }
    }
    after = event;
  }
  return { events: planned, ids: rows, follows: checkpoint, checkpoint: at(after, checkpoint), stopped: undefined };
}

const at = (last: Recorded | undefined, otherwise: Checkpoint): Checkpoint =>
  last === undefined ? otherwise : { position: last.position, event: last.id };

/**
 * Applies the planned events in order over the stored rows. An event that cannot be applied ends the step before it:
 * all of what came earlier is kept, nothing of it or after it is.
 */
export function stepOf(projection: Projection, plan: Plan, stored: StoredRows): Step {
  const closed: RowChange[] = [];
  const changed = new Map<string, RowChange>();
  let { checkpoint, stopped } = plan;
  for (const planned of plan.events) {
    try {
      const outcome = applied(projection, planned, stored, changed);
      closed.push(...outcome.closed);
      for (const change of outcome.changed) changed.set(change.id, change);
    } catch (error) {
      checkpoint = at(planned.after, plan.follows);
      stopped = stoppedAt(planned.event, error);
      break;
    }
  }
  return { rows: [...closed, ...changed.values()], checkpoint, stopped, untouched: plan.events.length === 0 };
}

/** What one event does to each row it names; a row that has the event already is left as it is. */
function applied(
  projection: Projection,
  { event, ids }: Planned,
  stored: StoredRows,
  changed: ReadonlyMap<string, RowChange>,
): { readonly closed: readonly RowChange[]; readonly changed: readonly RowChange[] } {
  const outcome = { closed: [] as RowChange[], changed: [] as RowChange[] };
  const { position } = event;
  for (const id of ids) {
    const before = changed.get(id) ?? stored.get(id);
    if (before !== undefined && before.position >= position) continue;
    const { row, closed } = projection.apply(event, before?.row, id);
    if (closed !== undefined)
      for (const each of closed)
        outcome.closed.push({ id: each.id, row: ofVendor(projection, each.row), position, isNew: true });
    if (row !== before?.row)
      outcome.changed.push({ id, row: ofVendor(projection, row), position, isNew: !stored.has(id) });
  }
  return outcome;
}

const ofVendor = ({ name }: Projection, row: Row | undefined): Row | undefined => {
  if (row !== undefined && typeof row.vendor !== 'string') throw new TypeError(`a row of ${name} has no vendor`);
  return row;
};

const stoppedAt = ({ position }: Recorded, error: unknown): Stopped => ({
  position,
  error: error instanceof Error ? error.message : String(error),
});
