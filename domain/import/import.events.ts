import type { Personal } from '../kernel/personal.js';

/**
 * What an import did; the row contents are in the events of contracts and customers, which carry the import's id as
 * correlation.
 */
export type ImportEvent =
  /**
   * `sha256` and `bytes` of the content; `file` where it was uploaded: the stored file, sealed, while it is needed;
   * `name` of the caller's file, which may name a person.
   */
  | {
      type: 'ImportStarted';
      data: { importId: string; sha256: string; bytes: number; file?: string; name?: Personal<string> };
    }
  | { type: 'ImportFinished'; data: { records: number; created: number; duplicates: number; errors: number } }
  /**
   * The file cannot be read on: what came before the fault was taken. `reason` and `facts` name a text of the
   * importer.
   */
  | { type: 'ImportFailed'; data: { reason: string; facts: Readonly<Record<string, string | number>> } }
  | { type: 'ImportUndoStarted'; data: { reason: string } }
  /** `kept`: contracts and customers that others changed while the undo was under way. */
  | { type: 'ImportUndone'; data: { contracts: number; customers: number; kept: number } };
