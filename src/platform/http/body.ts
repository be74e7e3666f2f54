import { isUtf8 } from 'node:buffer';
import { Invalid, Problem } from './problems/problem.js';

/** How deep a body may nest; no command needs more, and what walks a value later may not overflow its stack. */
const deepest = 32;
const halfCharacter = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/**
 * A JSON body out of its bytes: UTF-8 without exception, whole characters, finite numbers, no names that every object
 * of
 * JavaScript answers to. A byte order mark is overlooked.
 * @throws Problem malformed-json; Invalid for half a character, which has no bytes of its own
 */
export function readJson(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) throw new Problem('malformed-json');
  const text = bytes.toString('utf8');
  let value: unknown;
  try {
    value = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch {
    throw new Problem('malformed-json');
  }
  refuseUnsound(value, text.includes('\\u'));
  return value;
}

interface Place {
  readonly value: unknown;
  readonly name: string;
  readonly within: Place | undefined;
}

/**
 * Without recursion: the depth is the sender's. Half characters can only come in as escapes, since the bytes are
 * UTF-8.
 */
function refuseUnsound(root: unknown, escapes: boolean): void {
  const pending: (readonly [place: Place, depth: number])[] = [[{ value: root, name: '', within: undefined }, 1]];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [place, depth] = next;
    const { value, name } = place;
    if (escapes && (halfCharacter.test(name) || (typeof value === 'string' && halfCharacter.test(value))))
      throw new Invalid([{ pointer: pointerOf(place), code: 'half-character' }]);
    if (typeof value === 'number' && !Number.isFinite(value)) throw new Problem('malformed-json');
    if (typeof value !== 'object' || value === null) continue;
    if (depth > deepest) throw new Problem('malformed-json');
    const list = Array.isArray(value);
    for (const [inner, member] of Object.entries(value)) {
      if (!list && inner in Object.prototype)
        throw new Invalid([{ pointer: pointerOf({ value: member, name: inner, within: place }), code: 'unknown' }]);
      if ((typeof member === 'object' && member !== null) || typeof member === 'number' || escapes)
        pending.push([{ value: member, name: inner, within: place }, depth + 1]);
    }
  }
}

const pointerOf = ({ name, within }: Place): string =>
  within === undefined ? '' : `${pointerOf(within)}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;

const json = /^application\/(?:[\w.+-]+\+)?json$/i;

/** The body of a request by its content type. @throws Problem media-type-unsupported, malformed-json */
export function readBody(contentType: string, bytes: Buffer): unknown {
  const [type = '', ...parameters] = contentType.split(';').map((part) => part.trim());
  const charset = parameters.map((each) => /^charset="?([^"]*)"?$/i.exec(each)?.[1]).find((each) => each !== undefined);
  if (!json.test(type) || (charset !== undefined && !/^utf-?8$/i.test(charset)))
    throw new Problem('media-type-unsupported', { contentType });
  return readJson(bytes);
}
