import { notServed, Refusal } from './errors.js';
import { valuesAt } from './paths.js';
import { amountOf, compare, type Doc, isArray, isDoc, isNumeric, type Value } from './values.js';

export type Order = readonly { readonly path: string; readonly direction: 1 | -1 }[];

/** @throws Refusal for what is no sort pattern */
export function orderOf(sort: Doc): Order {
  return [...sort].map(([path, value]) => {
    if (isDoc(value)) throw notServed('a sort by $meta');
    const direction = isNumeric(value) ? Number(amountOf(value)) : undefined;
    if (direction !== 1 && direction !== -1)
      throw new Refusal('Location15975', '$sort key ordering must be 1 (for ascending) or -1 (for descending)');
    return { path, direction };
  });
}

/** Of an array the element that comes first in that direction. */
function keyOf(doc: Doc, path: string, direction: 1 | -1): Value | undefined {
  const candidates = valuesAt(doc, path).flatMap((value) => {
    if (isArray(value) && value.length === 0) throw notServed('a sort by an empty array');
    return value as Value;
  });
  return candidates.reduce<Value | undefined>(
    (first, candidate, index) => (index === 0 || compare(candidate, first) * direction < 0 ? candidate : first),
    undefined,
  );
}

/** A stable sort by the values at paths. */
export function sorted<T extends { readonly doc: Doc }>(items: readonly T[], order: Order): readonly T[] {
  if (order.length === 0) return items;
  const keyed = items.map((item) => ({
    item,
    keys: order.map(({ path, direction }) => keyOf(item.doc, path, direction)),
  }));
  keyed.sort((left, right) => {
    for (const [index, { direction }] of order.entries()) {
      const result = compare(left.keys[index], right.keys[index]) * direction;
      if (result !== 0) return result;
    }
    return 0;
  });
  return keyed.map(({ item }) => item);
}
