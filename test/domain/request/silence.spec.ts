import { describe, expect, it } from '@jest/globals';
import { isCalendar, workingCalendar } from '../../../domain/kernel/calendar.js';
import { silenceEndsAt } from '../../../domain/request/silence.js';

const hotline = workingCalendar({
  hours: [
    { days: [1, 2, 3, 4, 5], from: '09:00', to: '12:00' },
    { days: [1, 2, 3, 4, 5], from: '13:00', to: '18:00' },
  ],
  holidays: {
    years: [2025],
    holidays: [1, 2, 3, 4, 5, 6, 7, 8].map((day) => `2025-10-0${day}`),
    makeUpDays: ['2025-09-28', '2025-10-11'],
  },
  makeUpDays: true,
  closedDays: [],
  openDays: [],
  zone: 'Asia/Shanghai',
});
if (!isCalendar(hotline)) throw new Error(hotline.fault);
const endOf = (resolvedAt: string) => silenceEndsAt(resolvedAt, hotline, 5);

describe('R11: silence', () => {
  it('closes at the end of the fifth working day; holidays are none, make-up days are (worked answer 30)', () => {
    expect(endOf('2025-09-29T07:00:00.000Z')).toEqual({ at: '2025-10-13T10:00:00.000Z', provisional: false });
    expect(endOf('2025-10-01T07:00:00.000Z').at).toBe('2025-10-14T10:00:00.000Z');
  });

  it('counts from the day of resolving in the zone of the vendor', () => {
    expect(endOf('2025-11-02T15:59:59.999Z').at).toBe('2025-11-07T10:00:00.000Z');
    expect(endOf('2025-11-02T16:00:00.000Z').at).toBe('2025-11-10T10:00:00.000Z');
  });

  it('K2: is provisional past the announced years', () => {
    expect(endOf('2025-12-29T02:00:00.000Z')).toEqual({ at: '2026-01-05T10:00:00.000Z', provisional: true });
  });
});
