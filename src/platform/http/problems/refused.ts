import type { Refusal } from '../../../../domain/kernel/decider.js';
import { InvalidFields, ListedRefusal } from '../../commands/invalid-fields.js';
import { hasField } from '../validation/shape.js';
import { addressedBy, catalogue, isProblemCode, type ProblemCode } from './catalogue.js';
import { type FieldError, Invalid, NotFound, Problem } from './problem.js';
import type { ProblemText } from './texts.js';

/**
 * The problem that a refused command is answered with, whoever issued it: the one place where refusals become problem
 * details. `ids` are those of the command; a refusal that names another object has its id among its facts. `body` is
 * the class of the refused body: of the fields that are a way out, those it has are listed.
 */
export const problemOfRefusal = (
  refusal: Refusal,
  ids: Readonly<Record<string, string>> = {},
  body: (abstract new () => object) | null = null,
): Problem => {
  if (refusal instanceof InvalidFields) return new Invalid(refusal.errors);
  const target = addressedBy(refusal.code);
  if (target !== undefined) return new NotFound(String(refusal.facts['id'] ?? ids[target]));
  if (!isProblemCode(refusal.code)) throw new Error(`the refusal ${refusal.code} has no text in the error catalogue`);
  const errors = refusal instanceof ListedRefusal ? refusal.errors : waysOut(refusal.code, body);
  const { ways: known = [] }: ProblemText = catalogue[refusal.code];
  // A text that names `{ways}` names the fields that the route takes.
  const ways = (errors?.map(({ pointer }) => pointer) ?? known).map((pointer) => `\`${pointer.slice(1)}\``).join(' / ');
  return new Problem(refusal.code, known.length === 0 ? refusal.facts : { ...refusal.facts, ways }, {
    ...(refusal.rule !== '' && { rule: refusal.rule }),
    ...(errors !== undefined && { errors }),
  });
};

const waysOut = (code: ProblemCode, body: (abstract new () => object) | null): readonly FieldError[] | undefined => {
  if (body === null) return undefined;
  const { ways = [] }: ProblemText = catalogue[code];
  const found = ways.filter((pointer) => hasField(body, pointer.slice(1)));
  return found.length === 0 ? undefined : found.map((pointer) => ({ pointer, code: 'way-out' }));
};
