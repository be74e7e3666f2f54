import { Int32 } from 'mongodb';
import { Arguments } from './arguments.js';
import { notServed, Refusal } from './errors.js';
import { compileFilter, type Matches } from './filter.js';
import { amountOf, type Doc, identical, isArray, isDoc, isNumeric, type Value } from './values.js';

export interface IndexDefinition {
  readonly name: string;
  readonly key: Doc;
  readonly fields: readonly { readonly path: string; readonly direction: 1 | -1 }[];
  readonly unique: boolean;
  readonly sparse: boolean;
  readonly partialFilter: Doc | undefined;
  readonly covers: Matches | undefined;
  /** Recorded, and listed; documents never expire by themselves. */
  readonly expireAfterSeconds: number | undefined;
}

const cannot = (message: string): Refusal => new Refusal('CannotCreateIndex', message);

export const idIndex: IndexDefinition = indexDefinition(
  new Map<string, Value>([
    ['key', new Map([['_id', new Int32(1)]])],
    ['name', '_id_'],
  ]),
);

/** @throws Refusal for kinds and options that are not served */
export function indexDefinition(spec: Doc): IndexDefinition {
  const args = new Arguments('createIndexes.indexes', spec);
  const key = args.document('key');
  const name = args.text('name');
  args.optionalNumber('v');
  args.flag('background');
  args.simpleCollation();
  args.refuse('hidden', 'storageEngine', 'weights', 'default_language', 'wildcardProjection', 'bits', 'min', 'max');
  const unique = args.flag('unique');
  const sparse = args.flag('sparse');
  const partialFilter = args.optionalDocument('partialFilterExpression');
  const expireAfterSeconds = args.optionalNumber('expireAfterSeconds');
  args.end();
  if (name === '' || name === '*') throw cannot(`Error in specification: The index name '${name}' is not valid`);
  if (sparse && partialFilter !== undefined) throw cannot('cannot mix "partialFilterExpression" and "sparse" options');
  if (expireAfterSeconds !== undefined && (key.size !== 1 || key.has('_id')))
    throw cannot('TTL indexes are single-field indexes, compound indexes do not support TTL');
  if (partialFilter !== undefined) allowedInPartial(partialFilter);
  const covers = partialFilter && compileFilter(partialFilter);
  return { name, key, fields: fieldsOf(key), unique, sparse, partialFilter, covers, expireAfterSeconds };
}

function fieldsOf(key: Doc): IndexDefinition['fields'] {
  if (key.size === 0) throw cannot('Index keys cannot be empty.');
  return [...key].map(([path, value]) => {
    if (typeof value === 'string') throw notServed(`an index of the kind ${value}`);
    if (path.startsWith('$') || path.includes('.$') || path.includes('..') || path === '')
      throw cannot(`Index key contains an illegal field name: '${path}'`);
    if (path.includes('*')) throw notServed('a wildcard index');
    const direction = isNumeric(value) ? Number(amountOf(value)) : Number.NaN;
    if (!Number.isFinite(direction) || direction === 0)
      throw cannot(`Values in v:2 index key pattern must be numbers that are not 0 for the index key '${path}'`);
    return { path, direction: direction > 0 ? 1 : -1 };
  });
}

const inPartial = new Set(['$eq', '$exists', '$gt', '$gte', '$lt', '$lte', '$type', '$in']);

/** As documented: equality, $exists: true, ranges, $type, $and, $or, $in. */
function allowedInPartial(filter: Doc): void {
  for (const [name, operand] of filter) {
    if ((name === '$and' || name === '$or') && isArray(operand)) {
      for (const part of operand) if (isDoc(part)) allowedInPartial(part);
    } else if (name.startsWith('$')) {
      throw cannot(`unsupported expression in partial index: ${name}`);
    } else if (isDoc(operand)) {
      for (const [operator, value] of operand) {
        if (!operator.startsWith('$')) break;
        const existence = operator === '$exists' && (value === false || (isNumeric(value) && amountOf(value) === 0));
        if (!inPartial.has(operator) || existence)
          throw cannot(`Expression not supported in partial index: ${name} ${operator}`);
      }
    }
  }
}

/** The same key under the same options: making it again changes nothing. */
export const sameIndex = (left: IndexDefinition, right: IndexDefinition): boolean =>
  sameSignature(left, right) && left.expireAfterSeconds === right.expireAfterSeconds;

/** There is one index at most of a signature. */
export function sameSignature(left: IndexDefinition, right: IndexDefinition): boolean {
  return (
    sameKey(left.key, right.key) &&
    left.unique === right.unique &&
    left.sparse === right.sparse &&
    identical(left.partialFilter, right.partialFilter)
  );
}

export const sameKey = (left: Doc, right: Doc): boolean => {
  const [ours, theirs] = [fieldsOf(left), fieldsOf(right)];
  return (
    ours.length === theirs.length &&
    ours.every(({ path, direction }, at) => path === theirs[at]!.path && direction === theirs[at]!.direction)
  );
};

/** As `listIndexes` gives it. */
export const listed = (index: IndexDefinition): Record<string, unknown> => ({
  v: 2,
  key: index.key,
  name: index.name,
  unique: index.unique || undefined,
  sparse: index.sparse || undefined,
  partialFilterExpression: index.partialFilter,
  expireAfterSeconds: index.expireAfterSeconds,
});
