import { instantOf } from '../../../kernel/civil.js';
import { type Region, regions } from '../../../kernel/vocabulary.js';
import type { Promised } from '../../answer.js';
import type { Hours } from '../../book.js';
import type { Case } from './case.js';
import { hoursOf } from './conditions.js';
import { stateAt } from '../../sheet.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** K4, K5: what the vendor commits to for a grant with an urgency, by the policy that grants; null without one. */
export const promiseFor = (c: Case): Promised | null => {
  const { question, at, policy } = c;
  if (question.urgency === null) return null;
  const hours = hoursOf(c);
  const priority = policy.priorities.table[question.urgency][stateAt(c.sheet.levels, at)];
  const minutes = policy.priorities.respondWithin[priority];
  // K4: the emergency line is always open, so time runs at once.
  const atOnce = question.urgency === 'critical' && !hours.hotline.isOpen(at);
  const respondBy = atOnce ? at + minutes * MINUTE : hours.hotline.addWorkingMinutes(at, minutes).at;
  if (question.service !== 'onsite')
    return { priority, respondBy: instantOf(respondBy), provisional: hours.provisional(respondBy) };

  const region = question.region ?? stateAt(c.sheet.regions, at);
  const arriveBy = arrivalIn(c, hours, region);
  return {
    priority,
    respondBy: instantOf(respondBy),
    arriveBy: instantOf(arriveBy),
    ...(region === 'unknown' ? { regionUnknown: true } : {}),
    provisional: hours.provisional(respondBy) || hours.provisional(arriveBy),
  };
};

/** K5: elapsed hours, or the close of the nth working day; an unknown region gets the longest promise there is. */
const arrivalIn = (c: Case, hours: Hours, region: Region): number => {
  if (region === 'unknown')
    return Math.max(...regions.filter((value) => value !== 'unknown').map((value) => arrivalIn(c, hours, value)));
  const within = c.policy.arrival[region];
  return 'hours' in within ? c.at + within.hours * HOUR : hours.onsite.addWorkingDays(c.at, within.workingDays).at;
};
