import { type DurableFile, openDurable } from '../sqlite/durable-file.js';
import type { EventAt, Token } from '../events/event-store.js';
import { clockOver, type NumberedHead, type NumberStore, type OrdinalRow, type StreamRow } from './number-store.js';
import { OrdinalRows } from './ordinal-rows.js';
import { ordinalsFile } from './ordinals-file.js';
import type { EventQuery } from './ordinals.js';

/** The file of numbers of one process, opened before the ledger: the ledger stamps nothing before its floor. */
export class OrdinalsStore implements NumberStore {
  readonly rows: OrdinalRows;
  readonly shared = false;

  private constructor(private readonly file: DurableFile) {
    this.rows = new OrdinalRows(file.db);
  }

  /** @throws StoreUnusable with nothing touched */
  static open(folder: string): OrdinalsStore {
    return new OrdinalsStore(openDurable(folder, ordinalsFile));
  }

  get head(): NumberedHead {
    return this.rows.head;
  }

  /** The clock of a process that appends: never before what was asked about (T5). */
  clockOver(clock: () => number): () => number {
    return clockOver(this, clock);
  }

  async refresh(): Promise<void> {}

  async append(_after: Token | null, events: readonly EventAt[]): Promise<readonly OrdinalRow[]> {
    return this.rows.append(events);
  }

  async raiseFloor(millis: number): Promise<void> {
    this.rows.raiseFloor(millis);
  }

  async after(position: number, limit: number): Promise<readonly OrdinalRow[]> {
    return this.rows.after(position, limit);
  }

  async ofStream(stream: string, fromRevision: number): Promise<readonly StreamRow[]> {
    return this.rows.ofStream(stream, fromRevision);
  }

  async find(query: EventQuery, after: number, limit: number): Promise<readonly OrdinalRow[]> {
    return this.rows.find(query, after, limit);
  }

  /** The file has no index of places. */
  async positionOf(): Promise<undefined> {
    return undefined;
  }

  async lastAtOrBefore(millis: number): Promise<number> {
    return this.rows.lastAtOrBefore(millis);
  }

  async close(): Promise<void> {
    this.file.close();
  }
}
