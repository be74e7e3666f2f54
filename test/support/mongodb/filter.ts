import { BSONRegExp } from 'mongodb';
import { notServed, Refusal } from './errors.js';
import { candidatesAt, valuesAt } from './paths.js';
import { amountOf, bracketOf, compare, type Doc, equal, isArray, isDoc, isNumeric, typeName } from './values.js';
import type { Value } from './values.js';

export type Matches = (doc: Doc) => boolean;
/** Of the value at a path of a document. */
type Test = (doc: Doc, path: string) => boolean;

const bad = (message: string): Refusal => new Refusal('BadValue', message);

/** What the engine knows besides; it is refused by another code than what nobody knows. */
const unserved = new Set(
  '$mod $size $type $all $text $geoWithin $geoIntersects $near $nearSphere $bitsAllSet $bitsAnySet $bitsAllClear $bitsAnyClear'.split(
    ' ',
  ),
);
const unservedAtTop = new Set(['$expr', '$where', '$jsonSchema', '$text', '$comment', '$sampleRate']);

/** @throws Refusal for what is no filter, or is not served */
export function compileFilter(filter: Doc): Matches {
  const clauses = [...filter].map(([name, operand]) =>
    name.startsWith('$') ? logical(name, operand) : at(name, operand),
  );
  return (doc) => clauses.every((matches) => matches(doc));
}

function logical(name: string, operand: Value): Matches {
  if (unservedAtTop.has(name)) throw notServed(`the operator ${name}`);
  if (name !== '$and' && name !== '$or' && name !== '$nor')
    throw bad(
      `unknown top level operator: ${name}. If you have a field name that starts with a '$' symbol, consider using ` +
        '$getField or $setField.',
    );
  if (!isArray(operand)) throw bad(`${name} must be an array`);
  if (operand.length === 0) throw bad('$and/$or/$nor must be a nonempty array');
  const parts = operand.map((part) => {
    if (!isDoc(part)) throw bad('$or/$and/$nor entries need to be full objects');
    return compileFilter(part);
  });
  if (name === '$and') return (doc) => parts.every((matches) => matches(doc));
  const some: Matches = (doc) => parts.some((matches) => matches(doc));
  return name === '$or' ? some : (doc) => !some(doc);
}

function at(path: string, operand: Value): Matches {
  const test = testOf(operand);
  return (doc) => test(doc, path);
}

/** Operators where the first member is one; otherwise the value itself is compared. */
export const hasOperators = (operand: Value): operand is Doc =>
  isDoc(operand) && operand.size > 0 && [...operand.keys()][0]!.startsWith('$');

function testOf(operand: Value): Test {
  if (operand instanceof BSONRegExp) return expression(operand.pattern, operand.options);
  if (!hasOperators(operand)) return equals(operand);
  const tests = [...operand].map(([name, value]) => operator(name, value, operand));
  return (doc, path) => tests.every((test) => test(doc, path));
}

const any =
  (accepts: (value: Value | undefined) => boolean): Test =>
  (doc, path) => {
    for (const value of candidatesAt(doc, path)) if (accepts(value)) return true;
    return false;
  };
const not =
  (test: Test): Test =>
  (doc, path) =>
    !test(doc, path);
/** Missing is equal to null. */
const equals = (operand: Value): Test => any((value) => equal(value, operand));

