import { codeKey } from '../../domain/kernel/spelling.js';
import { type Book, prepareBook } from '../../domain/entitlement/book.js';
import { isCalendarDay, isInstant } from '../../domain/kernel/civil.js';
import { parsePeriod } from '../../domain/kernel/period.js';
import { isVersion, parseVersion, versionKey } from '../../domain/kernel/version.js';
import type {
  AnswersRow,
  CalendarRow,
  PoliciesRow,
  PolicyRow,
  TextsRow,
} from '../../projections/policies/policies.row.js';
import type { ReleaseFact, ReleasesRow } from '../../projections/releases/releases.row.js';
import { Problem } from '../platform/http/problems/problem.js';

/** What of a vendor's publications cannot be used, by the event that recorded it; everything else is answered. */
export interface PublicationFault {
  readonly vendor: string;
  /** `release EKP 9.00`, `policy version 3`, `calendar cn-2026-1a2b3c4d` or `policies`. */
  readonly what: string;
  readonly position: number;
  readonly cause: string;
  /** What a caller that needs it is answered: 503, with the way of repair. */
  readonly problem: Problem;
}

/** What one vendor has published, as it was read at once; never changed afterwards. */
export interface VendorPublications {
  readonly policies: readonly PolicyRow[];
  readonly calendars: readonly CalendarRow[];
  readonly texts: readonly TextsRow[];
  /** D7: which version of the rules was brought into force when. */
  readonly answers: readonly AnswersRow[];
  readonly releases: readonly ReleasesRow[];
  /** The code of a series by any of its names, upper-cased (C1). */
  readonly seriesNames: ReadonlyMap<string, string>;
  readonly book: Book;
  /** The position of the last of them: questions about it, and about any later one, read the same. */
  readonly latest: number;
  readonly faults: readonly PublicationFault[];
}

/** Rows of one vendor, in ledger order. Throws where not even a zone can be had of them. */
export const publicationsOf = (
  vendor: string,
  own: readonly PoliciesRow[],
  released: readonly ReleasesRow[],
): VendorPublications => {
  const policies = own.filter((row): row is PolicyRow => row.kind === 'policy');
  const calendars = own.filter((row): row is CalendarRow => row.kind === 'calendar');
  const releases = released.map((row) => ({ ...row, releases: row.releases.filter(isReadable) }));
  const book = prepareBook({ policies, calendars, releases });
  // The zone is resolved once here: without a known zone no question can be answered.
  book.policyAt(0, Infinity);
  const faults = [
    ...policies.flatMap((row) => policyFault(vendor, row, book)),
    ...calendars.flatMap((row) => calendarFault(vendor, row)),
    ...released.flatMap((row) => releaseFaults(vendor, row)),
  ];
  return {
    policies,
    calendars,
    texts: own.filter((row): row is TextsRow => row.kind === 'texts'),
    answers: own.filter((row): row is AnswersRow => row.kind === 'answers'),
    releases: released,
    seriesNames: seriesNamesOf(policies),
    book: guarded(book, policies, calendars, released, faults),
    latest: latestOf(own, released),
    faults,
  };
};

const latestOf = (own: readonly PoliciesRow[], released: readonly ReleasesRow[]): number => {
  let latest = 0;
  for (const { position } of own) latest = Math.max(latest, position);
  for (const { releases } of released) for (const { position } of releases) latest = Math.max(latest, position);
  return latest;
};

/** A vendor of which nothing can be made: every question and command of it is answered with the problem. */
export const unusable = (vendor: string, own: readonly PoliciesRow[], error: unknown): PublicationFault =>
  faultOf(vendor, 'policies', own[0]?.position ?? 0, error instanceof Error ? error.message : String(error));

const seriesNamesOf = (policies: readonly PolicyRow[]): ReadonlyMap<string, string> =>
  new Map(
    policies
      .slice(-1)
      .flatMap(({ policy }) =>
        policy.series.flatMap(({ code, aliases }) => [code, ...aliases].map((name) => [codeKey(name), code] as const)),
      ),
  );

