/** The views have not come as far as a reader asked for, in the time it gave them, or cannot: `views` names them. */
export class ViewsBehind extends Error {
  constructor(readonly views: readonly string[], why: string) {
    super(`${views.join(', ')}: ${why}`);
  }
}

/** A view that has never been built whole cannot answer; `done` of `of` events are in it. */
export class ViewUnready extends Error {
  constructor(readonly view: string, readonly done: number, readonly of: number) {
    super(`view ${view} is being built: ${done} of ${of} events; ask again when it is ready`);
  }
}

/**
 * following: takes in events as they are recorded; catching-up: answers from where it was left; building: has no rows to
 * answer from yet; stopped: an event could not be applied, the rows answer as before it.
 */
export type ViewState = 'following' | 'catching-up' | 'building' | 'stopped';

/** One view, for health and metrics. Positions are of the ledger; `lag` is in events. */
export interface ViewStatus {
  readonly name: string;
  readonly version: number;
  readonly state: ViewState;
  /** All events up to here are in its rows; 0 while it has none. */
  readonly position: number;
  readonly lag: number;
  /** Where a table that is built aside has come to, from 0 to 1; null where none is. */
  readonly building: number | null;
  /** The event that could not be applied, and why; of a stopped view or of a stopped rebuild. */
  readonly stoppedAt?: number;
  readonly error?: string;
}
