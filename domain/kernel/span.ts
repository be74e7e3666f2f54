/** A span of time in epoch ms, half open: `from` belongs to it, `to` does not (T6); `to` null: without end. */
export interface Span {
  readonly from: number;
  readonly to: number | null;
}

/** Whether the span holds the instant; the instant at which it ends belongs to what begins there (T6). */
export const covers = (span: Span, at: number): boolean => span.from <= at && (span.to === null || at < span.to);

/** Whether two spans share an instant; spans that only touch do not. */
export const overlaps = (a: Span, b: Span): boolean => intersection(a, b) !== null;

/** What two spans share, or null. */
export const intersection = (a: Span, b: Span): Span | null => {
  const from = Math.max(a.from, b.from);
  const to = earlier(a.to, b.to);
  return to !== null && to <= from ? null : { from, to };
};

/** The same instants in ascending spans that neither overlap nor touch; empty spans vanish. */
export const merged = (spans: readonly Span[]): readonly Span[] => {
  const result: Span[] = [];
  for (const span of spans.filter((s) => s.to === null || s.from < s.to).toSorted((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last === undefined || (last.to !== null && last.to < span.from)) result.push(span);
    else result[result.length - 1] = { from: last.from, to: later(last.to, span.to) };
  }
  return result;
};

const earlier = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.min(a, b);
const later = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : Math.max(a, b));
