import { notServed } from './errors.js';
import { type Doc, isArray, isDoc, type Value } from './values.js';

const isNumber = (part: string): boolean => /^\d+$/.test(part);

/**
 * What a dotted path leads to, through documents inside arrays too. Arrays at the end are given whole; nothing there is
 * `undefined`, once for each document that has nothing.
 */
export function valuesAt(doc: Doc, path: string): readonly (Value | undefined)[] {
  const found: (Value | undefined)[] = [];
  walk(doc, path.split('.'), 0, found);
  return found;
}

function walk(doc: Doc, parts: readonly string[], index: number, found: (Value | undefined)[]): void {
  const value = doc.get(parts[index]!);
  if (index === parts.length - 1) {
    found.push(value);
  } else if (isDoc(value)) {
    walk(value, parts, index + 1, found);
  } else if (isArray(value)) {
    if (isNumber(parts[index + 1]!)) throw notServed('a position in an array as part of a path');
    for (const element of value) if (isDoc(element)) walk(element, parts, index + 1, found);
  } else {
    found.push(undefined);
  }
}

/** The values that a query compares: of an array, its elements and the array itself. */
export function* candidatesAt(doc: Doc, path: string): Generator<Value | undefined> {
  for (const value of valuesAt(doc, path)) {
    if (isArray(value)) yield* value;
    yield value;
  }
}

/** Whether the path leads through an array, so that an index has several keys for the document. */
export const branches = (doc: Doc, path: string): boolean => {
  const values = valuesAt(doc, path);
  return values.length !== 1 || isArray(values[0]);
};
