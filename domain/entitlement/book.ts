import type { ReleaseFact, ReleasesRow } from '../../projections/releases/releases.row.js';
import {
  type CalendarTerms,
  type HolidayYears,
  isCalendar,
  type WorkingCalendar,
  workingCalendar,
} from '../kernel/calendar.js';
import { type Day, dayAt, epochOf, startOfDay } from '../kernel/civil.js';
import { type PublishedVersion, versionFor } from '../policy/policy-book.js';
import type { Policy } from '../policy/policy.js';

/** What a vendor has published (P2), with the positions of the events. */
export interface Published {
  readonly policies: readonly (PublishedVersion & { readonly policy: Policy })[];
  readonly calendars: readonly {
    readonly version: string;
    readonly position: number;
    readonly holidays: HolidayYears;
  }[];
  readonly releases: readonly ReleasesRow[];
}

export interface BookCalendar {
  readonly version: string;
  readonly holidays: HolidayYears;
}
export interface BookPolicy extends PublishedVersion {
  readonly policy: Policy;
  /** Hotline and on-site hours under a calendar; made once for each. */
  hours(calendar: BookCalendar | null): Hours;
}
export interface Hours {
  readonly hotline: WorkingCalendar;
  readonly onsite: WorkingCalendar;
  /** K2: whether an instant lies past the last year whose holidays are announced. */
  provisional(at: number): boolean;
}
/** When a version counts as released, and the event that records it (V2). */
export interface BookRelease {
  readonly position: number;
  readonly type: ReleaseFact['type'];
  readonly from: number;
}

/**
 * What decisions read besides a customer's sheet; made once from what a vendor published, and again when that
 * changes.
 */
export interface Book {
  /** The vendor's zone: that of its first published policy, so that no later version moves an old day. */
  readonly zone: string;
  /** The version that a term carries (P2); one that is not published falls back on the day it was signed. */
  policyOf(version: number, signedOn: Day): BookPolicy;
  /** The version in force on the day of an instant, as known at a position. */
  policyAt(at: number, knownPosition: number): BookPolicy;
  /** The beginnings of the days on which a version known at the position came into force, ascending. */
  policyDays(knownPosition: number): readonly number[];
  calendarAt(knownPosition: number): BookCalendar | null;
  /**
   * V2: the last publication known at the position of a version (`versionKey`) of a series; null where there is none.
   */
  release(series: string, versionKey: string, knownPosition: number): BookRelease | null;
}

/** Throws a RangeError where nothing is published: there is no policy to judge by. */
export const prepareBook = (published: Published): Book => {
  const policies = published.policies
    .map((item) => ({ ...item, hours: hoursOf(item.policy) }))
    .sort((a, b) => a.position - b.position);
  const [first] = policies;
  if (first === undefined) throw new RangeError('no policy is published: publish one before asking for decisions');
  const zone = first.policy.timeZone;
  const numbered = new Map(policies.map((value) => [value.version, value]));
  const days = policies
    .map(({ effectiveFrom, position }) => ({ from: startOfDay(effectiveFrom, zone), position }))
    .sort((a, b) => a.from - b.from);
  const calendars = published.calendars.toSorted((a, b) => a.position - b.position);
  const releases = new Map<string, BookRelease[]>();
  for (const row of published.releases)
    for (const publishedRelease of row.releases.toSorted((a, b) => a.position - b.position)) {
      const key = `${publishedRelease.versionKey} ${row.series}`;
      const release = {
        position: publishedRelease.position,
        type: publishedRelease.type,
        from: epochOf(publishedRelease.publishedAt),
      };
      releases.set(key, [...(releases.get(key) ?? []), release]);
    }
  return {
    zone,
    policyOf: (version, signedOn) => numbered.get(version) ?? versionFor(policies, signedOn) ?? first,
    policyAt: (at, knownPosition) => versionFor(policies, dayAt(at, zone), knownPosition) ?? first,
    policyDays: (knownPosition) => days.filter((value) => value.position <= knownPosition).map((value) => value.from),
    calendarAt: (knownPosition) => calendars.findLast((value) => value.position <= knownPosition) ?? null,
    release: (series, key, knownPosition) =>
      releases.get(`${key} ${series}`)?.findLast((release) => release.position <= knownPosition) ?? null,
  };
};

const nothingAnnounced: HolidayYears = { years: [], holidays: [], makeUpDays: [] };

const hoursOf = (policy: Policy): BookPolicy['hours'] => {
  const made = new Map<string | null, Hours>();
  return (calendar) => {
    const known = made.get(calendar?.version ?? null);
    if (known !== undefined) return known;
    const hours = hoursUnder(policy, calendar?.holidays ?? nothingAnnounced);
    made.set(calendar?.version ?? null, hours);
    return hours;
  };
};

const hoursUnder = (policy: Policy, announced: HolidayYears): Hours => {
  const { hotline, onsite, makeUpDays, closedDays, openDays } = policy.hours;
  const zone = policy.timeZone;
  const holidays = policy.hours.holidays === 'cn' ? announced : null;
  const lastYear = holidays === null ? Infinity : Math.max(-Infinity, ...holidays.years);
  const terms = { holidays, makeUpDays, closedDays, openDays, zone };
  return {
    hotline: checked({ ...terms, hours: hotline }),
    onsite: checked({ ...terms, hours: onsite }),
    provisional: (at) => Number(dayAt(at, zone).slice(0, 4)) > lastYear,
  };
};

const checked = (terms: CalendarTerms): WorkingCalendar => {
  const made = workingCalendar(terms);
  if (!isCalendar(made))
    throw new RangeError(
      `a published policy has no usable hours: ${made.fault} (${made.value}); publish a version that has`,
    );
  return made;
};
