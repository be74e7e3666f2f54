import { notServed, Refusal } from './errors.js';
import { type Doc, isArray, isDoc, typeName, type Value } from './values.js';

/** Of documents inside documents alone. */
export function valueAtPath(doc: Doc, path: string): Value | undefined {
  let value: Value | undefined = doc;
  for (const part of path.split('.')) {
    if (isArray(value)) throw notServed(`an update inside the array on the way of ${path}`);
    value = isDoc(value) ? value.get(part) : undefined;
  }
  return value;
}

/** A copy with the value at the path; documents on the way are made where there are none. */
export function setPath(doc: Doc, path: string, value: Value): Doc {
  return setParts(doc, path.split('.'), value);
}

function setParts(doc: Doc, [name, ...rest]: readonly string[], value: Value): Doc {
  if (rest.length === 0) return new Map(doc).set(name!, value);
  const inner = doc.get(name!) ?? (doc.has(name!) ? null : new Map());
  if (isArray(inner)) throw notServed(`an update inside the array ${name}`);
  if (!isDoc(inner))
    throw new Refusal('PathNotViable', `Cannot create field '${rest[0]}' in element {${name}: ${typeName(inner)}}`);
  return new Map(doc).set(name!, setParts(inner, rest, value));
}

/** A copy without what is at the path. */
export function unsetPath(doc: Doc, path: string): Doc {
  const [name, ...rest] = path.split('.');
  const after = new Map(doc);
  if (rest.length === 0) {
    after.delete(name!);
    return after;
  }
  const inner = doc.get(name!);
  if (isArray(inner)) throw notServed(`an update inside the array ${name}`);
  return isDoc(inner) ? after.set(name!, unsetPath(inner, rest.join('.'))) : doc;
}
