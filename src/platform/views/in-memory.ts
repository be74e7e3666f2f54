import type { Row } from '../../../projections/projection.js';
import type { Condition, Query, Value } from './view-store.js';

/** Whether a row is one that the query asks for, as the engines judge it. */
export const satisfies = (row: Row, { vendor, where }: Query): boolean =>
  row.vendor === vendor && where.every((condition) => holds(row, condition));

/** The rows in the query's order: by its field, ties by id; nothing (null) comes first. */
export const ordered = <R extends Row>(
  items: readonly { readonly id: string; readonly row: R }[],
  sort: Query['sort'],
): readonly { readonly id: string; readonly row: R }[] => {
  const sign = sort?.descending === true ? -1 : 1;
  return items.toSorted(
    (a, b) =>
      sign * (sort === undefined ? 0 : compared(valueOf(a.row, sort.field), valueOf(b.row, sort.field))) ||
      sign * compared(a.id, b.id),
  );
};

const holds = (row: Row, condition: Condition): boolean => {
  if ('covers' in condition) return spansOf(row, condition.path).some((span) => covers(span, condition));
  const value = valueOf(row, condition.field);
  if ('is' in condition) return value === condition.is;
  if ('in' in condition) return condition.in.includes(value);
  if ('startsWith' in condition) return typeof value === 'string' && value.startsWith(condition.startsWith);
  const { from, below } = condition;
  return (
    value !== null &&
    (from === undefined || compared(value, from) >= 0) &&
    (below === undefined || compared(value, below) < 0)
  );
};

type Span = Readonly<Record<string, Value>>;

const covers = (span: Span, { covers: day, where = {} }: Extract<Condition, { path: string }>): boolean =>
  compared(span['from'] ?? null, day) <= 0 &&
  ((span['to'] ?? null) === null || compared(span['to']!, day) > 0) &&
  Object.entries(where).every(([name, value]) => [value].flat().includes(span[name] ?? null));

export const spansOf = (row: Row, path: string): readonly Span[] => (at(row, path) ?? []) as readonly Span[];

export const valueOf = (row: Row, path: string): Value => (at(row, path) ?? null) as Value;

const at = (row: Row, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>((value, name) => (value as Readonly<Record<string, unknown>> | null | undefined)?.[name], row);

/** Values of one field have one type, or are nothing. Text is compared by its UTF-8 bytes. */
const compared = (a: Value, b: Value): number => {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  if (typeof a === 'string' && typeof b === 'string' && (surrogate.test(a) || surrogate.test(b)))
    return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return a < b ? -1 : 1;
};

/** Where text has none, the order of its UTF-16 units is that of its UTF-8 bytes. */
const surrogate = /[\ud800-\udfff]/;
