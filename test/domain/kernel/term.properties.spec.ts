import { describe, expect, it } from '@jest/globals';
import fc from '../../support/fast-check.js';
import { Temporal } from 'temporal-polyfill';
import { addDays, dayAfter } from '../../../domain/kernel/civil.js';
import type { Period } from '../../../domain/kernel/period.js';
import { covers } from '../../../domain/kernel/span.js';
import {
  type Before,
  computedSpan,
  daysInside,
  followingSpan,
  spanBetween,
  lengthenedSpan,
  movedSpan,
  openingSpan,
  type TermEnd,
  termInstants,
  type TermSpan,
} from '../../../domain/kernel/term.js';
import { anyDay, anyInstant, anyZone } from './arbitraries.js';

const anyEnd = fc.constantFrom<TermEnd>('corresponding-day', 'day-before');
const anyMonths = fc.integer({ min: 1, max: 40 });
/** Month ends and 29 February more often than chance would have them. */
const anyFirstDay = fc.oneof(
  anyDay,
  anyDay.map((day) => Temporal.PlainDate.from(day).with({ day: 31 }).toString()),
  fc.constant('2024-02-29'),
);
const anyPeriod = fc
  .record({ months: fc.integer({ min: 0, max: 30 }), days: fc.integer({ min: 0, max: 60 }) })
  .filter((p) => p.months + p.days > 0);

const by = (termEnd: TermEnd, span: TermSpan): Before => ({ ...span, termEnd });
const chainOf = (firstDay: string, periods: readonly Period[], termEnd: TermEnd): TermSpan[] =>
  periods
    .slice(1)
    .reduce(
      (spans, period) => [...spans, followingSpan(by(termEnd, spans.at(-1)!), period, termEnd)],
      [openingSpan(firstDay, periods[0]!, termEnd)],
    );

describe('T4: chains of terms', () => {
  it('T4: of whole months end where one term of all their months would: no drift', () =>
    fc.assert(
      fc.property(
        anyFirstDay,
        fc.array(anyMonths, { minLength: 1, maxLength: 12 }),
        anyEnd,
        (firstDay, months, termEnd) => {
          const last = chainOf(
            firstDay,
            months.map((m) => ({ months: m, days: 0 })),
            termEnd,
          ).at(-1)!;
          const corresponding = Temporal.PlainDate.from(firstDay).add({ months: months.reduce((a, b) => a + b, 0) });
          expect(last.lastDay).toBe(
            (termEnd === 'day-before' ? corresponding.subtract({ days: 1 }) : corresponding).toString(),
          );
          expect(last.anchor).toBe(Temporal.PlainDate.from(firstDay).day);
        },
      ),
      { numRuns: 400 },
    ));

  it('T4: leave no day out and share none, whatever the periods', () =>
    fc.assert(
      fc.property(
        anyFirstDay,
        fc.array(anyPeriod, { minLength: 1, maxLength: 8 }),
        anyEnd,
        (firstDay, periods, termEnd) => {
          const spans = chainOf(firstDay, periods, termEnd);
          for (const span of spans) expect(span.lastDay >= span.firstDay).toBe(true);
          spans.slice(1).forEach((span, i) => expect(span.firstDay).toBe(dayAfter(spans[i]!.lastDay)));
        },
      ),
    ));

  it('T4: naming the last day that months would give changes nothing', () =>
    fc.assert(
      fc.property(
        anyFirstDay,
        fc.array(anyMonths, { minLength: 2, maxLength: 6 }),
        anyEnd,
        (firstDay, months, termEnd) => {
          const spans = chainOf(
            firstDay,
            months.map((m) => ({ months: m, days: 0 })),
            termEnd,
          );
          spans.forEach((span, i) =>
            expect(
              spanBetween(span.firstDay, span.lastDay, i === 0 ? null : by(termEnd, spans[i - 1]!), termEnd),
            ).toEqual(span),
          );
        },
      ),
    ));

  it('T4: an anchor always fits its own last day, so that the next term starts from a true one', () =>
    fc.assert(
      fc.property(
        anyFirstDay,
        fc.integer({ min: 0, max: 900 }),
        fc.option(anyPeriod),
        anyEnd,
        (firstDay, length, before, termEnd) => {
          const previous = before === null ? null : by(termEnd, openingSpan(firstDay, before, termEnd));
          const from = previous === null ? firstDay : dayAfter(previous.lastDay);
          const given = spanBetween(from, addDays(from, length), previous, termEnd);
          const reached = Temporal.PlainDate.from(termEnd === 'day-before' ? dayAfter(given.lastDay) : given.lastDay);
          expect(reached.day).toBe(Math.min(given.anchor, reached.daysInMonth));
          expect(
            followingSpan(by(termEnd, given), { months: 1, days: 0 }, termEnd).lastDay > dayAfter(given.lastDay),
          ).toBe(true);
        },
      ),
    ));

  it('T4: a term follows exactly when it begins the day after', () =>
    fc.assert(
      fc.property(
        anyFirstDay,
        anyPeriod,
        anyPeriod,
        fc.integer({ min: -40, max: 40 }),
        anyEnd,
        (firstDay, first, second, shift, termEnd) => {
          const previous = by(termEnd, openingSpan(firstDay, first, termEnd));
          const from = addDays(previous.lastDay, shift);
          expect(computedSpan(from, second, previous, termEnd)).toEqual(
            shift === 1 ? followingSpan(previous, second, termEnd) : openingSpan(from, second, termEnd),
          );
        },
      ),
    ));
});

