import type { Recorded } from '../../../domain/kernel/envelope.js';
import { upcast } from '../../../migrations/upcasters/upcasters.js';
import type { Projection, Row } from '../../../projections/projection.js';
import type { FollowedEvents } from './followed-events.js';
import type { Checkpoint, RowChange, TableChanges, ViewTable } from '../views/view-store.js';

/** Why a view stopped: the event at `position` could not be applied, and nothing after it was. */
export interface Stopped {
  readonly position: number;
  readonly error: string;
}

/** One table on its way along the ledger. */
export interface Target {
  readonly projection: Projection;
  readonly table: ViewTable;
  readonly handles: ReadonlySet<string>;
  /** Up to which event the table has been written. */
  checkpoint: Checkpoint;
  stopped: Stopped | undefined;
}

export const targetOf = (projection: Projection, table: ViewTable, checkpoint: Checkpoint): Target => ({
  projection,
  table,
  handles: new Set<string>(projection.handles),
  checkpoint,
  stopped: undefined,
});

/** A table of this version that has taken in events of this very ledger, and no others. */
export const knownTarget = async (
  events: FollowedEvents,
  projection: Projection,
  table: ViewTable | undefined,
): Promise<Target | undefined> => {
  if (table === undefined) return undefined;
  const checkpoint = await table.checkpoint();
  const last = checkpoint.position === 0 ? undefined : (await events.readAll(checkpoint.position - 1, 1))[0];
  return (last?.id ?? '') === checkpoint.event ? targetOf(projection, table, checkpoint) : undefined;
};

/** Reports each target that has stopped since the call before, once. */
export const reportingOnce = (
  targets: readonly Target[],
  report: ((stopped: Stopped & { readonly view: string }) => void) | undefined,
): (() => void) => {
  const reported = new Set<Target>();
  return () => {
    for (const target of targets)
      if (target.stopped && !reported.has(target)) {
        reported.add(target);
        report?.({ ...target.stopped, view: target.projection.name });
      }
  };
};

/** What a stretch of events does to one table: each row it moved once, as it is at the end. */
export interface Step extends TableChanges {
  readonly target: Target;
  readonly stopped: Stopped | undefined;
}

/**
 * Ids of the rows that the events may read or move; an event whose ids cannot be named is left to `stepOf` to report.
 */
export function rowsNeeded(
  { projection, handles, checkpoint }: Target,
  events: readonly Recorded[],
): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const event of events) {
    if (event.position <= checkpoint.position || !handles.has(event.type)) continue;
    try {
      for (const id of projection.reads(event)) ids.add(id);
    } catch {
      break;
    }
  }
  return ids;
}

/**
 * Applies the events in order over `rows`. An event that cannot be applied ends the step before it: all of what came
 * earlier is kept, nothing of it or after it is.
 */
export function stepOf(target: Target, events: readonly Recorded[], rows: ReadonlyMap<string, Row>): Step {
  const { projection, handles, table } = target;
  const overlay = new Map(rows);
  const changed = new Map<string, RowChange>();
  let { checkpoint } = target;
  let stopped: Stopped | undefined;
  for (const event of events) {
    if (event.position <= checkpoint.position) continue;
    if (handles.has(event.type)) {
      try {
        // An event of a newer version stops the views that it concerns, and no other.
        for (const { id, row } of applied(projection, upcast(event), overlay)) {
          if (row === undefined) overlay.delete(id);
          else overlay.set(id, row);
          changed.set(id, { id, row, position: event.position });
        }
      } catch (error) {
        stopped = { position: event.position, error: error instanceof Error ? error.message : String(error) };
        break;
      }
    }
    checkpoint = { position: event.position, event: event.id };
  }
  return { target, table, rows: [...changed.values()], checkpoint, stopped };
}

/** Only the rows the projection named may be seen: what else the overlay holds depends on where a batch begins. */
function applied(
  projection: Projection,
  event: Recorded,
  overlay: ReadonlyMap<string, Row>,
): ReturnType<Projection['apply']> {
  const seen = new Map<string, Row>();
  for (const id of projection.reads(event)) {
    const row = overlay.get(id);
    if (row !== undefined) seen.set(id, row);
  }
  const writes = projection.apply(event, seen);
  for (const { row } of writes)
    if (row !== undefined && typeof row.vendor !== 'string')
      throw new TypeError(`a row of ${projection.name} has no vendor`);
  return writes;
}

/** After the step is stored. */
export function settle({ target, checkpoint, stopped }: Step): void {
  target.checkpoint = checkpoint;
  target.stopped = stopped;
}
