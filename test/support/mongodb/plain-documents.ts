import { BSON, Double, Int32 } from 'mongodb';
import { encode } from './bson-writer.js';
import type { Doc, Value } from './values.js';

/** A document from members in the order given; what is undefined is left out. Integers become int32. */
export const docOf = (members: Readonly<Record<string, unknown>>): Doc =>
  new Map(
    Object.entries(members)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, valueOf(value)]),
  );

/** For answers: numbers are typed, objects become documents. */
export function valueOf(value: unknown): Value {
  if (typeof value === 'number') return Number.isInteger(value) ? new Int32(value) : new Double(value);
  if (Array.isArray(value)) return value.map(valueOf);
  if (typeof value !== 'object' || value === null) return value as Value;
  const prototype: unknown = Object.getPrototypeOf(value);
  const isPlain = prototype === Object.prototype || prototype === null;
  return isPlain ? docOf(value as Record<string, unknown>) : (value as Value);
}

/** As a driver would give it to a program. */
export const plain = (doc: Doc): Record<string, unknown> => BSON.deserialize(encode(doc));
