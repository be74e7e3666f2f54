import { createRequire } from 'node:module';
import type { HolidayYears } from '../../domain/policy/policy.events.js';
import { contentHash } from './content-hash.js';

/** A calendar ready to be published (K2). */
export interface AnnouncedCalendar {
  /** `cn-<last announced year>-<first 8 digits of sha256>` */
  readonly version: string;
  /** SHA-256 hex over the canonical JSON of `holidays`. */
  readonly sha256: string;
  readonly holidays: HolidayYears;
}

/** Days by date, as the package ships its data; the names of the festivals do not count here. */
interface PackagedDays {
  readonly holidays: Readonly<Record<string, string>>;
  readonly workdays: Readonly<Record<string, string>>;
}

/**
 * K2: the rest days (weekend days of a festival included) and make-up working days of mainland China, as far as the
 * installed package knows them. The package returns "working day" for any later day, so its data is read instead.
 */
export const announcedHolidays = (): AnnouncedCalendar =>
  calendarOf(createRequire(import.meta.url)('chinese-days/dist/chinese-days.json') as PackagedDays);

/**
 * A year counts as announced where the data holds its National Day: the announcement of a year spans all of it, while
 * its first days alone may stem from a New Year's break that the year before announced.
 * Throws where the data holds no announced year: the package is not the one this was written for.
 */
export const calendarOf = (days: PackagedDays): AnnouncedCalendar => {
  const restDays = Object.keys(days.holidays).sort();
  const years = restDays.filter((day) => day.endsWith('-10-01')).map((day) => Number(day.slice(0, 4)));
  const last = years.at(-1);
  if (last === undefined)
    throw new Error('the package chinese-days holds no announced year; install the version that package.json names');
  const holidays: HolidayYears = { years, holidays: restDays, makeUpDays: Object.keys(days.workdays).sort() };
  const sha256 = contentHash(holidays);
  return { version: `cn-${last}-${sha256.slice(0, 8)}`, sha256, holidays };
};
