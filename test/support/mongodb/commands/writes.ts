import { Arguments } from '../arguments.js';
import type { Collection } from '../collection.js';
import { notServed, Refusal } from '../errors.js';
import { compileFilter } from '../filter.js';
import { compileUpdate, isModification, type Update } from '../update.js';
import { seedOf } from '../upsert.js';
import { type Doc, identical, type Value } from '../values.js';
import type { Answer, Commands, Context } from './command.js';
import { checkHint } from './hint.js';

const maxStatements = 100_000;

export const writeCommands: Commands = {
  insert: {
    kind: 'write',
    retryable: true,
    run: (args, context) => {
      const name = args.text('insert');
      const documents = args.documents('documents');
      const batch = new Batch(args, documents.length);
      const collection = context.databases.ensure(context.database, name);
      batch.each(documents, context, (doc) => {
        checkNames(doc);
        collection.insert(doc);
        return { n: 1 };
      });
      return batch.answer(context);
    },
  },
  update: {
    kind: 'write',
    retryable: true,
    run: (args, context) => {
      const name = args.text('update');
      const statements = args.documents('updates').map(updateOf);
      const batch = new Batch(args, statements.length);
      if (context.statements !== undefined && statements.some(({ multi }) => multi)) throw notRetryable('multi=true');
      const upserted: Answer[] = [];
      batch.each(
        statements,
        context,
        (statement) => updated(statement, name, context),
        (outcome, index) => {
          if (outcome.upserted !== undefined) upserted.push({ index, _id: outcome.upserted });
        },
      );
      const more = { nModified: batch.modified, upserted: upserted.length > 0 ? upserted : undefined };
      return Object.assign(batch.answer(context), more);
    },
  },
  delete: {
    kind: 'write',
    retryable: true,
    run: (args, context) => {
      const name = args.text('delete');
      const statements = args.documents('deletes').map(deletionOf);
      const batch = new Batch(args, statements.length);
      if (context.statements !== undefined && statements.some(({ limit }) => limit === 0))
        throw notRetryable('limit=0');
      batch.each(statements, context, ({ filter, limit, hint }) => {
        const collection = context.databases.find(context.database, name);
        checkHint(hint, collection);
        compileFilter(filter);
        const rows = collection?.search({ filter, limit }) ?? [];
        for (const row of rows) collection!.remove(row);
        return { n: rows.length };
      });
      return batch.answer(context);
    },
  },
};

interface Outcome {
  readonly n: number;
  readonly modified?: number;
  /** The id of what was inserted. */
  readonly upserted?: Value;
}

const notRetryable = (what: string): Refusal =>
  new Refusal('InvalidOptions', `Cannot use (or request) retryable writes with ${what}`);

/** Statements of one command, ordered or not, and their result. */
class Batch {
  modified = 0;
  #n = 0;
  readonly #errors: Answer[] = [];
  readonly #ordered: boolean;

  constructor(args: Arguments, count: number) {
    this.#ordered = args.flag('ordered', true);
    args.flag('bypassDocumentValidation');
    args.refuse('let', 'stmtIds', 'encryptionInformation', 'isTimeseriesNamespace');
    args.end();
    if (count === 0 || count > maxStatements)
      throw new Refusal(
        'InvalidLength',
        `Write batch sizes must be between 1 and ${maxStatements}. Got ${count} operations.`,
      );
  }

  each<T>(
    statements: readonly T[],
    context: Context,
    apply: (statement: T) => Outcome,
    applied: (outcome: Outcome, index: number) => void = () => undefined,
  ): void {
    for (const [index, statement] of statements.entries()) {
      try {
        const outcome = context.statements?.once(index, () => apply(statement)) ?? apply(statement);
        this.#n += outcome.n;
        this.modified += outcome.modified ?? 0;
        applied(outcome, index);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        this.#errors.push({ index, code: error.code, errmsg: error.message, ...error.more });
        if (this.#ordered) return;
      }
    }
  }

  answer({ statements }: Context): Answer {
    const retried = statements?.retried ?? [];
    return {
      n: this.#n,
      writeErrors: this.#errors.length > 0 ? this.#errors : undefined,
      retriedStmtIds: retried.length > 0 ? [...retried] : undefined,
    };
  }
}

function checkNames(doc: Doc): void {
  for (const name of doc.keys()) if (name.startsWith('$')) throw notServed(`an inserted field named ${name}`);
}

interface UpdateStatement {
  readonly filter: Doc;
  readonly update: Value | undefined;
  readonly multi: boolean;
  readonly upsert: boolean;
  readonly hint: Value | undefined;
}

function updateOf(doc: Doc): UpdateStatement {
  const args = new Arguments('update.updates', doc);
  const statement = {
    filter: args.document('q'),
    update: args.take('u'),
    multi: args.flag('multi'),
    upsert: args.flag('upsert'),
    hint: args.take('hint'),
  };
  args.simpleCollation();
  args.refuse('arrayFilters', 'c', 'sort', 'upsertSupplied');
  args.end();
  return statement;
}

function deletionOf(doc: Doc): { readonly filter: Doc; readonly limit: number; readonly hint: Value | undefined } {
  const args = new Arguments('delete.deletes', doc);
  const [filter, limit, hint] = [args.document('q'), args.optionalCount('limit'), args.take('hint')];
  args.simpleCollation();
  args.end();
  if (limit === undefined)
    throw new Refusal('IDLFailedToParse', "BSON field 'delete.deletes.limit' is missing but a required field");
  if (limit > 1) throw new Refusal('FailedToParse', 'The limit field in delete objects must be 0 or 1. Got ' + limit);
  return { filter, limit, hint };
}

function updated(statement: UpdateStatement, name: string, context: Context): Outcome {
  const { filter, multi, hint } = statement;
  const update = compileUpdate(statement.update, multi);
  compileFilter(filter);
  const found = context.databases.find(context.database, name);
  checkHint(hint, found);
  const rows = found?.search({ filter, limit: multi ? 0 : 1 }) ?? [];
  if (rows.length === 0 && statement.upsert) {
    const collection = context.databases.ensure(context.database, name);
    const inserted = upsert(collection, filter, statement.update!, update, context);
    return { n: 1, upserted: inserted.get('_id')! };
  }
  let modified = 0;
  for (const row of rows) {
    const after = update(row.doc, false);
    if (identical(row.doc, after)) continue;
    found!.replace(row, after);
    modified += 1;
  }
  return { n: rows.length, modified };
}

/** Inserts what the filter requires, changed by the update. */
export function upsert(collection: Collection, filter: Doc, given: Value, update: Update, context: Context): Doc {
  context.beforeUpsert(collection.namespace);
  return collection.insert(update(seedOf(filter, !isModification(given)), true));
}
