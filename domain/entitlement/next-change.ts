import type { WorkingCalendar } from '../kernel/calendar.js';
import { dayAt, type Instant, instantOf } from '../kernel/civil.js';
import { versionKey } from '../kernel/version.js';
import type { Book } from './book.js';
import { hoursAsked } from './conditions.js';
import { bestOf, type Judged, judgeAll } from './judge.js';
import type { Question } from './question.js';
import type { PreparedSheet } from './sheet.js';

/**
 * D6: the next instant after the question's at which `entitled`, `reason` or `coveredBy` changes though nothing more is
 * recorded, as known at the question's position; null where none comes. Conditions do not count.
 */
export const nextChangeAt = (question: Question, sheet: PreparedSheet, book: Book, now: Judged): Instant | null => {
  const boundaries = boundariesOf(question, sheet, book);
  let from = question.at;
  for (let i = 0; i < boundaries.length; i++) {
    const boundary = boundaries[i]!;
    if (boundary <= question.at) continue;
    const change =
      hoursChange(question, sheet, book, now, from, boundary) ??
      (differs(question, sheet, book, now, boundary) ? boundary : null);
    if (change !== null) return instantOf(change);
    from = boundary;
  }
  return null;
};

const differs = (question: Question, sheet: PreparedSheet, book: Book, now: Judged, at: number): boolean => {
  const then = bestOf(judgeAll(question, sheet, book, at))!;
  if (then.reason !== now.reason) return true;
  return now.reason === 'covered' && (then.case.contract !== now.case.contract || then.case.term !== now.case.term);
};

/** The sheet's, and for a target version its release (V2). */
const boundariesOf = (question: Question, sheet: PreparedSheet, book: Book): readonly number[] => {
  if (question.targetVersion === null || (question.service !== 'upgrade' && question.service !== 'onsite'))
    return sheet.boundaries;
  const key = versionKey(question.targetVersion);
  const releases: number[] = [];
  for (const { series } of sheet.contracts) {
    const release = book.release(series, key, question.knownPosition);
    if (release !== null && release.from > question.at && !releases.includes(release.from)) releases.push(release.from);
  }
  return releases.length === 0 ? sheet.boundaries : [...sheet.boundaries, ...releases].sort((a, b) => a - b);
};

/**
 * D3 prefers a grant without conditions, and `outside-service-hours` is one: where contracts of different policies
 * cover, the opening of one of them may change `coveredBy` between two boundaries.
 */
const hoursChange = (
  question: Question,
  sheet: PreparedSheet,
  book: Book,
  now: Judged,
  from: number,
  to: number,
): number | null => {
  if (question.urgency === null || !sheet.severalPolicies || sheet.contracts.length < 2 || now.outcome === 'denied')
    return null;
  const hours = new Set<WorkingCalendar>();
  for (const judged of judgeAll(question, sheet, book, from)) {
    const asked = judged.outcome === 'denied' ? null : hoursAsked(judged.case);
    if (asked !== null) hours.add(asked);
  }
  if (hours.size < 2) return null;
  for (let at = nextEdge(hours, from); at < to; at = nextEdge(hours, at))
    if (differs(question, sheet, book, now, at)) return at;
  return null;
};

/** The next instant after `at` at which one of the calendars opens or closes. */
const nextEdge = (calendars: ReadonlySet<WorkingCalendar>, at: number): number => {
  let next = Infinity;
  for (const calendar of calendars) {
    const window = calendar.windowsOf(dayAt(at, calendar.zone)).find((it) => it.from <= at && at < it.to);
    const edge = window?.to ?? calendar.nextOpening(at);
    if (edge > at) next = Math.min(next, edge);
  }
  return next;
};
