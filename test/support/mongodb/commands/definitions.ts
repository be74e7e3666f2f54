import type { Collection } from '../collection.js';
import { splitNamespace } from '../databases.js';
import { docOf } from '../plain-documents.js';
import { notServed, Refusal } from '../errors.js';
import { compileFilter } from '../filter.js';
import { idIndex, indexDefinition, listed, sameKey } from '../index-definition.js';
import { isArray, isDoc, type Value } from '../values.js';
import type { Commands, Context } from './command.js';

export const definitionCommands: Commands = {
  create: {
    kind: 'write',
    run: (args, { databases, database }) => {
      const name = args.text('create');
      args.simpleCollation();
      args.refuse('capped', 'size', 'max', 'timeseries', 'expireAfterSeconds', 'clusteredIndex', 'viewOn', 'pipeline');
      args.refuse('validator', 'validationLevel', 'validationAction', 'storageEngine', 'changeStreamPreAndPostImages');
      args.end();
      databases.create(database, name);
      return {};
    },
  },
  drop: {
    kind: 'write',
    run: (args, { databases, database }) => {
      const name = args.text('drop');
      args.end();
      const indexes = databases.find(database, name)?.indexes.length;
      if (!databases.drop(database, name)) return {};
      return { nIndexesWas: indexes, ns: `${database}.${name}` };
    },
  },
  dropDatabase: {
    kind: 'write',
    run: (args, { databases, database }) => {
      args.take('dropDatabase');
      args.end();
      databases.dropDatabase(database);
      return { dropped: database };
    },
  },
  renameCollection: {
    kind: 'write',
    run: (args, { databases, database }) => {
      const [from, to, dropTarget] = [args.text('renameCollection'), args.text('to'), args.flag('dropTarget')];
      args.end();
      if (database !== 'admin')
        throw new Refusal('Unauthorized', 'renameCollection may only be run against the admin database.');
      if (splitNamespace(from)[0] !== splitNamespace(to)[0]) throw notServed('a rename into another database');
      databases.rename(from, to, dropTarget);
      return {};
    },
  },
  createIndexes: {
    kind: 'write',
    run: (args, { databases, database }) => {
      const name = args.text('createIndexes');
      const definitions = args.documents('indexes').map(indexDefinition);
      args.refuse('commitQuorum');
      args.end();
      if (definitions.length === 0) throw new Refusal('BadValue', 'Must specify at least one index to create');
      const existed = databases.find(database, name) !== undefined;
      const collection = databases.ensure(database, name);
      const before = collection.indexes.length;
      for (const definition of definitions) collection.createIndex(definition);
      const after = collection.indexes.length;
      return {
        numIndexesBefore: before,
        numIndexesAfter: after,
        createdCollectionAutomatically: !existed || undefined,
        note: before === after ? 'all indexes already exist' : undefined,
      };
    },
  },
  dropIndexes: {
    kind: 'write',
    run: (args, context) => {
      const name = args.text('dropIndexes');
      const index = args.take('index');
      args.end();
      const collection = existing(context, name);
      const before = collection.indexes.length;
      for (const each of namesOf(collection, index)) collection.dropIndex(each);
      return { nIndexesWas: before };
    },
  },
  listIndexes: {
    kind: 'read',
    run: (args, context) => {
      const name = args.text('listIndexes');
      const batchSize = args.optionalDocument('cursor')?.get('batchSize');
      if (batchSize !== undefined) throw notServed('listIndexes in batches');
      args.end();
      const collection = existing(context, name);
      const docs = collection.indexes.map((index) => docOf(listed(index)));
      return { cursor: context.cursors.open(collection.namespace, docs) };
    },
  },
  listCollections: {
    kind: 'read',
    run: (args, { databases, cursors, database }) => {
      args.take('listCollections');
      const matches = compileFilter(args.optionalDocument('filter') ?? new Map());
      const nameOnly = args.flag('nameOnly');
      args.flag('authorizedCollections');
      args.optionalDocument('cursor');
      args.end();
      const docs = databases
        .list(database)
        .map(({ name, uuid }) =>
          docOf({
            name,
            type: 'collection',
            options: nameOnly ? undefined : {},
            info: nameOnly ? undefined : { readOnly: false, uuid },
            idIndex: nameOnly ? undefined : listed(idIndex),
          }),
        )
        .filter(matches);
      return { cursor: cursors.open(`${database}.$cmd.listCollections`, docs) };
    },
  },
  listDatabases: {
    kind: 'read',
    run: (args, { databases, database }) => {
      args.take('listDatabases');
      const matches = compileFilter(args.optionalDocument('filter') ?? new Map());
      const nameOnly = args.flag('nameOnly');
      args.flag('authorizedDatabases');
      args.end();
      if (database !== 'admin')
        throw new Refusal('Unauthorized', 'listDatabases may only be run against the admin database.');
      const all = databases.names().map((name) => docOf(nameOnly ? { name } : { name, sizeOnDisk: 0, empty: false }));
      return { databases: all.filter(matches) };
    },
  },
};

function existing({ databases, database }: Context, name: string): Collection {
  const collection = databases.find(database, name);
  if (collection !== undefined) return collection;
  throw new Refusal('NamespaceNotFound', `ns does not exist: ${database}.${name}`);
}

/** Of the indexes that a name, several names, a key or `*` refers to. */
function namesOf(collection: Collection, index: Value | undefined): readonly string[] {
  if (index === '*') return collection.indexes.map(({ name }) => name).filter((name) => name !== '_id_');
  if (isArray(index)) return index.flatMap((each) => namesOf(collection, each));
  if (typeof index !== 'string' && !isDoc(index))
    throw new Refusal('TypeMismatch', "BSON field 'dropIndexes.index' is the wrong type");
  const found = collection.indexes.find(({ name, key }) => (isDoc(index) ? sameKey(key, index) : name === index));
  if (found === undefined)
    throw new Refusal('IndexNotFound', `index not found with name [${isDoc(index) ? 'of that key' : index}]`);
  if (found.name === '_id_') throw new Refusal('InvalidOptions', 'cannot drop _id index');
  return [found.name];
}
