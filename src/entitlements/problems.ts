import { Invalid, NotFound, Problem } from '../platform/http/problems/problem.js';
import { languages } from '../../domain/kernel/vocabulary.js';
import { writtenInstant } from '../../domain/kernel/written.js';
import { KnownAtAhead, ModuleUnknown, PositionAhead, Unknown } from './question-faults.js';

/** D1, T5: with when it was first recorded, where that is later than what was asked about. */
const notFound = ({ id, first }: Unknown): Problem => {
  if (first === null) return new NotFound(id);
  const [firstInSimplified, firstInTraditional, firstInEnglish] = languages.map((language) =>
    writtenInstant(first.at, first.zone, language),
  ) as [string, string, string];
  return new Problem(
    'not-recorded-yet',
    { id, firstInSimplified, firstInTraditional, firstInEnglish },
    { members: { firstRecordedAt: first.at } },
  );
};

/**
 * The fault of a question as a problem; any other error unchanged. `pointer`: the prefix of a field's name in errors.
 */
export const asProblem = (error: unknown, pointer: string): unknown => {
  if (error instanceof Problem) return error;
  if (error instanceof Unknown) return notFound(error);
  if (error instanceof ModuleUnknown)
    return new Invalid([{ pointer: `${pointer}module`, code: 'not-known', facts: { value: error.message } }]);
  if (error instanceof KnownAtAhead)
    return new Invalid([{ pointer: `${pointer}knownAt`, code: 'in-future', facts: { value: error.message } }]);
  if (error instanceof PositionAhead)
    return new Invalid([
      {
        pointer: `${pointer}knownPosition`,
        code: 'out-of-range',
        facts: { value: error.asked, from: 1, to: error.reached },
      },
    ]);
  return error;
};
