import type { Migration } from '../../../migrations/embedded/migration.js';
import type Database from 'better-sqlite3';
import type { OperatorText } from '../operator-fault.js';

/** A kind of embedded file that must not lose anything. */
export interface DurableKind {
  /** Its name in the folder, without the ending `.db`. */
  readonly name: string;
  /** Marks the file as ours in SQLite's header. */
  readonly applicationId: number;
  readonly migrations: readonly Migration[];
  /** What the reader of an error can do when the file is damaged. */
  readonly wayOut: OperatorText;
  /** What to use instead while another process holds the folder. */
  readonly whileInUse: OperatorText;
  /**
   * Throws where the edges of the content contradict each other; for files too large to be checked whole at a start.
   */
  readonly probe?: (db: Database.Database) => void;
}
