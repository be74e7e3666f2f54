import type { WorkingCalendar } from '../../../kernel/calendar.js';
import { dayAt, type Instant, instantOf } from '../../../kernel/civil.js';
import { versionKey } from '../../../kernel/version.js';
import type { Book } from '../../book.js';
import type { Question } from '../../question.js';
import type { PreparedSheet } from '../../sheet.js';
import { calendarOfHours } from './conditions.js';
import { bestAt, type Judged } from './judge.js';
import { Lineup } from './lineup.js';

/**
 * D6: the next instant after the question's at which `entitled`, `reason` or `coveredBy` changes though nothing more is
 * recorded, as known at the question's position; null if there is none. Conditions do not count. Takes over `judged`.
 */
export const nextChangeAt = (
  question: Question,
  sheet: PreparedSheet,
  book: Book,
  judged: Judged[],
  now: Judged,
): Instant | null => {
  const releases = releasesAfter(question, sheet, book);
  const boundaries = releases.length === 0 ? sheet.boundaries : merged(sheet.boundaries, releases);
  const lineup = new Lineup(question, sheet, book, commonTurns(question, sheet, releases), judged, now);
  let from = question.at;
  for (let i = 0; i < boundaries.length; i++) {
    const boundary = boundaries[i]!;
    if (boundary <= question.at) continue;
    const change = hoursChange(question, sheet, lineup, now, from, boundary);
    if (change !== null) return instantOf(change);
    lineup.pass(boundary);
    if (differs(lineup.best, now)) return instantOf(boundary);
    from = boundary;
  }
  return null;
};

const differs = (then: Judged, now: Judged): boolean => {
  if (then.reason !== now.reason) return true;
  return now.reason === 'covered' && (then.case.contract !== now.case.contract || then.case.term !== now.case.term);
};

const none: readonly number[] = [];

/** V2: when the target version is released, for each series of the customer. */
const releasesAfter = (question: Question, sheet: PreparedSheet, book: Book): readonly number[] => {
  if (question.targetVersion === null || (question.service !== 'upgrade' && question.service !== 'onsite')) return none;
  const key = versionKey(question.targetVersion);
  const releases = new Set<number>();
  for (const series of new Set(sheet.contracts.map((contract) => contract.series))) {
    const release = book.release(series, key, question.knownPosition);
    if (release !== null && release.from > question.at) releases.add(release.from);
  }
  return [...releases];
};

const merged = (boundaries: readonly number[], more: readonly number[]): readonly number[] =>
  [...boundaries, ...more].sort((a, b) => a - b);

const nobody: ReadonlySet<number> = new Set();

/** D9: allowances go by the customer's level, so that a change of it concerns every contract. */
const commonTurns = (
  { service }: Question,
  { levels }: PreparedSheet,
  releases: readonly number[],
): ReadonlySet<number> => {
  const byLevel = (service === 'media' || service === 'health-check') && levels.length > 1;
  if (!byLevel && releases.length === 0) return nobody;
  return new Set([...releases, ...(byLevel ? levels.map((level) => level.from) : [])]);
};

/**
 * D3 prefers a grant without conditions, and `outside-service-hours` is one: where contracts of different policies
 * cover, the opening of one of them may change `coveredBy` between two boundaries.
 */
const hoursChange = (
  question: Question,
  sheet: PreparedSheet,
  lineup: Lineup,
  now: Judged,
  from: number,
  to: number,
): number | null => {
  if (question.urgency === null || !sheet.severalPolicies || sheet.contracts.length < 2) return null;
  if (now.reason !== 'covered' || !lineup.byHours) return null;
  const hours = new Set<WorkingCalendar>();
  for (const judged of lineup.judged) {
    const promiseCalendar = judged.reason === 'covered' ? calendarOfHours(judged.case) : null;
    if (promiseCalendar !== null) hours.add(promiseCalendar);
  }
  if (hours.size < 2) return null;
  for (let at = nextEdge(hours, from); at < to; at = nextEdge(hours, at))
    if (differs(bestAt(lineup.judged, at)!, now)) return at;
  return null;
};

/** The next instant after `at` at which one of the calendars opens or closes. */
const nextEdge = (calendars: ReadonlySet<WorkingCalendar>, at: number): number => {
  let next = Infinity;
  for (const calendar of calendars) {
    const window = calendar.windowsOf(dayAt(at, calendar.zone)).find((item) => item.from <= at && at < item.to);
    const edge = window?.to ?? calendar.nextOpening(at);
    if (edge > at) next = Math.min(next, edge);
  }
  return next;
};