describe('P2: chains that change their end', () => {
  it('T3, T4, P2: no term of whole months is shorter than the same months under the new policy alone', () =>
    fc.assert(
      fc.property(anyFirstDay, anyMonths, anyMonths, anyEnd, anyEnd, (firstDay, first, second, end, newEnd) => {
        const previous = by(end, openingSpan(firstDay, { months: first, days: 0 }, end));
        const next = followingSpan(previous, { months: second, days: 0 }, newEnd);
        expect(next.firstDay).toBe(dayAfter(previous.lastDay));
        if (end === newEnd) return;
        const alone = openingSpan(next.firstDay, { months: second, days: 0 }, newEnd);
        expect(next.lastDay >= alone.lastDay).toBe(true);
        expect(next.lastDay <= addDays(alone.lastDay, 3)).toBe(true);
      }),
    ));
});

describe('C5: suspended days', () => {
  it('C5: lengthen the last term and move the queued one by just as much', () =>
    fc.assert(
      fc.property(
        anyFirstDay,
        anyPeriod,
        anyPeriod,
        fc.integer({ min: 0, max: 400 }),
        anyEnd,
        (firstDay, first, second, days, termEnd) => {
          const running = openingSpan(firstDay, first, termEnd);
          const queued = followingSpan(by(termEnd, running), second, termEnd);
          const longer = lengthenedSpan(running, days, null, termEnd);
          const moved = movedSpan(queued, days, by(termEnd, longer), termEnd);
          expect([longer.firstDay, longer.lastDay, moved.firstDay, moved.lastDay]).toEqual([
            firstDay,
            addDays(running.lastDay, days),
            dayAfter(longer.lastDay),
            addDays(queued.lastDay, days),
          ]);
        },
      ),
    ));

  it('C5: inside terms are counted one by one', () =>
    fc.assert(
      fc.property(
        anyFirstDay,
        fc.array(fc.record({ gap: fc.nat(9), length: fc.nat(20) }), { maxLength: 4 }),
        fc.nat(60),
        fc.nat(60),
        (start, parts, offset, length) => {
          let next = start;
          const terms = parts.map(({ gap, length: n }) => {
            const firstDay = addDays(next, gap);
            const lastDay = addDays(firstDay, n);
            next = dayAfter(lastDay);
            return { firstDay, lastDay };
          });
          const suspended = Array.from({ length: length + 1 }, (_, i) => addDays(start, offset + i));
          const counted = suspended.filter((day) =>
            terms.some((term) => term.firstDay <= day && day <= term.lastDay),
          ).length;
          expect(daysInside(terms, suspended[0]!, suspended.at(-1)!)).toBe(counted);
        },
      ),
    ));
});

describe('T2, T6: terms of a chain as instants', () => {
  it('T6: split time among them: every instant lies in one term, or before or after all', () =>
    fc.assert(
      fc.property(
        anyFirstDay,
        fc.array(anyPeriod, { minLength: 2, maxLength: 5 }),
        anyEnd,
        anyZone,
        anyInstant,
        (firstDay, periods, termEnd, zone, at) => {
          const spans = chainOf(firstDay, periods, termEnd).map((span) => termInstants(span, zone));
          spans.slice(1).forEach((span, i) => expect(span.from).toBe(spans[i]!.to));
          const [begin, end] = [spans[0]!.from, spans.at(-1)!.to];
          for (const instant of [at, begin, end, begin - 1, end - 1, ...spans.map((s) => s.from)])
            expect(spans.filter((span) => covers(span, instant)).length).toBe(
              begin <= instant && instant < end ? 1 : 0,
            );
        },
      ),
    ));
});
