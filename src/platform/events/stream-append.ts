import type { NewEvent } from '../../../domain/kernel/envelope.js';

/** Events for one stream after the revision `expected`. */
export interface StreamAppend {
  readonly stream: string;
  readonly expected: number;
  readonly events: readonly NewEvent[];
}
