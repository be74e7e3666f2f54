import { Long } from 'mongodb';
import type { Arguments } from '../arguments.js';
import { Refusal } from '../errors.js';
import { compileFilter } from '../filter.js';
import { candidatesAt } from '../paths.js';
import { compileProjection } from '../projection.js';
import { orderOf } from '../sort.js';
import { amountOf, compare, type Doc, isArray, isNumeric, type Value } from '../values.js';
import type { Commands, Context } from './command.js';
import { checkHint } from './hint.js';

const sortOf = (args: Arguments): ReturnType<typeof orderOf> => orderOf(args.optionalDocument('sort') ?? new Map());

export const readCommands: Commands = {
  find: {
    kind: 'read',
    run: (args, context) => {
      const name = args.text('find');
      const filter = args.optionalDocument('filter') ?? new Map();
      const order = sortOf(args);
      const [skip, limit] = [args.optionalCount('skip'), args.optionalCount('limit')];
      const batchSize = args.optionalCount('batchSize');
      const single = args.flag('singleBatch');
      const project = compileProjection(args.optionalDocument('projection'));
      const hint = args.take('hint');
      for (const harmless of ['noCursorTimeout', 'allowPartialResults', 'allowDiskUse']) args.flag(harmless);
      args.simpleCollation();
      args.refuse('tailable', 'awaitData', 'oplogReplay', 'min', 'max', 'returnKey', 'showRecordId', 'let');
      args.end();
      compileFilter(filter);
      const collection = context.databases.find(context.database, name);
      checkHint(hint, collection);
      const rows = collection?.search({ filter, order, skip, limit }) ?? [];
      const docs = rows.map(({ doc }) => project(doc));
      return { cursor: context.cursors.open(`${context.database}.${name}`, docs, batchSize, single) };
    },
  },
  getMore: {
    kind: 'read',
    run: (args, context) => {
      const id = cursorId(args.take('getMore'));
      const name = args.text('collection');
      const batchSize = args.optionalCount('batchSize');
      args.end();
      return { cursor: context.cursors.more(id, `${context.database}.${name}`, batchSize) };
    },
  },
  killCursors: {
    kind: 'neither',
    run: (args, context) => {
      args.text('killCursors');
      const ids = args.array('cursors').map(cursorId);
      args.end();
      const [killed, absent]: [Long[], Long[]] = [[], []];
      for (const id of ids) (context.cursors.kill(id) ? killed : absent).push(Long.fromBigInt(id));
      return { cursorsKilled: killed, cursorsNotFound: absent, cursorsAlive: [], cursorsUnknown: [] };
    },
  },
  count: {
    kind: 'read',
    run: (args, context) => {
      const name = args.text('count');
      const filter = args.optionalDocument('query') ?? new Map();
      const [skip, limit, hint] = [args.optionalCount('skip'), args.optionalCount('limit'), args.take('hint')];
      args.simpleCollation();
      args.end();
      return { n: found(context, name, filter, hint, { skip, limit }).length };
    },
  },
  distinct: {
    kind: 'read',
    run: (args, context) => {
      const name = args.text('distinct');
      const key = args.text('key');
      const filter = args.optionalDocument('query') ?? new Map();
      const hint = args.take('hint');
      args.simpleCollation();
      args.end();
      const values = found(context, name, filter, hint)
        .flatMap((doc) => [...candidatesAt(doc, key)])
        .filter((value): value is Value => value !== undefined && !isArray(value))
        .sort(compare);
      return { values: values.filter((value, index) => index === 0 || compare(value, values[index - 1]) !== 0) };
    },
  },
};

function found(
  { databases, database }: Context,
  name: string,
  filter: Doc,
  hint: Value | undefined,
  more: { readonly skip?: number | undefined; readonly limit?: number | undefined } = {},
): readonly Doc[] {
  compileFilter(filter);
  const collection = databases.find(database, name);
  checkHint(hint, collection);
  return collection?.search({ filter, ...more }).map(({ doc }) => doc) ?? [];
}

function cursorId(value: Value | undefined): bigint {
  if (value instanceof Long || isNumeric(value)) return BigInt(amountOf(value));
  throw new Refusal('TypeMismatch', "BSON field 'getMore.getMore' is the wrong type, expected type 'long'");
}
