import { describe, expect, it } from '@jest/globals';
import { addDays } from '../../../domain/kernel/civil.js';
import { announcedHolidays, calendarOf } from '../../../src/policies/holidays.js';

const { version, sha256, holidays } = announcedHolidays();
const daysFrom = (first: string, count: number) => Array.from({ length: count }, (_, i) => addDays(first, i));

describe('K2: the holidays of mainland China', () => {
  it('K2: Spring Festival 2026 rests from 02-15 to 02-23, and the Saturdays around it are worked', () => {
    expect(holidays.holidays.filter((day) => day.startsWith('2026-02'))).toEqual(daysFrom('2026-02-15', 9));
    expect(holidays.makeUpDays.filter((day) => day.startsWith('2026-02'))).toEqual(['2026-02-14', '2026-02-28']);
  });

  it('K2: the National Day week of 2025 rests from 10-01 to 10-08', () => {
    expect(holidays.holidays.filter((day) => day.startsWith('2025-10'))).toEqual(daysFrom('2025-10-01', 8));
    expect(holidays.makeUpDays.filter((day) => day >= '2025-09-01')).toEqual(
      expect.arrayContaining(['2025-09-28', '2025-10-11']),
    );
  });

  it('K2: 2027 is not announced, and no year is left out before', () => {
    expect(holidays.years).toEqual(Array.from({ length: 2026 - 2004 + 1 }, (_, i) => 2004 + i));
    expect([...holidays.holidays, ...holidays.makeUpDays].filter((day) => day >= '2027')).toEqual([]);
  });

  it('K2: no day is both rest and work, none is listed twice, and days are in order', () => {
    expect(holidays.holidays.filter((day) => holidays.makeUpDays.includes(day))).toEqual([]);
    for (const days of [holidays.holidays, holidays.makeUpDays]) expect(days).toEqual([...new Set(days)].sort());
  });

  it('K2: the version names the last announced year and the head of the content hash', () => {
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(version).toBe(`cn-2026-${sha256.slice(0, 8)}`);
  });

  it('K2: a New Year break that reaches into the next year does not announce that year', () => {
    const calendar = calendarOf({
      holidays: { '2031-10-01': '', '2032-01-01': '', '2032-01-02': '' },
      workdays: { '2031-12-27': '' },
    });
    expect(calendar.holidays).toEqual({
      years: [2031],
      holidays: ['2031-10-01', '2032-01-01', '2032-01-02'],
      makeUpDays: ['2031-12-27'],
    });
    expect(calendar.version).toMatch(/^cn-2031-[0-9a-f]{8}$/);
  });

  it('K2: the order of the data does not change the hash, a late-announced day does', () => {
    const one = calendarOf({ holidays: { '2031-10-01': '', '2031-10-02': '' }, workdays: {} });
    expect(calendarOf({ holidays: { '2031-10-02': '', '2031-10-01': '' }, workdays: {} })).toEqual(one);
    expect(
      calendarOf({ holidays: { '2031-10-01': '', '2031-10-02': '' }, workdays: { '2031-10-11': '' } }).version,
    ).not.toBe(one.version);
  });

  it('K2: data without any announced year is no calendar', () => {
    expect(() => calendarOf({ holidays: {}, workdays: {} })).toThrow('holds no announced year');
  });
});
