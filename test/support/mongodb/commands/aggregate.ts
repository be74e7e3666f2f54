import { Refusal, notServed } from '../errors.js';
import { compileFilter } from '../filter.js';
import { grouped } from '../group.js';
import { compileProjection } from '../projection.js';
import { orderOf, sorted } from '../sort.js';
import { docOf } from '../plain-documents.js';
import { amountOf, type Doc, isDoc, isNumeric, type Value } from '../values.js';
import type { Commands } from './command.js';
import { checkHint } from './hint.js';

export const aggregateCommand: Commands = {
  aggregate: {
    kind: 'read',
    run: (args, context) => {
      const name = args.take('aggregate');
      const stages = args.documents('pipeline').map(stageOf);
      const cursor = args.optionalDocument('cursor');
      const hint = args.take('hint');
      args.flag('allowDiskUse');
      args.simpleCollation();
      args.refuse('explain', 'let', 'bypassDocumentValidation');
      args.end();
      if (typeof name !== 'string') throw notServed('an aggregation over no collection');
      if (cursor === undefined)
        throw new Refusal(
          'FailedToParse',
          "The 'cursor' option is required, except for aggregate with the explain argument",
        );
      const batchSize = cursor.get('batchSize');
      const collection = context.databases.find(context.database, name);
      checkHint(hint, collection);
      // A filter at the start may use an index.
      const [first] = stages;
      const start = collection?.search({ filter: first?.filter ?? new Map() }).map(({ doc }) => doc) ?? [];
      const rest = first?.filter === undefined ? stages : stages.slice(1);
      const docs = rest.reduce<readonly Doc[]>((given, stage) => stage.apply(given), start);
      const size = isNumeric(batchSize) ? Number(amountOf(batchSize)) : undefined;
      return { cursor: context.cursors.open(`${context.database}.${name}`, docs, size) };
    },
  },
};

interface Stage {
  readonly filter?: Doc;
  apply(docs: readonly Doc[]): readonly Doc[];
}

const unserved = new Set(
  (
    '$addFields $set $unset $unwind $lookup $facet $bucket $bucketAuto $sortByCount $replaceRoot $replaceWith $out $merge ' +
    '$sample $graphLookup $unionWith $geoNear $redact $indexStats $collStats $changeStream $densify $fill $documents ' +
    '$setWindowFields $search $currentOp $listSessions $listLocalSessions $planCacheStats'
  ).split(' '),
);

function stageOf(stage: Doc): Stage {
  const [[name, operand] = ['', null as Value], ...more] = [...stage];
  if (more.length > 0 || name === '')
    throw new Refusal('Location40323', 'A pipeline stage specification object must contain exactly one field.');
  if (unserved.has(name)) throw notServed(`the stage ${name}`);
  switch (name) {
    case '$match': {
      const filter = documentOf(operand, 'the match filter must be an expression in an object');
      const matches = compileFilter(filter);
      return { filter, apply: (docs) => docs.filter(matches) };
    }
    case '$sort': {
      const order = orderOf(documentOf(operand, 'the $sort key specification must be an object'));
      if (order.length === 0) throw new Refusal('Location15976', '$sort stage must have at least one sort key');
      return {
        apply: (docs) =>
          sorted(
            docs.map((doc) => ({ doc })),
            order,
          ).map(({ doc }) => doc),
      };
    }
    case '$limit': {
      const count = wholeNumber(operand, name);
      if (count === 0) throw new Refusal('Location15958', 'the limit must be positive');
      return { apply: (docs) => docs.slice(0, count) };
    }
    case '$skip': {
      const count = wholeNumber(operand, name);
      return { apply: (docs) => docs.slice(count) };
    }
    case '$project': {
      const projection = documentOf(operand, '$project specification must be an object');
      if (projection.size === 0)
        throw new Refusal('Location51272', 'projection specification must have at least one field');
      const project = compileProjection(projection);
      return { apply: (docs) => docs.map(project) };
    }
    case '$count': {
      if (typeof operand !== 'string' || operand === '')
        throw new Refusal('Location40156', 'the count field must be a non-empty string');
      return { apply: (docs) => (docs.length === 0 ? [] : [docOf({ [operand]: docs.length })]) };
    }
    case '$group':
      return { apply: grouped(documentOf(operand, "a group's fields must be specified in an object")) };
    default:
      throw new Refusal('Location40324', `Unrecognized pipeline stage name: '${name}'`);
  }
}

function documentOf(operand: Value, message: string): Doc {
  if (isDoc(operand)) return operand;
  throw new Refusal('FailedToParse', message);
}

function wholeNumber(operand: Value, name: string): number {
  const value = isNumeric(operand) ? Number(amountOf(operand)) : Number.NaN;
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw new Refusal('FailedToParse', `invalid argument to ${name} stage: Expected a non-negative number`);
}
