import { describe, expect, it } from '@jest/globals';
import fc from '../../support/fast-check.js';
import { Temporal } from 'temporal-polyfill';
import {
  addDays,
  dayAfter,
  dayAt,
  dayBefore,
  daysBetween,
  endOfDay,
  epochOf,
  firstCalendarDay,
  instantOf,
  isDay,
  isInstantText,
  isParsed,
  isTimeZone,
  lastCalendarDay,
  parseDay,
  parseInstant,
  startOfDay,
  weekdayOf,
} from '../../../domain/kernel/civil.js';
import { anyDay, anyInstant, anyZone } from './arbitraries.js';

const shanghai = 'Asia/Shanghai';

describe('T1: civil days', () => {
  it('T1: are read strictly, as days that exist', () => {
    expect(['2026-11-23', '2024-02-29', '1970-01-01', '9999-12-31'].map(parseDay)).toEqual([
      '2026-11-23',
      '2024-02-29',
      '1970-01-01',
      '9999-12-31',
    ]);
    const none = [
      '2025-02-29',
      '2026-04-31',
      '2026-13-01',
      '2026-00-10',
      '2026-01-00',
      '1899-12-31',
      '0000-01-01',
      '2026-1-1',
      '20260101',
      ' 2026-01-01',
      '2026-01-01\n',
      '2026-01-01T00:00',
      '２０２６-01-01',
      '+002026-01-01',
      '',
    ];
    for (const text of none) expect([text, isParsed(parseDay(text))]).toEqual([text, false]);
    expect(parseDay('1969-12-31')).toEqual({ fault: 'range', text: '1969-12-31' });
    expect(parseDay('2026-02-30')).toEqual({ fault: 'form', text: '2026-02-30' });
    expect([isDay('2026-02-28'), isDay('2026-02-30'), isDay(20260228), isDay(null)]).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  it('T1: step over months, years and leap days', () => {
    expect([
      dayAfter('2024-02-28'),
      dayAfter('2025-02-28'),
      dayAfter('2025-12-31'),
      dayBefore('2024-03-01'),
      dayBefore('1970-01-01'),
    ]).toEqual(['2024-02-29', '2025-03-01', '2026-01-01', '2024-02-29', '1969-12-31']);
    expect([
      daysBetween('2026-03-02', '2027-03-01'),
      daysBetween('2026-03-02', '2026-03-01'),
      weekdayOf('2026-02-14'),
      weekdayOf('1969-12-28'),
    ]).toEqual([364, -1, 6, 7]);
  });

  it('T1: stay inside the calendar, which ends', () => {
    expect([
      dayAfter(lastCalendarDay),
      addDays(lastCalendarDay, 4000),
      dayBefore(firstCalendarDay),
      addDays(firstCalendarDay, -99_999),
    ]).toEqual([lastCalendarDay, lastCalendarDay, firstCalendarDay, firstCalendarDay]);
    expect(endOfDay(lastCalendarDay, shanghai)).toBe(startOfDay(lastCalendarDay, shanghai) + 86_400_000);
    expect(instantOf(endOfDay(lastCalendarDay, 'America/New_York'))).toBe('9999-12-31T23:59:59.999Z');
  });

  it('T1: add up as the calendar does, whatever the day', () =>
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -10_000, max: 40_000 }), (day, days) => {
        expect(addDays(day, days)).toBe(Temporal.PlainDate.from(day).add({ days }).toString());
        expect(daysBetween(day, addDays(day, days))).toBe(days);
        expect(weekdayOf(day)).toBe(Temporal.PlainDate.from(day).dayOfWeek);
      }),
    ));
});

