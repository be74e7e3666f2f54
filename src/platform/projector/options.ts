import type { Stopped } from '../views/view-store.js';

export interface ProjectorOptions {
  /** Called when live views have moved on, also where an event changed no row. Must not throw. */
  readonly onMoved?: () => void;
  /**
   * Called once for each view that stops, and for a fault of the ledger or the store (`view` undefined), which holds up
   * all until it is over. Must not throw.
   */
  readonly onStopped?: (stopped: Stopped & { readonly view: string | undefined }) => void;
  /** Distinguishes this projector from others over the same store; random where absent. */
  readonly owner?: string;
  /** How long a view waits for a projector that died, in ms. */
  readonly leaseMs?: number;
}

export const usualLeaseMs = 5_000;
