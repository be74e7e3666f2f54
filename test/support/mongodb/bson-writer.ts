import { Binary, BSONRegExp, Double, Int32, Long, MinKey, ObjectId } from 'mongodb';
import { type Doc, isArray, isDoc, type Value } from './values.js';

/** Documents that are stored are sent again and again. */
const written = new WeakMap<Doc, Buffer>();

export function encode(doc: Doc): Buffer {
  const known = written.get(doc);
  if (known !== undefined) return known;
  const bytes = framed(doc);
  written.set(doc, bytes);
  return bytes;
}

function framed(fields: Iterable<readonly [string, Value]>): Buffer {
  const parts: Buffer[] = [Buffer.alloc(4)];
  for (const [name, value] of fields) {
    const [type, bytes] = elementOf(value);
    parts.push(Buffer.from([type]), terminated(name), bytes);
  }
  parts.push(zero);
  const all = Buffer.concat(parts);
  all.writeInt32LE(all.length, 0);
  return all;
}

const zero = Buffer.alloc(1);
const empty = Buffer.alloc(0);
const terminated = (text: string): Buffer => Buffer.from(`${text}\0`);

function filled(length: number, fill: (bytes: Buffer) => void): Buffer {
  const bytes = Buffer.alloc(length);
  fill(bytes);
  return bytes;
}

const int32 = (value: number): Buffer => filled(4, (bytes) => bytes.writeInt32LE(value));
const int64 = (value: bigint): Buffer => filled(8, (bytes) => bytes.writeBigInt64LE(value));

/** The type of an element, and its value's bytes. */
function elementOf(value: Value): readonly [type: number, bytes: Buffer] {
  if (value === null) return [0x0a, empty];
  if (typeof value === 'string') {
    const text = terminated(value);
    return [0x02, Buffer.concat([int32(text.length), text])];
  }
  if (typeof value === 'boolean') return [0x08, Buffer.from([value ? 1 : 0])];
  if (isArray(value)) return [0x04, framed(value.map((element, index) => [String(index), element] as const))];
  if (isDoc(value)) return [0x03, encode(value)];
  if (value instanceof Date) return [0x09, int64(BigInt(value.getTime()))];
  if (value instanceof Int32) return [0x10, int32(value.value)];
  if (value instanceof Long) return [0x12, int64(value.toBigInt())];
  if (value instanceof Double) return [0x01, filled(8, (bytes) => bytes.writeDoubleLE(value.value))];
  if (value instanceof ObjectId) return [0x07, Buffer.from(value.id)];
  if (value instanceof Binary) {
    const bytes = value.value();
    return [0x05, Buffer.concat([int32(bytes.length), Buffer.from([value.sub_type]), bytes])];
  }
  if (value instanceof BSONRegExp) return [0x0b, Buffer.concat([terminated(value.pattern), terminated(value.options)])];
  return [value instanceof MinKey ? 0xff : 0x7f, empty];
}