/**
 * V2: a publication without a readable instant has no effect on its version. Where it is the last one, nothing can be
 * decided about that version until it is corrected; where a later one follows, older positions overlook it.
 */
const isReadable = ({ publishedAt }: ReleaseFact): boolean => isInstant(publishedAt);

const releaseFaults = (vendor: string, { series, releases }: ReleasesRow): readonly PublicationFault[] =>
  [...new Map(releases.map((release) => [release.versionKey, release])).values()]
    .filter((release) => !isReadable(release))
    .map(({ version, position, publishedAt }) => ({
      vendor,
      what: `release ${series} ${version}`,
      position,
      cause:
        `publishedAt is ${JSON.stringify(publishedAt) ?? 'missing'}, which is no instant; correct it with POST ` +
        '/releases/reschedule',
      problem: new Problem('release-unreadable', { series, version, position }),
    }));

const policyFault = (vendor: string, { version, position, effectiveFrom, policy }: PolicyRow, book: Book) => {
  try {
    book.policyOf(version, effectiveFrom).hours(null);
    if (parsePeriod(policy.terms.freePeriod) !== null) return [];
    return [faultOf(vendor, `policy version ${version}`, position, `'${policy.terms.freePeriod}' is no period`)];
  } catch (error) {
    return [faultOf(vendor, `policy version ${version}`, position, String((error as Error).message))];
  }
};

const calendarFault = (vendor: string, { version, position, holidays }: CalendarRow): readonly PublicationFault[] => {
  const bad = [...holidays.holidays, ...holidays.makeUpDays].find((day) => !isCalendarDay(day));
  return bad === undefined ? [] : [faultOf(vendor, `calendar ${version}`, position, `'${bad}' is no day`)];
};

const faultOf = (vendor: string, what: string, position: number, cause: string): PublicationFault => ({
  vendor,
  what,
  position,
  cause,
  problem: new Problem('policies-unreadable', { vendor, what, position, cause }),
});

/** The book, with the problem in place of what cannot be used: only a question that needs it is refused. */
const guarded = (
  book: Book,
  policies: readonly PolicyRow[],
  calendars: readonly CalendarRow[],
  released: readonly ReleasesRow[],
  faults: readonly PublicationFault[],
): Book => {
  if (faults.length === 0) return book;
  const at = new Map(faults.map((fault) => [fault.position, fault]));
  const ofPolicy = new Map(policies.map(({ version, position }) => [version, at.get(position)]));
  const ofCalendar = new Map(calendars.map(({ version, position }) => [version, at.get(position)]));
  const ofRelease = new Map(
    released.flatMap(({ series, releases }) =>
      releases.map(({ version, position }) => [`${keyOf(version)} ${series}`, at.get(position)] as const),
    ),
  );
  const policy = (found: ReturnType<Book['policyOf']>): ReturnType<Book['policyOf']> => ({
    ...found,
    hours: (calendar) => {
      const fault = ofPolicy.get(found.version) ?? (calendar === null ? undefined : ofCalendar.get(calendar.version));
      if (fault !== undefined) throw fault.problem;
      return found.hours(calendar);
    },
  });
  return {
    zone: book.zone,
    policyDays: book.policyDays,
    policyOf: (version, signedOn) => policy(book.policyOf(version, signedOn)),
    policyAt: (instant, knownPosition) => policy(book.policyAt(instant, knownPosition)),
    calendarAt: (knownPosition) => book.calendarAt(knownPosition),
    release: (series, key, knownPosition) => {
      const fault = ofRelease.get(`${key} ${series}`);
      if (fault !== undefined && fault.position <= knownPosition) throw fault.problem;
      return book.release(series, key, knownPosition);
    },
  };
};

const keyOf = (version: string): string => {
  const read = parseVersion(version);
  return isVersion(read) ? versionKey(read) : version;
};
