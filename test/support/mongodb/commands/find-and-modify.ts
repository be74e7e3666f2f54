import { Refusal } from '../errors.js';
import { compileFilter } from '../filter.js';
import { compileProjection } from '../projection.js';
import { orderOf } from '../sort.js';
import { compileUpdate } from '../update.js';
import { identical } from '../values.js';
import type { Answer, Commands } from './command.js';
import { checkHint } from './hint.js';
import { upsert } from './writes.js';

export const findAndModifyCommand: Commands = {
  findAndModify: {
    kind: 'write',
    retryable: true,
    run: (args, context) => {
      const name = args.text('findAndModify');
      const filter = args.optionalDocument('query') ?? new Map();
      const order = orderOf(args.optionalDocument('sort') ?? new Map());
      const project = compileProjection(args.optionalDocument('fields'));
      const given = args.take('update');
      const remove = args.flag('remove');
      const givesNew = args.flag('new');
      const inserts = args.flag('upsert');
      const hint = args.take('hint');
      args.flag('bypassDocumentValidation');
      args.simpleCollation();
      args.refuse('arrayFilters', 'let', 'stmtId');
      args.end();
      if (remove === (given !== undefined))
        throw new Refusal(
          'FailedToParse',
          remove
            ? 'Cannot specify both an update and remove=true'
            : 'Either an update or remove=true must be specified',
        );
      if (remove && (inserts || givesNew))
        throw new Refusal('FailedToParse', 'Cannot specify upsert=true or new=true and remove=true');
      const update = remove ? undefined : compileUpdate(given, false);
      compileFilter(filter);
      checkHint(hint, context.databases.find(context.database, name));

      const apply = (): Answer => {
        const found = context.databases.find(context.database, name);
        const row = found?.search({ filter, order, limit: 1 })[0];
        if (update === undefined) {
          const removed = row === undefined ? null : project(row.doc);
          if (row !== undefined) found!.remove(row);
          return { lastErrorObject: { n: row === undefined ? 0 : 1 }, value: removed };
        }
        if (row === undefined && !inserts) return { lastErrorObject: { n: 0, updatedExisting: false }, value: null };
        if (row === undefined) {
          const collection = context.databases.ensure(context.database, name);
          const inserted = upsert(collection, filter, given!, update, context);
          return {
            lastErrorObject: { n: 1, updatedExisting: false, upserted: inserted.get('_id') },
            value: givesNew ? project(inserted) : null,
          };
        }
        const before = row.doc;
        const after = update(before, false);
        if (!identical(before, after)) found!.replace(row, after);
        return { lastErrorObject: { n: 1, updatedExisting: true }, value: project(givesNew ? after : before) };
      };
      const { statements } = context;
      const answer = statements?.once(0, apply) ?? apply();
      return statements?.retried.length ? { ...answer, retriedStmtId: 0 } : answer;
    },
  },
};
