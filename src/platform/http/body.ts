import { isUtf8 } from 'node:buffer';
import { Problem } from './problems/problem.js';

/** How deep a body may nest; no command needs more, and what walks a value later may not overflow its stack. */
const deepest = 32;
const dangerous = new Set(['__proto__', 'constructor', 'prototype']);
const halfCharacter = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/**
 * A JSON body out of its bytes: UTF-8 without exception, whole characters, finite numbers, no names that JavaScript
 * gives a meaning of their own. A byte order mark is overlooked.
 * @throws Problem malformed-json
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
  if (!sound(value, text.includes('\\u'))) throw new Problem('malformed-json');
  return value;
}

/** Half characters can only come in as escapes: the bytes are UTF-8. */
function sound(root: unknown, escapes: boolean): boolean {
  const pending: [value: unknown, depth: number][] = [[root, 1]];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [value, depth] = next;
    if (typeof value === 'string' && escapes && halfCharacter.test(value)) return false;
    if (typeof value === 'number' && !Number.isFinite(value)) return false;
    if (typeof value !== 'object' || value === null) continue;
    if (depth > deepest) return false;
    if (Array.isArray(value)) {
      for (const item of value) pending.push([item, depth + 1]);
      continue;
    }
    for (const name of Object.keys(value)) {
      if (dangerous.has(name) || (escapes && halfCharacter.test(name))) return false;
      pending.push([(value as Record<string, unknown>)[name], depth + 1]);
    }
  }
  return true;
}

const json = /^application\/(?:[\w.+-]+\+)?json$/i;

/** The body of a request by its content type. @throws Problem media-type-unsupported, malformed-json */
export function readBody(contentType: string, bytes: Buffer): unknown {
  const [type = '', ...parameters] = contentType.split(';').map((part) => part.trim());
  const charset = parameters.map((each) => /^charset="?([^"]*)"?$/i.exec(each)?.[1]).find((each) => each !== undefined);
  if (!json.test(type) || (charset !== undefined && !/^utf-?8$/i.test(charset))) throw new Problem('media-type-unsupported', { contentType });
  return readJson(bytes);
}
