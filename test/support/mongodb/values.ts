import { Binary, BSONRegExp, Double, Int32, Long, type MaxKey, MinKey, ObjectId } from 'mongodb';

/** A document as the server holds one: fields in their order, numbers with their types. Never changed once stored. */
export type Doc = Map<string, Value>;
export type Value =
  | string
  | boolean
  | null
  | Date
  | Int32
  | Long
  | Double
  | Binary
  | ObjectId
  | BSONRegExp
  | MinKey
  | MaxKey
  | Doc
  | readonly Value[];
export type Numeric = Int32 | Long | Double;

export const isDoc = (value: Value | undefined): value is Doc => value instanceof Map;
export const isArray = (value: Value | undefined): value is readonly Value[] => Array.isArray(value);
export const isNumeric = (value: Value | undefined): value is Numeric =>
  value instanceof Int32 || value instanceof Double || value instanceof Long;

/** Exact: numbers and bigints compare with each other by what they amount to. */
export const amountOf = (value: Numeric): number | bigint => (value instanceof Long ? value.toBigInt() : value.value);

/** The name of the type, as errors and `$type` call it. */
export function typeName(value: Value | undefined): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'bool';
  if (isArray(value)) return 'array';
  if (isDoc(value)) return 'object';
  if (value instanceof Date) return 'date';
  if (value instanceof Int32) return 'int';
  if (value instanceof Long) return 'long';
  if (value instanceof Double) return 'double';
  if (value instanceof Binary) return 'binData';
  if (value instanceof ObjectId) return 'objectId';
  if (value instanceof BSONRegExp) return 'regex';
  return value instanceof MinKey ? 'minKey' : 'maxKey';
}

const brackets: Readonly<Record<string, number>> = {
  minKey: -1,
  missing: 5,
  null: 5,
  int: 10,
  long: 10,
  double: 10,
  string: 15,
  object: 20,
  array: 25,
  binData: 30,
  objectId: 35,
  bool: 40,
  date: 45,
  regex: 50,
  maxKey: 127,
};

/** Values of one bracket compare with each other; between brackets the order is fixed. Missing is as null. */
export const bracketOf = (value: Value | undefined): number => brackets[typeName(value)]!;

const sign = (left: number | bigint, right: number | bigint): number => (left < right ? -1 : left > right ? 1 : 0);

/** By bytes of UTF-8, which is by code points. */
function compareText(left: string, right: string): number {
  if (left === right) return 0;
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index += 1) {
    const [ours, theirs] = [left.charCodeAt(index), right.charCodeAt(index)];
    if (ours === theirs) continue;
    // Surrogates encode code points above every other unit.
    const [high, low] = [isSurrogate(ours), isSurrogate(theirs)];
    return high === low ? sign(ours, theirs) : high ? 1 : -1;
  }
  return sign(left.length, right.length);
}

const isSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdfff;

/** NaN is equal to itself and below every number. */
function compareNumbers(left: number | bigint, right: number | bigint): number {
  const [ours, theirs] = [Number.isNaN(left), Number.isNaN(right)];
  if (ours || theirs) return ours && theirs ? 0 : ours ? -1 : 1;
  return sign(left, right);
}

function compareBinary(left: Binary, right: Binary): number {
  return (
    sign(left.position, right.position) ||
    sign(left.sub_type, right.sub_type) ||
    Buffer.compare(left.value(), right.value())
  );
}

/** Bracket of each field first, then its name, then its value. */
function compareFields(left: Iterable<[string, Value]>, right: Iterable<[string, Value]>): number {
  const [ours, theirs] = [[...left], [...right]];
  for (const [index, [name, value]] of ours.entries()) {
    const other = theirs[index];
    if (other === undefined) return 1;
    const order =
      sign(bracketOf(value), bracketOf(other[1])) || compareText(name, other[0]) || compare(value, other[1]);
    if (order !== 0) return order;
  }
  return ours.length < theirs.length ? -1 : 0;
}

const numbered = (array: readonly Value[]): [string, Value][] => array.map((value) => ['', value]);

/** The server's total order over values of all types, with the simple (binary) collation. */
export function compare(left: Value | undefined, right: Value | undefined): number {
  if (typeof left === 'string' && typeof right === 'string') return compareText(left, right);
  const order = sign(bracketOf(left), bracketOf(right));
  if (order !== 0) return order;
  if (isNumeric(left)) return compareNumbers(amountOf(left), amountOf(right as Numeric));
  if (typeof left === 'boolean') return sign(Number(left), Number(right));
  if (left instanceof Date) return sign(left.getTime(), (right as Date).getTime());
  if (left instanceof ObjectId) return Buffer.compare(left.id, (right as ObjectId).id);
  if (left instanceof Binary) return compareBinary(left, right as Binary);
  if (left instanceof BSONRegExp) {
    const other = right as BSONRegExp;
    return compareText(left.pattern, other.pattern) || compareText(left.options, other.options);
  }
  if (isArray(left)) return compareFields(numbered(left), numbered(right as readonly Value[]));
  return isDoc(left) ? compareFields(left, right as Doc) : 0;
}

export const equal = (left: Value | undefined, right: Value | undefined): boolean => compare(left, right) === 0;

/** Equal in types and order of fields too: what an update leaves as it was. */
export function identical(left: Value | undefined, right: Value | undefined): boolean {
  if (typeName(left) !== typeName(right)) return false;
  if (isArray(left)) {
    const other = right as readonly Value[];
    return left.length === other.length && left.every((value, index) => identical(value, other[index]));
  }
  if (!isDoc(left)) return equal(left, right);
  const other = [...(right as Doc)];
  return (
    left.size === other.length &&
    [...left].every(([name, value], index) => name === other[index]![0] && identical(value, other[index]![1]))
  );
}
