import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { coverageChanges, type Days } from '../../../domain/contract/coverage-changes.js';
import type { Term } from '../../../domain/contract/contract.events.js';
import { addDays } from '../../../domain/kernel/civil.js';

const laid = (...terms: readonly [id: string, firstDay: string, lastDay: string][]) => ({
  terms: terms.map(([termId, firstDay, lastDay]) => ({ termId, firstDay, lastDay }) as Term),
});

describe('what a command changes of the days in terms', () => {
  it('C4: a term cut short opens a gap before the next', () => {
    expect(
      coverageChanges(
        laid(['a', '2026-01-01', '2026-12-31'], ['b', '2027-01-01', '2027-12-31']),
        laid(['a', '2026-01-01', '2026-05-31'], ['b', '2027-01-01', '2027-12-31']),
      ),
    ).toEqual({
      opened: [{ firstDay: '2026-06-01', lastDay: '2026-12-31' }],
      closed: [],
      moved: [
        {
          termId: 'a',
          from: { firstDay: '2026-01-01', lastDay: '2026-12-31' },
          to: { firstDay: '2026-01-01', lastDay: '2026-05-31' },
          avoids: [],
        },
      ],
    });
  });

  it('C3: a term laid into a gap closes the days it contains, no others', () => {
    const [before, after] = [
      laid(['a', '2026-01-01', '2026-01-31'], ['c', '2026-04-01', '2026-04-30']),
      laid(['a', '2026-01-01', '2026-01-31'], ['b', '2026-02-10', '2026-02-20'], ['c', '2026-04-01', '2026-04-30']),
    ];
    const closed = [{ firstDay: '2026-02-10', lastDay: '2026-02-20' }];
    const to = closed[0]!;
    expect(coverageChanges(before, after)).toEqual({
      opened: [],
      closed,
      moved: [{ termId: 'b', from: null, to, avoids: [] }],
    });
    expect(coverageChanges(after, before)).toMatchObject({
      opened: closed,
      closed: [],
      moved: [{ from: to, to: null }],
    });
  });

  it('C5: a term that makes room names the one it would share days with', () => {
    const { moved, opened, closed } = coverageChanges(
      laid(['a', '2026-01-01', '2026-12-31'], ['b', '2027-01-01', '2027-12-31']),
      laid(['a', '2026-01-01', '2027-01-30'], ['b', '2027-01-31', '2028-01-30']),
    );
    expect([opened, closed]).toEqual([[], []]);
    expect(moved.map(({ termId, avoids }) => [termId, avoids])).toEqual([
      ['a', []],
      ['b', ['a']],
    ]);
  });

  it('holds day by day against a count of the days between terms', () => {
    const start = '2026-01-01';
    const terms = fc
      .array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 1, max: 5 })), { minLength: 1, maxLength: 5 })
      .map((lengths) => {
        let next = 0;
        return laid(
          ...lengths.map(([gap, length], index): [string, string, string] => {
            const first = next + gap;
            next = first + length;
            return [`t${index}`, addDays(start, first), addDays(start, next - 1)];
          }),
        );
      });
    const calendar = Array.from({ length: 60 }, (_, index) => addDays(start, index));
    const isIn = (spans: readonly Days[], day: string) =>
      spans.some((span) => span.firstDay <= day && day <= span.lastDay);
    const isGap = ({ terms }: { readonly terms: readonly Term[] }, day: string) =>
      !isIn(terms, day) && terms[0]!.firstDay < day && day < terms.at(-1)!.lastDay;
    fc.assert(
      fc.property(terms, terms, (before, after) => {
        const { opened, closed } = coverageChanges(before, after);
        for (const day of calendar) {
          expect([day, isIn(opened, day)]).toEqual([day, isGap(after, day) && !isGap(before, day)]);
          expect([day, isIn(closed, day)]).toEqual([day, isGap(before, day) && !isGap(after, day)]);
        }
      }),
    );
  });
});
