import type { Refusal } from '../../../../domain/kernel/decider.js';
import { InvalidFields, ListedRefusal } from '../../commands/invalid-fields.js';
import { addressedBy, isProblemCode } from './catalogue.js';
import { Invalid, NotFound, Problem } from './problem.js';

/**
 * The problem that a refused command is answered with, whoever issued it: the one place where refusals become problem
 * details. `ids` are those of the command; a refusal that names another object has its id among its facts.
 */
export const problemOfRefusal = (refusal: Refusal, ids: Readonly<Record<string, string>> = {}): Problem => {
  if (refusal instanceof InvalidFields) return new Invalid(refusal.errors);
  const target = addressedBy(refusal.code);
  if (target !== undefined) return new NotFound(String(refusal.facts['id'] ?? ids[target]));
  if (!isProblemCode(refusal.code)) throw new Error(`the refusal ${refusal.code} has no text in the error catalogue`);
  const errors = refusal instanceof ListedRefusal ? refusal.errors : undefined;
  return new Problem(refusal.code, refusal.facts, {
    ...(refusal.rule !== '' && { rule: refusal.rule }),
    ...(errors !== undefined && { errors }),
  });
};
