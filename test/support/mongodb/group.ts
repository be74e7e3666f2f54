import { Double, Int32, Long } from 'mongodb';
import { encode } from './bson-writer.js';
import { notServed, Refusal } from './errors.js';
import { valueAtPath } from './set-path.js';
import { amountOf, compare, type Doc, isDoc, isNumeric, type Numeric, type Value } from './values.js';

type Expression = (doc: Doc) => Value | undefined;
type Accumulate = (docs: readonly Doc[]) => Value;

/** A `$group` stage: one document for each value of `_id`, in the order in which they first occur. */
export function grouped(spec: Doc): (docs: readonly Doc[]) => readonly Doc[] {
  const idSpec = spec.get('_id');
  if (idSpec === undefined) throw new Refusal('Location15955', 'a group specification must include an _id');
  const id = expressionOf(idSpec);
  const fields = [...spec]
    .filter(([name]) => name !== '_id')
    .map(([name, value]) => [name, accumulatorOf(name, value)]);
  return (docs) => {
    const groups = new Map<string, { readonly id: Value; readonly docs: Doc[] }>();
    for (const doc of docs) {
      const value = id(doc) ?? null;
      const key = keyOf(value);
      const group = groups.get(key) ?? { id: value, docs: [] };
      groups.set(key, group);
      group.docs.push(doc);
    }
    return [...groups.values()].map((group) => {
      const result: Doc = new Map([['_id', group.id]]);
      for (const [name, accumulate] of fields as [string, Accumulate][]) result.set(name, accumulate(group.docs));
      return result;
    });
  };
}

/** Numbers that are equal are one group, whatever their types. */
function keyOf(value: Value): string {
  if (isNumeric(value)) return `number ${amountOf(value)}`;
  return encode(new Map([['', value]])).toString('latin1');
}

/** A path (`$a.b`), a document of expressions, or a constant. */
function expressionOf(spec: Value): Expression {
  if (typeof spec === 'string' && spec.startsWith('$$')) throw notServed(`the variable ${spec}`);
  if (typeof spec === 'string' && spec.startsWith('$')) return (doc) => valueAtPath(doc, spec.slice(1));
  if (!isDoc(spec)) return () => spec;
  const parts = [...spec].map(([name, part]) => {
    if (name.startsWith('$')) throw notServed(`the expression ${name}`);
    return [name, expressionOf(part)] as const;
  });
  return (doc) => {
    const found = parts.map(([name, part]) => [name, part(doc)] as const).filter(([, value]) => value !== undefined);
    return new Map(found as [string, Value][]);
  };
}

function accumulatorOf(field: string, spec: Value): Accumulate {
  if (!isDoc(spec)) throw new Refusal('Location40234', `The field '${field}' must be an accumulator object`);
  const [[name, operand] = ['', null as Value], ...more] = [...spec];
  if (more.length > 0) throw new Refusal('Location40238', `The field '${field}' must specify one accumulator`);
  if (name === '$count') return (docs) => new Int32(docs.length);
  const value = expressionOf(operand);
  switch (name) {
    case '$sum':
      return (docs) => sumOf(docs.map(value).filter(isNumeric));
    case '$max':
      return (docs) => extreme(docs.map(value), 1);
    case '$min':
      return (docs) => extreme(docs.map(value), -1);
    case '$first':
      return (docs) => value(docs[0]!) ?? null;
    case '$last':
      return (docs) => value(docs.at(-1)!) ?? null;
    case '$avg':
    case '$push':
    case '$addToSet':
    case '$mergeObjects':
      throw notServed(`the accumulator ${name}`);
    default:
      throw new Refusal('Location15952', `unknown group operator '${name}'`);
  }
}

/** As wide as it needs to be. */
function sumOf(values: readonly Numeric[]): Numeric {
  if (values.some((value) => value instanceof Double))
    return new Double(values.reduce((sum, value) => sum + Number(amountOf(value)), 0));
  const sum = values.reduce((total, value) => total + BigInt(amountOf(value)), 0n);
  if (BigInt.asIntN(64, sum) !== sum) return new Double(Number(sum));
  const long = BigInt.asIntN(32, sum) !== sum || values.some((value) => value instanceof Long);
  return long ? Long.fromBigInt(sum) : new Int32(Number(sum));
}

/** Missing and null do not count. */
function extreme(values: readonly (Value | undefined)[], sign: 1 | -1): Value {
  const present = values.filter((value): value is Exclude<Value, null> => value !== undefined && value !== null);
  return present.reduce<Value>(
    (best, value) => (best === null || compare(value, best) * sign > 0 ? value : best),
    null,
  );
}
