import { Invalid, NotFound, Problem } from '../platform/http/problems/problem.js';
import {
  ContractUnknown,
  CustomerUnknown,
  KnownAtAhead,
  ModuleUnknown,
  PositionAhead,
} from './entitlements.service.js';

/**
 * The fault of a question as a problem; any other error unchanged. `pointer`: the prefix of a field's name in errors.
 */
export const asProblem = (error: unknown, pointer: string): unknown => {
  if (error instanceof Problem) return error;
  if (error instanceof CustomerUnknown || error instanceof ContractUnknown) return new NotFound(error.message);
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
