import { Refusal } from './errors.js';
import { hasOperators } from './filter.js';
import { setPath, valueAtPath } from './set-path.js';
import { type Doc, isArray, isDoc, type Value } from './values.js';

/** The document that an upsert begins with: what its filter requires to be equal. */
export function seedOf(filter: Doc, replaces: boolean): Doc {
  const required = [...equalities(filter)].filter(([path]) => !replaces || path === '_id');
  return required.reduce<Doc>((doc, [path, value]) => {
    if (valueAtPath(doc, path) !== undefined)
      throw new Refusal('NotSingleValueField', `cannot infer query fields to set, path '${path}' is matched twice`);
    return setPath(doc, path, value);
  }, new Map());
}

/** Paths that must be equal to a value for the filter to match. */
export function* equalities(filter: Doc): Generator<[string, Value]> {
  for (const [name, operand] of filter) {
    if (name === '$and' && isArray(operand)) for (const part of operand) yield* equalities(part as Doc);
    // An alternative of one is as good as a requirement.
    if (name === '$or' && isArray(operand) && operand.length === 1) yield* equalities(operand[0] as Doc);
    if (name.startsWith('$')) continue;
    if (!hasOperators(operand)) yield [name, operand];
    else if (isDoc(operand) && operand.has('$eq')) yield [name, operand.get('$eq')!];
  }
}
