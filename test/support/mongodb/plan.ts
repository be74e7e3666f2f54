import { BSONRegExp } from 'mongodb';
import type { Bound, CollectionIndex, Key, Row } from './collection-index.js';
import { hasOperators } from './filter.js';
import type { Order } from './sort.js';
import { compare, type Doc, isArray, isDoc, type Value } from './values.js';

/** Rows among which are all that a filter matches, and whether they are in the order asked for. */
export interface Plan {
  readonly rows: Iterable<Row>;
  readonly ordered: boolean;
}
interface Limits {
  equal?: Value;
  oneOf?: readonly Value[];
  lower?: Bound;
  upper?: Bound;
}

/** The best of the indexes, if any helps. */
export function planOver(indexes: Iterable<CollectionIndex>, filter: Doc, order: Order): Plan | undefined {
  const limits = limitsOf(filter);
  let best: { readonly plan: Plan; readonly worth: number } | undefined;
  for (const index of indexes) {
    const { covers, sparse } = index.definition;
    if (covers !== undefined || sparse || index.multikey) continue;
    const next = planOf(index, limits, order);
    if (next.worth > (best?.worth ?? 0)) best = next;
  }
  return best?.plan;
}

function planOf(
  index: CollectionIndex,
  limits: ReadonlyMap<string, Limits>,
  order: Order,
): { readonly plan: Plan; readonly worth: number } {
  const { fields } = index.definition;
  const equal: Value[] = [];
  for (const { path } of fields) {
    const value = limits.get(path)?.equal;
    if (value === undefined) break;
    equal.push(value);
  }
  const next = limits.get(fields[equal.length]?.path ?? '');
  if (next?.oneOf !== undefined) {
    const keys = next.oneOf.map((value): Key => [...equal, value]);
    const rows = function* (): Generator<Row> {
      for (const key of keys) yield* index.range(key, undefined, undefined, false);
    };
    return { plan: { rows: rows(), ordered: order.length === 0 }, worth: 3 * equal.length + 2 };
  }
  const ranged = next?.lower !== undefined || next?.upper !== undefined;
  const backwards = directionOver(fields.slice(equal.length), order, limits);
  const ordered = backwards !== undefined;
  const rows = index.range(equal, next?.lower, next?.upper, backwards ?? false);
  const sortsForUs = ordered && order.length > 0;
  return { plan: { rows, ordered }, worth: 3 * equal.length + (ranged ? 1 : 0) + (sortsForUs ? 1 : 0) };
}

/** Whether to go backwards for the order; undefined where the index is in another order. */
function directionOver(fields: Order, order: Order, limits: ReadonlyMap<string, Limits>): boolean | undefined {
  const wanted = order.filter(({ path }) => limits.get(path)?.equal === undefined);
  if (wanted.length === 0) return false;
  const same = wanted.map(({ path, direction }, index) =>
    fields[index]?.path === path ? direction * fields[index].direction : 0,
  );
  if (same.every((value) => value === 1)) return false;
  return same.every((value) => value === -1) ? true : undefined;
}

/** What a filter requires of single paths; what is not seen here is only tested later. */
function limitsOf(filter: Doc, limits = new Map<string, Limits>()): Map<string, Limits> {
  for (const [name, operand] of filter) {
    if (name === '$and' && isArray(operand)) for (const part of operand) limitsOf(part as Doc, limits);
    if (name.startsWith('$')) continue;
    const known = limits.get(name) ?? {};
    limits.set(name, known);
    if (!hasOperators(operand)) addLimit(known, '$eq', operand);
    else for (const [operator, value] of operand) addLimit(known, operator, value);
  }
  return limits;
}

const isPlain = (value: Value): boolean => !isArray(value) && !(value instanceof BSONRegExp) && !isDoc(value);

function addLimit(limits: Limits, operator: string, value: Value): void {
  if (operator === '$in' && isArray(value) && value.every(isPlain)) {
    const distinct = [...value]
      .sort(compare)
      .filter((each, index, all) => index === 0 || compare(each, all[index - 1]) !== 0);
    limits.oneOf ??= distinct;
  }
  if (!isPlain(value)) return;
  const inclusive = operator === '$gte' || operator === '$lte';
  if (operator === '$eq') limits.equal ??= value;
  if (operator === '$gt' || operator === '$gte') limits.lower ??= { value, inclusive };
  if (operator === '$lt' || operator === '$lte') limits.upper ??= { value, inclusive };
}
