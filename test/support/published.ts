import { readFileSync } from 'node:fs';
import { type Book, prepareBook, type Published } from '../../domain/entitlement/book.js';
import type { HolidayYears } from '../../domain/kernel/calendar.js';
import type { Policy } from '../../domain/policy/policy.js';
import type { ReleasesRow } from '../../projections/releases/releases.row.js';

/** A policy with the figures of the packs, kept beside the golden answers: those must not move with a pack. */
export const testPolicy = JSON.parse(
  readFileSync(new URL('../domain/entitlement/golden/policy.json', import.meta.url), 'utf8'),
) as Policy;

const days = (from: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, i) => `${from.slice(0, 8)}${String(Number(from.slice(8)) + i).padStart(2, '0')}`);

/** The announced holidays of mainland China of two years. */
export const holidays2025And2026: HolidayYears = {
  years: [2025, 2026],
  holidays: [
    ...days('2025-01-01', 1),
    ...days('2025-01-28', 4),
    ...days('2025-02-01', 4),
    ...days('2025-04-04', 3),
    ...days('2025-05-01', 5),
    '2025-05-31',
    ...days('2025-06-01', 2),
    ...days('2025-10-01', 8),
    ...days('2026-01-01', 3),
    ...days('2026-02-15', 9),
    ...days('2026-04-04', 3),
    ...days('2026-05-01', 5),
    ...days('2026-06-19', 3),
    ...days('2026-09-25', 3),
    ...days('2026-10-01', 7),
  ],
  makeUpDays: [
    '2025-01-26',
    '2025-02-08',
    '2025-04-27',
    '2025-09-28',
    '2025-10-11',
    '2026-01-04',
    '2026-02-14',
    '2026-02-28',
    '2026-05-09',
    '2026-09-20',
    '2026-10-10',
  ],
};

/**
 * The book of a vendor that published one policy at position 1 and one calendar at position 2, unless given otherwise.
 */
export const bookWith = (releases: readonly ReleasesRow[] = [], published: Partial<Published> = {}): Book =>
  prepareBook({
    policies: [{ version: 1, effectiveFrom: testPolicy.effectiveFrom, position: 1, policy: testPolicy }],
    calendars: [{ version: 'cn-2026-test', position: 2, holidays: holidays2025And2026 }],
    releases,
    ...published,
  });
