import { describe, expect, it } from '@jest/globals';
import { instantOf } from '../../../domain/kernel/civil.js';
import { parsePeriod, type Period } from '../../../domain/kernel/period.js';
import {
  type Before,
  computedSpan,
  daysInside,
  followingSpan,
  spanBetween,
  lengthenedSpan,
  movedSpan,
  openingSpan,
  sharesDay,
  type TermEnd,
  termInstants,
  type TermSpan,
} from '../../../domain/kernel/term.js';

const period = (text: string): Period => parsePeriod(text)!;
const by = (termEnd: TermEnd, span: TermSpan): Before => ({ ...span, termEnd });
const corresponding = (span: TermSpan): Before => by('corresponding-day', span);
const [year, month] = [period('P1Y'), period('P1M')];

/** First and last days of a chain of `count` terms. */
const chain = (firstDay: string, length: Period, count: number, termEnd: TermEnd): [string, string][] => {
  const spans = [openingSpan(firstDay, length, termEnd)];
  while (spans.length < count) spans.push(followingSpan(by(termEnd, spans.at(-1)!), length, termEnd));
  return spans.map((span) => [span.firstDay, span.lastDay]);
};
const lastDays = (...of: Parameters<typeof chain>): string[] => chain(...of).map(([, lastDay]) => lastDay);

describe('T3: the length of a term', () => {
  it('T3: ends on the corresponding day, or on the last day of a month that has none', () => {
    expect(openingSpan('2025-03-01', year, 'corresponding-day')).toEqual({
      firstDay: '2025-03-01',
      lastDay: '2026-03-01',
      anchor: 1,
    });
    expect(openingSpan('2024-02-29', year, 'corresponding-day')).toEqual({
      firstDay: '2024-02-29',
      lastDay: '2025-02-28',
      anchor: 29,
    });
    expect(openingSpan('2025-08-31', period('P6M'), 'corresponding-day').lastDay).toBe('2026-02-28');
    expect(openingSpan('2025-10-30', period('P1Y4M'), 'corresponding-day').lastDay).toBe('2027-02-28');
  });

  it('T3: ends a day earlier where the policy has day-before', () => {
    expect(chain('2025-03-01', year, 2, 'day-before')).toEqual([
      ['2025-03-01', '2026-02-28'],
      ['2026-03-01', '2027-02-28'],
    ]);
    expect(chain('2023-03-01', year, 2, 'day-before')).toEqual([
      ['2023-03-01', '2024-02-29'],
      ['2024-03-01', '2025-02-28'],
    ]);
    expect(openingSpan('2024-02-29', year, 'day-before')).toEqual({
      firstDay: '2024-02-29',
      lastDay: '2025-02-27',
      anchor: 29,
    });
  });

  it('T3: counts days and weeks without the first day, like months', () => {
    expect(openingSpan('2025-03-01', period('P30D'), 'corresponding-day')).toEqual({
      firstDay: '2025-03-01',
      lastDay: '2025-03-31',
      anchor: 31,
    });
    expect(openingSpan('2025-03-01', period('P30D'), 'day-before')).toEqual({
      firstDay: '2025-03-01',
      lastDay: '2025-03-30',
      anchor: 31,
    });
    expect(openingSpan('2025-01-31', period('P1M2D'), 'corresponding-day')).toEqual({
      firstDay: '2025-01-31',
      lastDay: '2025-03-02',
      anchor: 2,
    });
    expect(chain('2025-03-01', period('P2W'), 2, 'corresponding-day')).toEqual([
      ['2025-03-01', '2025-03-15'],
      ['2025-03-16', '2025-03-29'],
    ]);
  });

  it('T3: stops at the end of the calendar', () => {
    for (const termEnd of ['corresponding-day', 'day-before'] as const) {
      const last = openingSpan('9999-12-31', period('P100Y'), termEnd);
      expect([last.firstDay, last.lastDay]).toEqual(['9999-12-31', '9999-12-31']);
      expect(openingSpan('9950-06-01', period('P100Y'), termEnd).lastDay >= '9999-12-30').toBe(true);
    }
  });

  it('T3: periods are whole, positive and at most a century', () => {
    expect(['P1Y', 'P6M', 'P1Y6M', 'P30D', 'P2W', 'P100Y', 'P1200M'].map(parsePeriod)).toEqual([
      { months: 12, days: 0 },
      { months: 6, days: 0 },
      { months: 18, days: 0 },
      { months: 0, days: 30 },
      { months: 0, days: 14 },
      { months: 1200, days: 0 },
      { months: 1200, days: 0 },
    ]);
    for (const text of [
      '',
      'P',
      'P0Y',
      'P0D',
      '-P1Y',
      'P-1Y',
      '+P1Y',
      'P1.5Y',
      'PT24H',
      'P1YT1H',
      'p1y',
      'P1M1Y',
      '1Y',
      'P101Y',
      'P1201M',
      'P99Y13M',
      'P36526D',
      'P1Y ',
      ' P1Y',
      'P１Y',
    ])
      expect([text, parsePeriod(text)]).toEqual([text, null]);
  });
});

