import { type Facts, Refusal } from '../../../domain/kernel/decider.js';
import type { FieldError } from '../http/problems/problem.js';

/** Fields of a command's body that do not fit what is recorded, or that only the policy can judge: 400. */
export class InvalidFields extends Refusal<'invalid'> {
  constructor(readonly errors: readonly FieldError[]) {
    super('invalid', '', { count: errors.length });
  }
}

/** A refusal that lists what it is about, each item as an entry of `errors` in the problem. */
export class ListedRefusal<Code extends string = string> extends Refusal<Code> {
  constructor(
    code: Code,
    rule: string,
    facts: Facts,
    readonly errors: readonly FieldError[],
  ) {
    super(code, rule, facts);
  }
}

/** One such field. `pointer` is its JSON pointer in the body. */
export const invalidField = (pointer: string, code: FieldError['code'], facts?: FieldError['facts']): InvalidFields =>
  new InvalidFields([facts === undefined ? { pointer, code } : { pointer, code, facts }]);
