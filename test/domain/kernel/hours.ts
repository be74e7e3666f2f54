import type { HolidayYears, OpeningHours } from '../../../domain/kernel/calendar.js';

/** K1: the hotline's hours and the hours on site. */
export const hotlineHours: OpeningHours = [
  { days: [1, 2, 3, 4, 5], from: '09:00', to: '12:00' },
  { days: [1, 2, 3, 4, 5], from: '13:00', to: '18:00' },
];
export const onsiteHours: OpeningHours = [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }];

/** K2: the Spring Festival of 2026 with its two make-up Saturdays, and no other holiday. */
export const springFestival2026: HolidayYears = {
  years: [2026],
  holidays: [
    '2026-02-15',
    '2026-02-16',
    '2026-02-17',
    '2026-02-18',
    '2026-02-19',
    '2026-02-20',
    '2026-02-21',
    '2026-02-22',
    '2026-02-23',
  ],
  makeUpDays: ['2026-02-14', '2026-02-28'],
};
