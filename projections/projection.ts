import type { Recorded, DomainEvent } from '../domain/kernel/envelope.js';

/** A row is JSON; its id is kept beside it. Every row of a vendor carries `vendor`. */
export interface Row {
  readonly vendor: string;
}

export interface RowWrite<R extends Row> {
  readonly id: string;
  /** The row as it is from now on; undefined removes it. */
  readonly row: R | undefined;
}

/**
 * A view of the ledger: rows computed from events, in ledger order, by a pure function. The projector reads the rows
 * that `reads` names, calls `apply`, and writes what it returns together with the event's position.
 */
export interface Projection<R extends Row = Row, E extends DomainEvent = DomainEvent> {
  readonly name: string;
  /** A changed `apply`, row shape or index is a new version: it is rebuilt aside and swapped in. */
  readonly version: number;
  readonly handles: readonly E['type'][];
  /**
   * Declared indexes: paths into the row (`customerId`, `product.series`), compound in order. `vendor` leads every
   * index
   * by itself; queries may filter and sort on declared fields alone.
   */
  readonly indexes: readonly (readonly string[])[];
  /** Paths of arrays of half-open spans `{ from, to: … | null, … }` that queries may ask for what they cover. */
  readonly spans?: readonly string[];
  /** Ids of the rows that the event may read or move. */
  reads(event: Recorded<E>): readonly string[];
  /** Total over `handles`; must not depend on rows other than those `reads` names. */
  apply(event: Recorded<E>, rows: ReadonlyMap<string, R>): readonly RowWrite<R>[];
}
