import type { Projection } from '../../../projections/projection.js';
import type { Checkpoint, TableChanges, ViewTable } from '../views/view-store.js';
import type { FollowedEvents } from './followed-events.js';
import type { Progress, Step } from './step.js';

/** One table on its way along the ledger, written under one lease of its view. */
export interface Target extends Progress {
  readonly table: ViewTable;
  readonly fence: number;
  /** The lease was lost or the table replaced: nothing more is written to it. */
  abandoned: boolean;
}

export const targetOf = (projection: Projection, table: ViewTable, checkpoint: Checkpoint, fence: number): Target => ({
  projection,
  table,
  fence,
  handles: new Set<string>(projection.handles),
  checkpoint,
  stopped: undefined,
  abandoned: false,
});

/** A table of this version that has projected events of this very ledger, and no others. */
export const knownTarget = async (
  events: FollowedEvents,
  projection: Projection,
  table: ViewTable | undefined,
  fence: number,
): Promise<Target | undefined> => {
  if (table === undefined) return undefined;
  const checkpoint = await table.checkpoint();
  const last = checkpoint.position === 0 ? undefined : (await events.readAll(checkpoint.position - 1, 1))[0];
  return (last?.id ?? '') === checkpoint.event ? targetOf(projection, table, checkpoint, fence) : undefined;
};

export const isGoing = ({ stopped, abandoned }: Target): boolean => stopped === undefined && !abandoned;

/** What the step stores. */
export const changesOf = ({ table, fence, checkpoint: follows }: Target, step: Step): TableChanges => ({
  table,
  rows: step.rows,
  follows,
  checkpoint: step.checkpoint,
  ...(step.stopped !== undefined && { stopped: step.stopped }),
  untouched: step.untouched,
  fence,
});

/** After the step is stored. */
export function settle(target: Progress, { checkpoint, stopped }: Step): void {
  target.checkpoint = checkpoint;
  target.stopped = stopped;
}