function operator(name: string, operand: Value, siblings: Doc): Test {
  if (unserved.has(name)) throw notServed(`the operator ${name}`);
  switch (name) {
    case '$eq':
      return equals(operand);
    case '$ne':
      if (operand instanceof BSONRegExp) throw bad("Can't have regex as arg to $ne.");
      return not(equals(operand));
    case '$gt':
      return ordered(operand, (order) => order > 0);
    case '$gte':
      return ordered(operand, (order) => order >= 0);
    case '$lt':
      return ordered(operand, (order) => order < 0);
    case '$lte':
      return ordered(operand, (order) => order <= 0);
    case '$in':
      return among(name, operand);
    case '$nin':
      return not(among(name, operand));
    case '$exists': {
      const wanted = truth(operand);
      return (doc, path) => valuesAt(doc, path).some((value) => value !== undefined) === wanted;
    }
    case '$not':
      if (operand instanceof BSONRegExp) return not(testOf(operand));
      if (!isDoc(operand)) throw bad('$not needs a regex or a document');
      if (operand.size === 0) throw bad('$not cannot be empty');
      if (![...operand.keys()][0]!.startsWith('$')) throw bad(`unknown operator: ${[...operand.keys()][0]}`);
      return not(testOf(operand));
    case '$elemMatch':
      return elementMatches(operand);
    case '$regex': {
      const options = siblings.get('$options') ?? '';
      if (operand instanceof BSONRegExp) return expression(operand.pattern, operand.options);
      if (typeof operand !== 'string') throw bad('$regex has to be a string');
      if (typeof options !== 'string') throw bad('$options has to be a string');
      return expression(operand, options);
    }
    case '$options':
      if (!siblings.has('$regex')) throw bad('$options needs a $regex');
      return () => true;
    default:
      throw bad(`unknown operator: ${name}`);
  }
}

const isNaNumber = (value: Value | undefined): boolean => isNumeric(value) && Number.isNaN(amountOf(value));

/** Within the operand's bracket alone, but for MinKey and MaxKey; NaN is equal to NaN and has no order. */
function ordered(operand: Value, accepts: (order: number) => boolean): Test {
  if (operand instanceof BSONRegExp) throw bad("Can't have RegEx as arg to predicate over field.");
  const everything = typeName(operand) === 'minKey' || typeName(operand) === 'maxKey';
  const bracket = bracketOf(operand);
  return any((value) => {
    if (!everything && bracketOf(value) !== bracket) return false;
    if (isNaNumber(value) !== isNaNumber(operand)) return false;
    return accepts(compare(value, operand));
  });
}

function among(name: string, operand: Value): Test {
  if (!isArray(operand)) throw bad(`${name} needs an array`);
  const tests = operand.map((value) => {
    if (hasOperators(value)) throw bad(`cannot nest $ under ${name}`);
    return testOf(value);
  });
  return (doc, path) => tests.some((test) => test(doc, path));
}

/** Any number but 0, and everything else but false and null, is true. */
function truth(value: Value): boolean {
  if (isNumeric(value)) return Number(amountOf(value)) !== 0;
  return value !== false && value !== null;
}

/** Over elements that are documents with a filter, over any with operators. */
function elementMatches(operand: Value): Test {
  if (!isDoc(operand)) throw bad('$elemMatch needs an Object');
  const ofValues = hasOperators(operand) && !['$and', '$or', '$nor'].includes([...operand.keys()][0]!);
  if (ofValues) {
    const test = testOf(operand);
    // The value of an element is tested as if a field had it.
    const accepts = (value: Value): boolean => test(new Map([['', value]]), '');
    return (doc, path) => valuesAt(doc, path).some((value) => isArray(value) && value.some(accepts));
  }
  const matches = compileFilter(operand);
  return (doc, path) =>
    valuesAt(doc, path).some((value) => isArray(value) && value.some((element) => isDoc(element) && matches(element)));
}

/** Of the expressions of the engine (PCRE), those whose syntax JavaScript shares. */
function expression(pattern: string, options: string): Test {
  if (/[^imsux]/.test(options)) throw new Refusal('Location51108', `invalid flag in regex options: ${options}`);
  if (/[xu]/.test(options)) throw notServed(`the option ${options} of a regular expression`);
  if (/\(\?[^:=!<]|\\[AZzGKQEhHRX]|[*+?}]\+|\[\[:|\(\*/.test(pattern))
    throw notServed(`the regular expression ${pattern}`);
  const compiled = new RegExp(pattern, `u${options}`);
  return any((value) => typeof value === 'string' && compiled.test(value));
}