describe('T4: no drift', () => {
  it('T4: yearly terms from 29 February come back to it', () => {
    expect(lastDays('2024-02-29', year, 5, 'corresponding-day')).toEqual([
      '2025-02-28',
      '2026-02-28',
      '2027-02-28',
      '2028-02-29',
      '2029-02-28',
    ]);
    expect(chain('2024-02-29', year, 4, 'day-before')).toEqual([
      ['2024-02-29', '2025-02-27'],
      ['2025-02-28', '2026-02-27'],
      ['2026-02-28', '2027-02-27'],
      ['2027-02-28', '2028-02-28'],
    ]);
  });

  it('T4: monthly terms from the 31st end on the last day of every month', () => {
    expect(lastDays('2025-01-31', month, 4, 'corresponding-day')).toEqual([
      '2025-02-28',
      '2025-03-31',
      '2025-04-30',
      '2025-05-31',
    ]);
    expect(chain('2025-01-31', month, 4, 'day-before')).toEqual([
      ['2025-01-31', '2025-02-27'],
      ['2025-02-28', '2025-03-30'],
      ['2025-03-31', '2025-04-29'],
      ['2025-04-30', '2025-05-30'],
    ]);
  });

  it('T4, row 7: a renewal on time begins the day after, on the same anchor', () => {
    const free = openingSpan('2025-03-01', year, 'corresponding-day');
    expect(computedSpan('2026-03-02', year, corresponding(free), 'corresponding-day')).toEqual({
      firstDay: '2026-03-02',
      lastDay: '2027-03-01',
      anchor: 1,
    });
  });

  it('T4, row 4: a first day after a gap starts an anchor of its own', () => {
    const free = openingSpan('2025-03-01', year, 'corresponding-day');
    expect(computedSpan('2026-04-10', year, corresponding(free), 'corresponding-day')).toEqual({
      firstDay: '2026-04-10',
      lastDay: '2027-04-10',
      anchor: 10,
    });
    expect(computedSpan('2025-03-01', year, null, 'corresponding-day')).toEqual(free);
  });

  it('T4: a named last day keeps the anchor only where it is a corresponding day', () => {
    const leap: TermSpan = { firstDay: '2024-02-29', lastDay: '2025-02-28', anchor: 29 };
    const anchor = (
      firstDay: string,
      lastDay: string,
      previous: TermSpan | null,
      termEnd: TermEnd = 'corresponding-day',
    ) => spanBetween(firstDay, lastDay, previous && by(termEnd, previous), termEnd).anchor;
    expect([
      anchor('2025-03-01', '2026-02-28', leap),
      anchor('2025-03-01', '2025-09-29', leap),
      anchor('2025-03-01', '2025-12-31', leap),
      anchor('2025-03-02', '2026-02-28', leap),
    ]).toEqual([29, 29, 31, 28]);
    expect([
      anchor('2024-02-29', '2025-02-28', null),
      anchor('2024-02-29', '2024-02-29', null),
      anchor('2025-08-31', '2025-09-30', null),
      anchor('2025-08-31', '2025-09-29', null),
    ]).toEqual([29, 29, 31, 29]);
    expect([
      anchor('2025-03-01', '2026-02-28', null, 'day-before'),
      anchor('2025-03-01', '2025-12-31', null, 'day-before'),
      anchor('2025-03-15', '2025-12-31', null, 'day-before'),
    ]).toEqual([1, 1, 1]);
    expect(() => spanBetween('2026-01-02', '2026-01-01', null, 'corresponding-day')).toThrow(RangeError);
  });

  it('T4: a term continues from a named last day', () => {
    const free = openingSpan('2025-03-01', year, 'corresponding-day');
    const aligned = spanBetween('2026-03-02', '2026-12-31', corresponding(free), 'corresponding-day');
    expect(aligned.anchor).toBe(31);
    expect(followingSpan(corresponding(aligned), period('P2M'), 'corresponding-day')).toEqual({
      firstDay: '2027-01-01',
      lastDay: '2027-02-28',
      anchor: 31,
    });
  });
});

