import { isUtf8 } from 'node:buffer';
import { pointerSegment } from '../json-pointer.js';
import { type BodyBounds, usualBody } from './bounds.js';
import { measureJson } from './measure-json.js';
import { Invalid, Problem } from './problems/problem.js';

const halfCharacter = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/**
 * A JSON body out of its bytes: UTF-8 without exception, whole characters, finite numbers, no names that every object
 * of
 * JavaScript answers to, within the bounds. A byte order mark is overlooked.
 * @throws Problem malformed-json; Invalid for half a character, which has no bytes of its own, and beyond a bound
 */
export function readJson(bytes: Buffer, bounds: BodyBounds = usualBody): unknown {
  if (!isUtf8(bytes)) throw new Problem('malformed-json');
  const marked = bytes.toString('utf8');
  const text = marked.charCodeAt(0) === 0xfeff ? marked.slice(1) : marked;
  // Before anything is made of it: a body of 8 MB can hold millions of empty objects.
  measureJson(text, bounds);
  let value: unknown;
  try {
    value = JSON.parse(text);
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
 * Without recursion. Half characters can only come in as escapes, since the bytes are
 * UTF-8.
 */
function refuseUnsound(root: unknown, escapes: boolean): void {
  const pending: Place[] = [{ value: root, name: '', within: undefined }];
  for (let place = pending.pop(); place !== undefined; place = pending.pop()) {
    const { value, name } = place;
    if (escapes && (halfCharacter.test(name) || (typeof value === 'string' && halfCharacter.test(value))))
      throw new Invalid([{ pointer: pointerOf(place), code: 'half-character' }]);
    if (typeof value === 'number' && !Number.isFinite(value)) throw new Problem('malformed-json');
    if (typeof value !== 'object' || value === null) continue;
    const list = Array.isArray(value);
    for (const [inner, member] of Object.entries(value)) {
      if (!list && inner in Object.prototype)
        throw new Invalid([{ pointer: pointerOf({ value: member, name: inner, within: place }), code: 'unknown' }]);
      if ((typeof member === 'object' && member !== null) || typeof member === 'number' || escapes)
        pending.push({ value: member, name: inner, within: place });
    }
  }
}

const pointerOf = ({ name, within }: Place): string =>
  within === undefined ? '' : `${pointerOf(within)}/${pointerSegment(name)}`;

const json = /^application\/(?:[\w.+-]+\+)?json$/i;

/**
 * The body of a request by its content type. @throws Problem media-type-unsupported, malformed-json; Invalid beyond a
 * bound
 */
export function readBody(contentType: string, bytes: Buffer, bounds: BodyBounds = usualBody): unknown {
  const [type = '', ...parameters] = contentType.split(';').map((part) => part.trim());
  const charset = parameters.map((each) => /^charset="?([^"]*)"?$/i.exec(each)?.[1]).find((each) => each !== undefined);
  if (!json.test(type) || (charset !== undefined && !/^utf-?8$/i.test(charset)))
    throw new Problem('media-type-unsupported', { contentType });
  return readJson(bytes, bounds);
}
