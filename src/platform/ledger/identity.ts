import { createHmac, hash, type KeyObject } from 'node:crypto';
import { parse, stringify } from 'uuid';
import { canonicalJson } from '../events/canonical.js';

/** Namespace of all ids that derive from a command. A change would give retries other ids. */
const namespace = Buffer.from(parse('6f0c3d0a-2b8e-5d3c-9a46-1f5e3c7b9d21'));

const joined = (...parts: readonly (string | number)[]): string => parts.join('\0');

/** The bytes of a UUIDv5 (RFC 9562), by one call of the hash: an import makes a dozen for each record. */
const v5 = (name: string): Buffer => {
  const bytes = hash('sha1', Buffer.concat([namespace, Buffer.from(name)]), 'buffer').subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes;
};

/** SHA-256 (hex) of vendor, scope (route and target) and the caller's key: what a retry is recognized by (C11). */
export const keyHash = (vendor: string, scope: string, key: string): string =>
  hash('sha256', joined(vendor, scope, key), 'hex');

/** HMAC-SHA-256 (hex) of a body: the same key with another body is found out, and no body can be guessed from it. */
export const bodyHash = (secret: KeyObject, body: unknown): string =>
  createHmac('sha256', secret)
    .update(canonicalJson(body ?? null))
    .digest('hex');

/** The id of the event number `index` that a command causes in a stream: a repeated append carries the same ids. */
export const eventId = (stream: string, commandHash: string, index: number): string =>
  stringify(v5(joined(stream, commandHash, index)));

/** A UUIDv5 of what names a thing. */
export const derivedUuid = (...parts: readonly (string | number)[]): string => stringify(v5(joined(...parts)));

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** An id derived from what names the thing, such as vendor, route and key: `cus_` and 26 letters and digits. */
export const derivedId = (prefix: string, ...parts: readonly (string | number)[]): string => {
  const bytes = v5(joined(prefix, ...parts));
  let [text, rest, bits] = ['', 0, 0];
  for (let index = bytes.length - 1; index >= 0; index -= 1) {
    rest |= bytes[index]! << bits;
    for (bits += 8; bits >= 5; bits -= 5, rest >>= 5) text = alphabet[rest & 31]! + text;
  }
  return `${prefix}_${alphabet[rest]!}${text}`;
};
