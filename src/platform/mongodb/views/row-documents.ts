import { fieldName, spanPaths } from '../../../../migrations/mongodb/views.js';
import type { Projection, Row } from '../../../../projections/projection.js';
import { StoreUnusable } from '../../events/event-store-errors.js';
import { operatorText } from '../../operator-fault.js';
import { fieldOf } from '../../views/query-sql.js';
import { spansOf } from '../../views/in-memory.js';
import type { RowChange, Value } from '../../views/view-store.js';

/**
 * A row as it is stored. The row itself is JSON text: a document would change the order of numbers among names, and
 * forbids some names. A removed row keeps its id and position alone.
 */
export interface RowDocument {
  readonly _id: string | number;
  readonly position: number;
  readonly row?: string | null;
  readonly vendor?: string;
  /** The declared fields, null where the row has none; true and false are 1 and 0, as in the embedded engine. */
  readonly of?: Readonly<Record<string, string | number | null>>;
  /** The ends of the declared spans, and their beginnings: see `spanKey`. */
  readonly ends?: readonly string[];
  readonly begins?: readonly string[];
}

/**
 * The first document of each table. A read that is to notice that its table was dropped asks for it too: a server
 * answers reads of an absent collection with nothing, and makes a collection anew when something is written. Its
 * position is after all others, so that it is among what has changed.
 */
export const tableMark: RowDocument = { _id: 0, position: Number.MAX_SAFE_INTEGER };

/** The most bytes of a row's JSON: a document holds 16 MiB, with the declared fields beside it. */
const mostBytes = 15 * 1024 * 1024;

/** @throws StoreUnusable where the row is too large for a document */
export function documentOf(projection: Projection, { id, row, position }: RowChange): RowDocument {
  if (row === undefined) return { _id: id, position, row: null };
  const text = JSON.stringify(row);
  const bytes = Buffer.byteLength(text);
  if (bytes > mostBytes)
    throw new StoreUnusable(operatorText('row-too-large', { id, view: projection.name, bytes, most: mostBytes }));
  const of = Object.fromEntries(
    [...new Set(projection.indexes.flat())].map((path) => [fieldName(path), fieldOf(row, path)]),
  );
  const document = { _id: id, position, vendor: row.vendor, row: text, of };
  if (projection.spans === undefined) return document;
  return { ...document, ends: endsOf(projection.spans, row), begins: beginsOf(projection.spans, row) };
}

/** Later than any day or instant: a span without an end. */
const endless = '\u{10ffff}';

/** What a span is found by: its path alone, or with one fact of it. Ends and beginnings follow after a line break. */
export const spanKey = (path: string, fact?: readonly [string, Value]): string =>
  `${fact === undefined ? path : `${path} ${fact[0]}=${JSON.stringify(fact[1])}`}\n`;

const endsOf = (paths: readonly string[], row: Row): readonly string[] =>
  keyed(paths, row, ({ to }) => (to === null || to === undefined ? endless : String(to)));
const beginsOf = (paths: readonly string[], row: Row): readonly string[] =>
  keyed(paths, row, ({ from }) => String(from));

function keyed(paths: readonly string[], row: Row, bound: (span: Span) => string): readonly string[] {
  const texts = new Set<string>();
  for (const path of paths)
    for (const span of spansOf(row, path)) {
      const { from: _from, to: _to, ...facts } = span;
      texts.add(`${spanKey(path)}${bound(span)}`);
      for (const fact of Object.entries(facts)) texts.add(`${spanKey(path, fact)}${bound(span)}`);
    }
  return [...texts];
}

type Span = Readonly<Record<string, Value>>;

/** Spans that end after the instant, or that begin at or before it, whatever else they are. */
export const spanRanges = (key: string, instant: string) =>
  ({
    [spanPaths.ends]: { $gt: `${key}${instant}`, $lte: `${key}${endless}` },
    [spanPaths.begins]: { $gte: key, $lte: `${key}${instant}` },
  }) as const;

/** The value that a document is sorted by. */
export const sortedValue = ({ of }: RowDocument, path: string | undefined): Value =>
  path === undefined ? null : (of?.[fieldName(path)] ?? null);
