import type { Collection } from '../collection.js';
import { notServed, Refusal } from '../errors.js';
import { sameKey } from '../index-definition.js';
import { isDoc, type Value } from '../values.js';

/** @throws Refusal where no index is as the hint names one; which one is used changes no result here */
export function checkHint(hint: Value | undefined, collection: Collection | undefined): void {
  if (hint === undefined || collection === undefined || (isDoc(hint) && (hint.has('$natural') || hint.size === 0)))
    return;
  const named = collection.indexes.find((index) =>
    typeof hint === 'string' ? index.name === hint : isDoc(hint) && sameKey(index.key, hint),
  );
  if (named === undefined)
    throw new Refusal(
      'BadValue',
      `error processing query: ns=${collection.namespace} planner returned error :: caused by :: hint provided does not ` +
        'correspond to an existing index',
    );
  if (named.sparse || named.partialFilter !== undefined) throw notServed('a hint of a partial or sparse index');
}
