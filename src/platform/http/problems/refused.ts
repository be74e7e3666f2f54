import type { Refusal } from '../../../../domain/kernel/decider.js';
import { InvalidFields } from '../../commands/invalid-fields.js';
import { isProblemCode } from './catalogue.js';
import { Invalid, NotFound, Problem } from './problem.js';

/** Refusals about the very object that a route's address names, and which of the ids there that is: 404 (`not-found`). */
const addressed: Readonly<Record<string, string>> = {
  'contract-unknown': 'contractId',
  'customer-unknown': 'customerId',
};

/**
 * The problem that a refused command is answered with, whoever issued it: the one place where refusals become problem
 * details. `ids` are those of the command; a refusal that names another object has its id among its facts.
 */
export const problemOfRefusal = (refusal: Refusal, ids: Readonly<Record<string, string>> = {}): Problem => {
  if (refusal instanceof InvalidFields) return new Invalid(refusal.errors);
  const target = addressed[refusal.code];
  if (target !== undefined) return new NotFound(String(refusal.facts['id'] ?? ids[target]));
  if (!isProblemCode(refusal.code)) throw new Error(`the refusal ${refusal.code} has no text in the error catalogue`);
  return new Problem(refusal.code, refusal.facts, { rule: refusal.rule });
};
