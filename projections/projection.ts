import type { Recorded, DomainEvent } from '../domain/kernel/envelope.js';

/** A row is JSON; its id is kept beside it. Every row of a vendor carries `vendor`. */
export interface Row {
  readonly vendor: string;
}

/** What an event makes of one row. */
export interface Applied<R extends Row> {
  /** The row as it is from now on; undefined: there is none. The very row that was given: it does not change. */
  readonly row: R | undefined;
  /**
   * Rows that this change closes: they never change again, and their ids derive from the row's. They are stored before
   * the row, so that whoever reads the new row finds them, and a process that dies between the two repeats both.
   */
  readonly closed?: readonly ClosedRow<R>[];
}

export interface ClosedRow<R extends Row> {
  readonly id: string;
  readonly row: R;
}

/**
 * The types of a union of events, for `handles`: one that is missing does not compile. A type that a view ignores is
 * not in its union.
 */
export const allOf =
  <E extends DomainEvent>() =>
  (types: Readonly<Record<E['type'], true>>): readonly E['type'][] =>
    Object.keys(types);

/**
 * A view of the ledger: rows computed from events, in ledger order, by a pure function of one row. The projector reads
 * each row that `rows` names, calls `apply` for it, and stores the outcome with the event's position. An event at or
 * before the position of a row is skipped, so that a repeat changes nothing.
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
  /** Ids of the rows that the event may change, each once. */
  rows(event: Recorded<E>): readonly string[];
  /**
   * Total over `handles`. The outcome depends on the event and this row alone: other rows may be behind or ahead.
   * @param row undefined where there is none
   */
  apply(event: Recorded<E>, row: R | undefined, id: string): Applied<R>;
}