describe('T1: instants', () => {
  it('T1: a bare date is 00:00 in the vendor’s zone', () => {
    expect(parseInstant('2026-03-02', shanghai)).toBe('2026-03-01T16:00:00.000Z');
    expect(parseInstant('2026-03-09', 'America/New_York')).toBe('2026-03-09T04:00:00.000Z');
    // Clocks in Beirut went from 00:00 to 01:00 on that day.
    expect(parseInstant('2021-03-28', 'Asia/Beirut')).toBe('2021-03-27T22:00:00.000Z');
  });

  it('T1: any offset and precision is understood and written in UTC with milliseconds', () => {
    const read = (text: string) => parseInstant(text, shanghai);
    expect(
      [
        '2026-03-01T15:59:59.999Z',
        '2026-03-01T23:59:59.999+08:00',
        '2026-03-01 23:59:59,999+0800',
        '2026-03-01T10:59:59.999999999-05',
      ].map(read),
    ).toEqual(Array(4).fill('2026-03-01T15:59:59.999Z'));
    expect(
      ['2026-03-01T16:00Z', '2026-03-01t16:00:00z', '2026-03-02T00:00+08:00', '2026-03-01T16:00:00.0Z'].map(read),
    ).toEqual(Array(4).fill('2026-03-01T16:00:00.000Z'));
  });

  it('T1: what names no instant is none', () => {
    const none = [
      '2026-03-01T16:00',
      '2026-03-01T16:00:00',
      '2026-02-30T00:00Z',
      '2026-02-30',
      '2026-03-01T24:00Z',
      '2026-03-01T23:59:60Z',
      '2026-03-01T16Z',
      '1969-12-31T15:59:59.999Z',
      '1970-01-01T00:00:00+08:01',
      '1899-12-31T23:59:59Z',
      '1900-01-01',
      '+010000-01-01T00:00Z',
      '2026-03-01T16:00:00 08:00',
      '2026-03-01T16:00Z[UTC]',
      '1772380800000',
      'now',
      '',
    ];
    for (const text of none) expect([text, isParsed(parseInstant(text, shanghai))]).toEqual([text, false]);
  });

  it('T1: are named from the start of 1970-01-01 in the vendor’s zone to the end of 9999', () => {
    expect(parseInstant('1970-01-01', shanghai)).toBe('1969-12-31T16:00:00.000Z');
    expect(parseInstant('1969-12-31T16:00:00.000Z', shanghai)).toBe('1969-12-31T16:00:00.000Z');
    expect(parseInstant('1970-01-01', 'America/New_York')).toBe('1970-01-01T05:00:00.000Z');
    expect(parseInstant('1970-01-01T00:00Z', 'America/New_York')).toBe('1970-01-01T00:00:00.000Z');
    expect(parseInstant('9999-12-31T23:59:59.999Z', shanghai)).toBe('9999-12-31T23:59:59.999Z');
    for (const text of ['1969-12-31', '1900-01-01', '1969-12-31T15:59:59.999Z', '9999-12-31T23:59:59-01:00'])
      expect([text, parseInstant(text, shanghai)]).toEqual([text, { fault: 'range', text }]);
    expect([isInstantText('1969-12-31T16:00:00Z'), isInstantText('1969-12-31'), isInstantText('soon')]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('T1: instants and epoch ms are two forms of one thing', () => {
    expect([
      epochOf('1970-01-01T00:00:00.000Z'),
      epochOf('1969-12-31T23:59:59.999Z'),
      instantOf(-1),
      instantOf(1.9),
    ]).toEqual([0, -1, '1969-12-31T23:59:59.999Z', '1970-01-01T00:00:00.001Z']);
    for (const text of ['2026-03-01', '2026-03-01T16:00:00Z', '2026-03-01T24:00:00.000Z', '2026-02-30T00:00:00.000Z'])
      expect(() => epochOf(text)).toThrow(RangeError);
    fc.assert(
      fc.property(anyInstant, anyZone, (at, zone) => {
        const text = instantOf(at);
        expect(text).toBe(Temporal.Instant.fromEpochMilliseconds(at).toString({ fractionalSecondDigits: 3 }));
        expect(epochOf(text)).toBe(at);
        if (at >= 0) expect(parseInstant(text, zone)).toBe(text);
      }),
    );
  });

  it('T1: zones are IANA names', () => {
    expect(['Asia/Shanghai', 'America/Argentina/Buenos_Aires', 'Etc/GMT+8', 'UTC'].map(isTimeZone)).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(['Asia/Atlantis', '+08:00', '', '2026-01-01T00:00[UTC]', 'Asia/Shanghai\n'].map(isTimeZone)).toEqual([
      false,
      false,
      false,
      false,
      false,
    ]);
    expect(() => startOfDay('2026-01-01', 'Asia/Atlantis')).toThrow(RangeError);
  });
});

describe('T6: a day holds the instant at which it begins', () => {
  it('T6: midnight belongs to the new day', () => {
    expect([dayAt('2026-03-01T15:59:59.999Z', shanghai), dayAt('2026-03-01T16:00:00.000Z', shanghai)]).toEqual([
      '2026-03-01',
      '2026-03-02',
    ]);
  });

  it('T6: days follow each other without hole or overlap in every zone', () =>
    fc.assert(
      fc.property(anyDay, anyZone, (day, zone) => {
        const [from, to] = [startOfDay(day, zone), endOfDay(day, zone)];
        expect(to).toBe(startOfDay(dayAfter(day), zone));
        expect(to - from).toBeGreaterThanOrEqual(0);
        expect(dayAt(to, zone) > day).toBe(true);
        if (to > from) expect([dayAt(from, zone), dayAt(to - 1, zone)]).toEqual([day, day]);
        expect(dayAt(from - 1, zone) < day).toBe(true);
      }),
      { numRuns: 500 },
    ));

  it('T6: an instant lies in the span of its day', () =>
    fc.assert(
      fc.property(anyInstant, anyZone, (at, zone) => {
        const day = dayAt(at, zone);
        expect(startOfDay(day, zone) <= at && at < endOfDay(day, zone)).toBe(true);
        expect(dayAt(instantOf(at), zone)).toBe(day);
      }),
      { numRuns: 500 },
    ));

  it('T6: holds where a zone left a day out, and where clocks fell back over midnight', () => {
    expect([
      dayAt('2011-12-30T09:59:59.999Z', 'Pacific/Apia'),
      dayAt('2011-12-30T10:00:00.000Z', 'Pacific/Apia'),
    ]).toEqual(['2011-12-29', '2011-12-31']);
    expect(startOfDay('2011-12-30', 'Pacific/Apia')).toBe(endOfDay('2011-12-30', 'Pacific/Apia'));
    // At 00:01 on 7 November 2010 the clocks of St. John's went back to 23:01: the 7th had begun and stays.
    expect(
      [
        '2010-11-07T02:29:59.999Z',
        '2010-11-07T02:30:00.000Z',
        '2010-11-07T02:31:00.000Z',
        '2010-11-07T03:29:00.000Z',
        '2010-11-07T04:00:00.000Z',
      ].map((at) => dayAt(at, 'America/St_Johns')),
    ).toEqual(['2010-11-06', '2010-11-07', '2010-11-07', '2010-11-07', '2010-11-07']);
  });
});