describe('P2: terms of one chain signed under policies that end terms differently', () => {
  const following = (previous: Before, termEnd: TermEnd) => followingSpan(previous, year, termEnd);

  it('T3, T4, P2: from day-before the chain goes on from the corresponding day, which is the new first day', () => {
    const before = by('day-before', openingSpan('2025-08-01', year, 'day-before'));
    expect([before.lastDay, following(before, 'corresponding-day')]).toEqual([
      '2026-07-31',
      { firstDay: '2026-08-01', lastDay: '2027-08-01', anchor: 1 },
    ]);
    const leap = by('day-before', openingSpan('2024-02-29', year, 'day-before'));
    expect(following(leap, 'corresponding-day')).toEqual({ firstDay: '2025-02-28', lastDay: '2026-02-28', anchor: 29 });
  });

  it('T3, T4, P2: to day-before a chain begins, for else the term were a day short of a year', () => {
    const before = corresponding(openingSpan('2025-03-01', year, 'corresponding-day'));
    expect([before.lastDay, following(before, 'day-before')]).toEqual([
      '2026-03-01',
      { firstDay: '2026-03-02', lastDay: '2027-03-01', anchor: 2 },
    ]);
    expect(spanBetween('2026-03-02', '2027-03-01', before, 'day-before').anchor).toBe(2);
  });
});

describe('C5: what a suspension does to terms', () => {
  const free = openingSpan('2025-03-01', year, 'corresponding-day');
  const queued = followingSpan(corresponding(free), year, 'corresponding-day');

  it('C5, row 16: 31 suspended days lengthen the term by 31', () => {
    const days = daysInside([free], '2025-08-01', '2025-08-31');
    expect([days, lengthenedSpan(free, days, null, 'corresponding-day')]).toEqual([
      31,
      { firstDay: '2025-03-01', lastDay: '2026-04-01', anchor: 1 },
    ]);
  });

  it('C5: a queued term moves on equally and follows the lengthened one', () => {
    const longer = lengthenedSpan(free, 31, null, 'corresponding-day');
    expect(movedSpan(queued, 31, corresponding(longer), 'corresponding-day')).toEqual({
      firstDay: '2026-04-02',
      lastDay: '2027-04-01',
      anchor: 1,
    });
    const odd = lengthenedSpan(free, 10, null, 'corresponding-day');
    expect(movedSpan(queued, 10, corresponding(odd), 'corresponding-day')).toEqual({
      firstDay: '2026-03-12',
      lastDay: '2027-03-11',
      anchor: 11,
    });
  });

  it('C5: only days inside terms count', () => {
    const later = { firstDay: '2026-06-01', lastDay: '2026-06-30' };
    expect(daysInside([free, later], '2026-02-28', '2026-06-02')).toBe(4);
    expect(daysInside([free, later], '2026-03-02', '2026-05-31')).toBe(0);
    expect(daysInside([free], '2025-03-01', '2025-03-01')).toBe(1);
    expect([sharesDay(free, queued), sharesDay(free, { firstDay: '2026-03-01', lastDay: '2026-03-01' })]).toEqual([
      false,
      true,
    ]);
  });
});

describe('T2, T6: a term as instants', () => {
  it('T2, rows 1 and 2: ends with the last instant of its last day in the vendor’s zone', () => {
    const { from, to } = termInstants(openingSpan('2025-03-01', year, 'corresponding-day'), 'Asia/Shanghai');
    expect([instantOf(from), instantOf(to - 1), instantOf(to)]).toEqual([
      '2025-02-28T16:00:00.000Z',
      '2026-03-01T15:59:59.999Z',
      '2026-03-01T16:00:00.000Z',
    ]);
  });
});
