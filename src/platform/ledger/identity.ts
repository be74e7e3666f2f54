import { createHash, createHmac, type KeyObject } from 'node:crypto';
import { v5 } from 'uuid';
import { canonicalJson } from '../events/canonical.js';

/** Namespace of all ids that derive from a command. Changing it would make retries meet strange streams. */
const namespace = '6f0c3d0a-2b8e-5d3c-9a46-1f5e3c7b9d21';

const joined = (...parts: readonly (string | number)[]): string => parts.join('\0');

/** SHA-256 (hex) of vendor, scope (route and target) and the caller's key: what a retry is recognized by (C11). */
export const keyHash = (vendor: string, scope: string, key: string): string => createHash('sha256').update(joined(vendor, scope, key)).digest('hex');

/** HMAC-SHA-256 (hex) of a body: the same key with another body is found out, and no body can be guessed from it. */
export const bodyHash = (secret: KeyObject, body: unknown): string => createHmac('sha256', secret).update(canonicalJson(body ?? null)).digest('hex');

/** The id of the event number `index` that a command causes in a stream: a repeated append carries the same ids. */
export const eventId = (stream: string, hash: string, index: number): string => v5(joined(stream, hash, index), namespace);

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** An id derived from what names the thing, such as vendor, route and key: `cus_` and 26 letters and digits. */
export const derivedId = (prefix: string, ...parts: readonly (string | number)[]): string => {
  let number = BigInt(`0x${v5(joined(prefix, ...parts), namespace).replaceAll('-', '')}`);
  let text = '';
  for (let digit = 0; digit < 26; digit += 1) {
    text = alphabet[Number(number & 31n)]! + text;
    number >>= 5n;
  }
  return `${prefix}_${text}`;
};
