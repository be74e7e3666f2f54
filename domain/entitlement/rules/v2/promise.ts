import { instantOf } from '../../../kernel/civil.js';
import { type Region, regions } from '../../../kernel/vocabulary.js';
import type { Promised } from '../../answer.js';
import type { Hours } from '../../book.js';
import { stateAt } from '../../sheet.js';
import type { Case } from './case.js';
import { hoursOf } from './conditions.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** An instant that was promised, and whether holidays not announced yet may move it (K2). */
interface Due {
  readonly at: number;
  readonly provisional: boolean;
}

/** K4, K5: what the vendor commits to for a grant with an urgency, by the policy that grants; null without one. */
export const promiseFor = (c: Case): Promised | null => {
  const { question, at, policy } = c;
  if (question.urgency === null) return null;
  const hours = hoursOf(c);
  const priority = policy.priorities.table[question.urgency][stateAt(c.sheet.levels, at)];
  const minutes = policy.priorities.respondWithin[priority];
  // K4: the emergency line answers outside hours, so elapsed time counts at once.
  const atOnce = question.urgency === 'critical' && !hours.hotline.isOpen(at);
  const respond = atOnce ? elapsed(at + minutes * MINUTE) : hours.hotline.addWorkingMinutes(at, minutes);
  if (question.service !== 'onsite')
    return { priority, respondBy: instantOf(respond.at), provisional: respond.provisional };

  const region = regionOf(c);
  const arrive = arrivalIn(c, hours, region);
  return {
    priority,
    respondBy: instantOf(respond.at),
    arriveBy: instantOf(arrive.at),
    ...(region === 'unknown' ? { regionUnknown: true } : {}),
    provisional: respond.provisional || arrive.provisional,
  };
};

/** The site that the question names, else the customer's region. */
export const regionOf = (c: Case): Region => c.question.region ?? stateAt(c.sheet.regions, c.at);

/** K2: elapsed time is the same whatever days are announced. */
const elapsed = (at: number): Due => ({ at, provisional: false });

/** K5: elapsed hours, or the close of the nth working day; an unknown region gets the longest promise of all. */
const arrivalIn = (c: Case, hours: Hours, region: Region): Due => {
  if (region === 'unknown')
    return regions
      .filter((value) => value !== 'unknown')
      .map((value) => arrivalIn(c, hours, value))
      .reduce((longest, item) => (item.at > longest.at ? item : longest));
  const within = c.policy.arrival[region];
  return 'hours' in within
    ? elapsed(c.at + within.hours * HOUR)
    : hours.onsite.addWorkingDays(c.at, within.workingDays);
};

/** K5: by how many elapsed hours someone may have to arrive, in ms; none where every promise is by working days. */
export const arrivalHours = (c: Case): readonly number[] => {
  const region = regionOf(c);
  return regions
    .filter((value) => value !== 'unknown' && (region === 'unknown' || value === region))
    .flatMap((value) => {
      const within = c.policy.arrival[value as Exclude<Region, 'unknown'>];
      return 'hours' in within ? [within.hours * HOUR] : [];
    });
};
