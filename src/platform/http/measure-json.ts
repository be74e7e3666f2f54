import { pointerOf } from '../json-pointer.js';
import type { BodyBounds } from './bounds.js';
import { Invalid, Problem } from './problems/problem.js';

/** An object or list that is open at the place where the text is read. */
interface Open {
  readonly list: boolean;
  /** Members or items so far. */
  count: number;
  /** Names so far, of an object. */
  readonly names: Set<string> | undefined;
  /** The name or index that is being read. */
  at: string | number;
}

const [quote, backslash, comma, colon, openList, closeList, openObject, closeObject] = [...'"\\,:[]{}'].map((each) =>
  each.charCodeAt(0),
) as [number, number, number, number, number, number, number, number];

/**
 * Judges depth, members, items, values and repeated names of a JSON text in one pass, before it is parsed: the work
 * and the memory of all that follows are bounded by it. What is no JSON may pass; the parser refuses it.
 * @throws Problem malformed-json for a text that nests too deep
 * @throws Invalid too-many-fields, list-too-long, too-many-values, name-twice
 */
export function measureJson(text: string, { depth, members, items, values }: BodyBounds): void {
  const open: Open[] = [];
  // The text itself is one value; a list or object adds one for each comma, and one where it is not empty.
  let total = 1;
  const refuse = (code: 'too-many-fields' | 'list-too-long' | 'too-many-values', limit: number): never => {
    const within = code === 'too-many-values' ? [] : open.slice(0, -1);
    throw new Invalid([{ pointer: pointerTo(within), code, facts: { limit } }]);
  };
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charCodeAt(index);
    const innermost = open.at(-1);
    if (character === quote) {
      const end = endOfString(text, index);
      if (innermost?.names !== undefined && nextSign(text, end + 1) === colon) {
        const name = plainName(text.slice(index + 1, end));
        innermost.at = name;
        if (innermost.names.has(name)) throw new Invalid([{ pointer: pointerTo(open), code: 'name-twice' }]);
        innermost.names.add(name);
      }
      index = end;
    } else if (character === openList || character === openObject) {
      if (open.length === depth) throw new Problem('malformed-json');
      const list = character === openList;
      open.push({ list, count: 1, names: list ? undefined : new Set(), at: list ? 0 : '' });
      const empty = nextSign(text, index + 1) === (list ? closeList : closeObject);
      if (!empty && (total += 1) > values) refuse('too-many-values', values);
    } else if (character === closeList || character === closeObject) open.pop();
    else if (character === comma && innermost !== undefined) {
      innermost.count += 1;
      if (innermost.list) innermost.at = innermost.count - 1;
      if (innermost.count > (innermost.list ? items : members))
        refuse(innermost.list ? 'list-too-long' : 'too-many-fields', innermost.list ? items : members);
      if ((total += 1) > values) refuse('too-many-values', values);
    }
  }
}

/** The place of the closing quote, or the end of a text that has none. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let escapes = 0;
    while (text.charCodeAt(end - 1 - escapes) === backslash) escapes += 1;
    if (escapes % 2 === 0) return end;
  }
  return text.length;
}

/** Two spellings of one name are one name. */
const plainName = (written: string): string => {
  if (!written.includes('\\')) return written;
  try {
    return JSON.parse(`"${written}"`) as string;
  } catch {
    throw new Problem('malformed-json');
  }
};

const nextSign = (text: string, from: number): number => {
  let at = from;
  while (at < text.length && text.charCodeAt(at) <= 0x20) at += 1;
  return text.charCodeAt(at);
};

const pointerTo = (open: readonly Open[]): string =>
  pointerOf(open.map(({ at }) => (typeof at === 'string' ? at.slice(0, 200) : at)));
