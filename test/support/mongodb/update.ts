import { Double, Int32, Long } from 'mongodb';
import { notServed, Refusal } from './errors.js';
import { setPath, unsetPath, valueAtPath } from './set-path.js';
import { amountOf, compare, type Doc, equal, isArray, isDoc, isNumeric, type Numeric, typeName } from './values.js';
import type { Value } from './values.js';

/** Gives the document as it is after the update; the one before is left as it was. */
export type Update = (doc: Doc, inserting: boolean) => Doc;

type Operation = { readonly operator: string; readonly path: string; readonly operand: Value };

const served = new Set(['$set', '$setOnInsert', '$unset', '$inc', '$max', '$min']);
const unserved = new Set([
  '$push',
  '$pull',
  '$pullAll',
  '$addToSet',
  '$pop',
  '$rename',
  '$mul',
  '$bit',
  '$currentDate',
  '$pushAll',
]);

/** Whether the update has operators; the other form replaces the document. */
export const isModification = (update: Value): boolean =>
  isDoc(update) && update.size > 0 && [...update.keys()][0]!.startsWith('$');

/** @throws Refusal for what is no update, or is not served */
export function compileUpdate(update: Value | undefined, multi: boolean): Update {
  if (isArray(update)) throw notServed('an update by a pipeline');
  if (!isDoc(update)) throw new Refusal('FailedToParse', 'Update argument must be either an object or an array');
  if (!isModification(update)) {
    if (multi) throw new Refusal('FailedToParse', 'multi update is not supported for replacement-style update');
    return replacement(update);
  }
  const operations = operationsOf(update);
  return (doc, inserting) => {
    const after = operations
      .filter(({ operator }) => inserting || operator !== '$setOnInsert')
      .reduce((current, operation) => apply(current, operation), doc);
    // An upsert may set the id of what it inserts; of a document that exists it never changes.
    if (doc.has('_id') && !equal(doc.get('_id'), after.get('_id')))
      throw new Refusal(
        'ImmutableField',
        "Performing an update on the path '_id' would modify the immutable field '_id'",
      );
    return after;
  };
}

function replacement(update: Doc): Update {
  const dollar = [...update.keys()].find((name) => name.startsWith('$'));
  if (dollar !== undefined)
    throw new Refusal('DollarPrefixedFieldName', `The dollar ($) prefixed field '${dollar}' is not allowed here`);
  return (doc) => {
    const id = doc.get('_id');
    const own = update.get('_id');
    if (id !== undefined && own !== undefined && !equal(id, own))
      throw new Refusal(
        'ImmutableField',
        "After applying the update, the (immutable) field '_id' was found to have been altered to another value",
      );
    const fields = [...update].filter(([name]) => name !== '_id');
    const chosen = id ?? own;
    return new Map(chosen === undefined ? fields : [['_id', chosen], ...fields]);
  };
}

/** In the order in which the engine goes through fields: by name, whichever operator they are under. */
function operationsOf(update: Doc): readonly Operation[] {
  const operations = [...update].flatMap(([operator, fields]) => {
    if (unserved.has(operator)) throw notServed(`the update operator ${operator}`);
    if (!served.has(operator))
      throw new Refusal(
        'FailedToParse',
        `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`,
      );
    if (!isDoc(fields))
      throw new Refusal(
        'FailedToParse',
        `Modifiers operate on fields but we found type ${typeName(fields)} instead. For example: ` +
          `{$mod: {<field>: ...}} not {${operator}: …}`,
      );
    return [...fields].map(([path, operand]) => ({ operator, path: checkedPath(path), operand }));
  });
  operations.sort((left, right) => comparePaths(left.path, right.path));
  for (const [index, { path }] of operations.entries()) {
    const next = operations[index + 1];
    if (next !== undefined && `${next.path}.`.startsWith(`${path}.`))
      throw new Refusal(
        'ConflictingUpdateOperators',
        `Updating the path '${next.path}' would create a conflict at '${path}'`,
      );
  }
  return operations;
}

function comparePaths(left: string, right: string): number {
  const [ours, theirs] = [left.split('.'), right.split('.')];
  for (const [index, part] of ours.entries()) {
    const order = theirs[index] === undefined ? 1 : compare(part, theirs[index]);
    if (order !== 0) return order;
  }
  return ours.length - theirs.length;
}

function checkedPath(path: string): string {
  if (path === '') throw new Refusal('EmptyFieldName', 'An empty update path is not valid.');
  for (const part of path.split('.')) {
    if (part === '')
      throw new Refusal(
        'EmptyFieldName',
        `The update path '${path}' contains an empty field name, which is not allowed.`,
      );
    if (part.startsWith('$[') || part === '$') throw notServed(`the positional operator in ${path}`);
    if (part.startsWith('$'))
      throw new Refusal(
        'DollarPrefixedFieldName',
        `The dollar ($) prefixed field '${part}' in '${path}' is not allowed in the context of an update`,
      );
  }
  return path;
}

function apply(doc: Doc, { operator, path, operand }: Operation): Doc {
  if (operator === '$unset') return unsetPath(doc, path);
  const current = valueAtPath(doc, path);
  if (operator === '$inc') return setPath(doc, path, increased(doc, path, current, operand));
  const better = operator === '$max' ? 1 : operator === '$min' ? -1 : 0;
  if (better !== 0 && current !== undefined && compare(operand, current) * better <= 0) return doc;
  return setPath(doc, path, operand);
}

function increased(doc: Doc, path: string, current: Value | undefined, operand: Value): Numeric {
  if (!isNumeric(operand))
    throw new Refusal('TypeMismatch', `Cannot increment with non-numeric argument: {${path}: ${typeName(operand)}}`);
  if (current === undefined) return operand;
  if (!isNumeric(current))
    throw new Refusal(
      'TypeMismatch',
      `Cannot apply $inc to a value of non-numeric type. The document with _id ${String(doc.get('_id'))} has the field ` +
        `'${path}' of non-numeric type ${typeName(current)}`,
    );
  if (current instanceof Double || operand instanceof Double)
    return new Double(Number(amountOf(current)) + Number(amountOf(operand)));
  const sum = BigInt(amountOf(current)) + BigInt(amountOf(operand));
  if (BigInt.asIntN(64, sum) !== sum) throw new Refusal('BadValue', 'Failed to apply $inc operations to current value');
  const small = current instanceof Int32 && operand instanceof Int32 && BigInt.asIntN(32, sum) === sum;
  return small ? new Int32(Number(sum)) : Long.fromBigInt(sum);
}
