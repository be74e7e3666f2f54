import { type Instant, isParsed, parseInstant } from '../../../../domain/kernel/civil.js';
import { Invalid } from '../problems/problem.js';

/** T1: the instant that a field names in the vendor's zone. `pointer` leads to the field. @throws Invalid */
export const instantIn = (zone: string, pointer: string, text: string): Instant => {
  const parsed = parseInstant(text, zone);
  if (isParsed(parsed)) return parsed;
  throw new Invalid([{ pointer, code: 'not-an-instant', facts: { value: text } }]);
};

/** The same for a field that may be absent. @throws Invalid */
export const instantIfGiven = (zone: string, pointer: string, text: string | undefined): Instant | undefined =>
  text === undefined ? undefined : instantIn(zone, pointer, text);
