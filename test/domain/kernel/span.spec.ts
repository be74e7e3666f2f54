import { describe, expect, it } from '@jest/globals';
import fc from '../../support/fast-check.js';
import { covers, intersection, merged, overlaps, type Span } from '../../../domain/kernel/span.js';

const span = (from: number, to: number | null): Span => ({ from, to });
const anySpan = fc
  .tuple(fc.integer({ min: 0, max: 40 }), fc.option(fc.integer({ min: 0, max: 12 })))
  .map(([from, length]) => span(from, length === null ? null : from + length));
const instants = Array.from({ length: 60 }, (_, at) => at);

describe('T2, T6: half-open spans', () => {
  it('T6: the first instant belongs to the span, the last one does not', () => {
    expect([9, 10, 19, 20].map((at) => covers(span(10, 20), at))).toEqual([false, true, true, false]);
    expect([9, 10, 1e15].map((at) => covers(span(10, null), at))).toEqual([false, true, true]);
    expect(covers(span(10, 10), 10)).toBe(false);
  });

  it('T6: spans that touch do not overlap', () => {
    expect([
      overlaps(span(0, 10), span(10, 20)),
      overlaps(span(0, 11), span(10, 20)),
      overlaps(span(0, null), span(50, null)),
      overlaps(span(5, 5), span(0, 10)),
    ]).toEqual([false, true, true, false]);
    expect([
      intersection(span(0, 11), span(10, null)),
      intersection(span(0, null), span(3, null)),
      intersection(span(0, 5), span(6, 7)),
    ]).toEqual([span(10, 11), span(3, null), null]);
  });

  it('T2: touching and overlapping spans become one, empty ones vanish', () => {
    expect(merged([span(20, 30), span(0, 10), span(10, 12), span(5, 6), span(15, 15)])).toEqual([
      span(0, 12),
      span(20, 30),
    ]);
    expect(merged([span(0, null), span(5, 9), span(7, null)])).toEqual([span(0, null)]);
    expect(merged([])).toEqual([]);
  });

  it('T6: merging keeps every instant and leaves real holes between', () =>
    fc.assert(
      fc.property(fc.array(anySpan, { maxLength: 8 }), (spans) => {
        const result = merged(spans);
        for (const at of instants)
          expect(result.filter((s) => covers(s, at)).length).toBe(spans.some((s) => covers(s, at)) ? 1 : 0);
        result.slice(1).forEach((s, i) => expect(result[i]!.to! < s.from).toBe(true));
        expect(merged(result)).toEqual(result);
      }),
    ));

  it('T6: two spans share what both cover', () =>
    fc.assert(
      fc.property(anySpan, anySpan, (a, b) => {
        const shared = intersection(a, b);
        for (const at of instants) expect(shared !== null && covers(shared, at)).toBe(covers(a, at) && covers(b, at));
        expect(overlaps(a, b)).toBe(instants.some((at) => covers(a, at) && covers(b, at)));
      }),
    ));
});
