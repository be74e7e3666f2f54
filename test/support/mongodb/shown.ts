import { Binary, ObjectId } from 'mongodb';
import { amountOf, isArray, isDoc, isNumeric, type Value } from './values.js';

/** As errors of the engine show values. */
export function shown(value: Value | undefined): string {
  if (value === undefined || value === null) return 'null';
  if (typeof value === 'string') return JSON.stringify(value);
  if (isNumeric(value)) return String(amountOf(value));
  if (isArray(value)) return `[ ${value.map(shown).join(', ')} ]`;
  if (isDoc(value)) return `{ ${[...value].map(([name, inner]) => `${name}: ${shown(inner)}`).join(', ')} }`;
  if (value instanceof ObjectId) return `ObjectId('${value.toHexString()}')`;
  if (value instanceof Date) return `new Date(${value.getTime()})`;
  if (value instanceof Binary && value.sub_type === 4) return `UUID("${value.toUUID().toHexString()}")`;
  if (value instanceof Binary)
    return `BinData(${value.sub_type}, ${Buffer.from(value.value()).toString('hex').toUpperCase()})`;
  return String(value);
}
