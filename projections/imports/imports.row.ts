import type { Instant } from '../../domain/kernel/civil.js';
import type { ImportEvent } from '../../domain/import/import.events.js';
import type { Actor } from '../../domain/kernel/envelope.js';
import type { Row } from '../projection.js';

/** One import in lists. */
export interface ImportRow extends Row {
  readonly importId: string;
  readonly state: 'running' | 'finished' | 'failed' | 'undoing' | 'undone';
  readonly startedAt: Instant;
  /** Who started it: a user or a key. */
  readonly by: Actor;
  /** Sorts by beginning, then by place in the ledger. */
  readonly startedKey: string;
  readonly counts: Extract<ImportEvent, { type: 'ImportFinished' }>['data'] | null;
}
