import type { WorkingCalendar } from '../../../kernel/calendar.js';
import { dayAfter, dayAt, epochOf, startOfDay } from '../../../kernel/civil.js';
import type { Condition, Promised } from '../../answer.js';
import type { Case } from './case.js';
import { conditionsOf, calendarOfHours, hoursOf } from './conditions.js';
import { bestAt, bestWhere, isOtherCover, type Judged, openAt, outcomeOf } from './judge.js';
import type { DecisionInput } from './decision-input.js';
import type { Lineup } from './lineup.js';
import { arrivalHours, promiseFor } from './promise.js';

/**
 * The first instant in (`from`, `to`) at which a grant's conditions, promise or rank change by the clock alone, no fact
 * turning in between; null if there is none.
 */
export const clockChange = (input: DecisionInput, lineup: Lineup, from: number, to: number): number | null => {
  if (input.question.urgency === null || input.best.reason !== 'covered') return null;
  const calendars = calendarsOf(lineup);
  let at = from;
  while (at < to) {
    // A value that follows the clock changes after one millisecond; a constant one stays until the next edge.
    if (at + 1 < to && clockDiffers(input, lineup, at + 1)) return at + 1;
    const edge = nextEdge(input, lineup.best.case, calendars, at);
    if (edge >= to) return null;
    if (clockDiffers(input, lineup, edge)) return edge;
    at = edge;
  }
  return null;
};

/** Whether conditions, promise or outcomes at `at` are others than those given. `turned`: contracts judged again. */
export const clockDiffers = (
  { considered, conditions, promise }: DecisionInput,
  lineup: Lineup,
  at: number,
  turned: readonly number[] = [],
): boolean => {
  const isOpen = openAt(at);
  const { judged, best } = lineup;
  if (lineup.byHours) {
    for (let i = 0; i < judged.length; i++) if (outcomeOf(judged[i]!, isOpen) !== considered[i]!.outcome) return true;
  } else for (const i of turned) if (outcomeOf(judged[i]!, isOpen) !== considered[i]!.outcome) return true;
  if (best.reason !== 'covered') return false;
  const then: Case = { ...best.case, at };
  return !sameConditions(conditionsOf(then), conditions) || !samePromise(promiseFor(then), promise);
};

/**
 * D3 prefers a grant without conditions, and `outside-service-hours` is one: hours may change who covers between two
 * boundaries.
 */
export const hoursChange = (lineup: Lineup, now: Judged, from: number, to: number): number | null => {
  const { judged } = lineup;
  if (now.reason !== 'covered' || judged.length < 2 || !lineup.byHours) return null;
  const calendars = new Set(judged.flatMap(({ hours }) => hours ?? []));
  if (calendars.size <= mostCombined && !orders(lineup, [...calendars]).some((best) => isOtherCover(best, now)))
    return null;
  for (let at = edgeAfter(calendars, from); at < to; at = edgeAfter(calendars, at))
    if (isOtherCover(bestAt(judged, at)!, now)) return at;
  return null;
};

const mostCombined = 4;

/** The best contract for every combination of open and closed hours. */
const orders = ({ judged }: Lineup, calendars: readonly WorkingCalendar[]): readonly Judged[] =>
  Array.from({ length: 2 ** calendars.length }, (_, combination) =>
    bestWhere(judged, (hours) => ((combination >> calendars.indexOf(hours)) & 1) === 1)!,
  );

/** The hours that a grant's conditions, its promise and the order of the contracts go by. */
const calendarsOf = ({ judged, best, byHours }: Lineup): ReadonlySet<WorkingCalendar> => {
  const calendars = new Set([hoursOf(best.case).hotline]);
  const promiseCalendar = calendarOfHours(best.case);
  if (promiseCalendar !== null) calendars.add(promiseCalendar);
  if (byHours) for (const { hours } of judged) if (hours !== null) calendars.add(hours);
  return calendars;
};

/** The next instant after `at` at which a constant promise or condition may begin to change. */
const nextEdge = (
  { promise, question }: DecisionInput,
  best: Case,
  calendars: ReadonlySet<WorkingCalendar>,
  at: number,
): number => {
  let next = edgeAfter(calendars, at);
  if (question.service !== 'onsite' || promise?.arriveBy === undefined) return next;
  // K5: working days are counted from the day of the request; elapsed hours may overtake them.
  const arriveBy = epochOf(promise.arriveBy);
  for (const instant of [nextWorkingDay(best, at), ...arrivalHours(best).map((hours) => arriveBy - hours + 1)])
    if (instant > at && instant < next) next = instant;
  return next;
};

const nextWorkingDay = (best: Case, at: number): number => {
  const { onsite } = hoursOf(best);
  const tomorrow = startOfDay(dayAfter(dayAt(at, onsite.zone)), onsite.zone);
  return startOfDay(dayAt(onsite.nextOpening(tomorrow), onsite.zone), onsite.zone);
};

/** The next instant after `at` at which one of the calendars opens or closes. */
const edgeAfter = (calendars: ReadonlySet<WorkingCalendar>, at: number): number => {
  let next = Infinity;
  for (const calendar of calendars) {
    const window = calendar.windowsOf(dayAt(at, calendar.zone)).find((item) => item.from <= at && at < item.to);
    const edge = window?.to ?? calendar.nextOpening(at);
    if (edge > at) next = Math.min(next, edge);
  }
  return next;
};

const sameConditions = (a: readonly Condition[], b: readonly Condition[]): boolean =>
  a.length === b.length &&
  a.every(
    ({ code, facts }, i) =>
      code === b[i]!.code && facts?.opensAt === b[i]!.facts?.opensAt && facts?.emergency === b[i]!.facts?.emergency,
  );

const samePromise = (a: Promised | null, b: Promised | null): boolean =>
  a?.priority === b?.priority &&
  a?.respondBy === b?.respondBy &&
  a?.arriveBy === b?.arriveBy &&
  a?.regionUnknown === b?.regionUnknown &&
  a?.provisional === b?.provisional;
