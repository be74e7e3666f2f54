import type { Stopped } from './target.js';

export interface ProjectorOptions {
  /** Called when live views have moved on, also where an event changed no row. Must not throw. */
  readonly onMoved?: () => void;
  /** Called once for each view that stops, and for a fault of the store (`view` undefined), which stops all. */
  readonly onStopped?: (stopped: Stopped & { readonly view: string | undefined }) => void;
  /**
   * Views that decisions are made of: where one stops, all answers are made at the position before. Any other that
   * stops does not answer and holds up nothing. All views where absent.
   */
  readonly decisive?: readonly string[];
}
