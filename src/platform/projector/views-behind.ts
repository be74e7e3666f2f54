import { OperatorFault, operatorText } from '../operator-fault.js';

/** A view did not reach the requested position in time: it is being built, catching up, or has stopped. */
export class ViewsBehind extends OperatorFault {}

/** A view stopped at an event that it cannot apply, and does not answer; the other views go on. */
export class ViewStopped extends ViewsBehind {
  constructor(
    readonly view: string,
    readonly position: number,
    readonly reason: string,
  ) {
    super(operatorText('view-stopped-since', { view, position, cause: reason }));
  }
}

/** The state of one view, for health and metrics. */
export interface ViewStatus {
  readonly name: string;
  readonly version: number;
  /** The last event that the rows answering now have projected; 0 before the view is first built. */
  readonly position: number;
  /** Whether there are rows to answer from. */
  readonly built: boolean;
  /** Events by which it is behind those the projector knows of. */
  readonly lag: number;
  /** Being built aside: position reached, and the one to reach. */
  readonly building?: { readonly done: number; readonly of: number };
  /** The view stopped, and why; nothing was skipped. A rebuild with a corrected projection continues it. */
  readonly stopped?: { readonly position: number; readonly error: string };
  /** The ledger or the store fails, and is tried again; rows answer on as of `position`. */
  readonly fault?: string;
}

/** Which rows changed, up to which position; 'all' where a rebuilt table took over. Must not throw. */
export type ChangeListener = (view: string, ids: readonly string[] | 'all', position: number) => void;
