import { distance } from 'fastest-levenshtein';
import { dataOfEvents } from './event-data.js';
import { Invalid } from '../platform/http/problems/problem.js';

const types = Object.keys(dataOfEvents);
const known: ReadonlySet<string> = new Set(types);
/** Types that a refusal names. */
const named = 3;

/** Refuses a type that no event has, and names those that are written nearly so. @throws Invalid */
export const refuseUnknownType = (type: string | undefined): void => {
  if (type === undefined || known.has(type)) return;
  const nearest = types
    .map((each) => ({ each, away: distance(each.toLowerCase(), type.toLowerCase()) }))
    .sort((a, b) => a.away - b.away)
    .slice(0, named)
    .map(({ each }) => each);
  throw new Invalid([
    { pointer: '?type', code: 'unknown-event-type', facts: { value: type, nearest: nearest.join(', ') } },
  ]);
};
