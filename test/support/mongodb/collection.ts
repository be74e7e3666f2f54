import { ObjectId } from 'mongodb';
import { encode } from './bson-writer.js';
import { CollectionIndex, type Row } from './collection-index.js';
import { Refusal } from './errors.js';
import { compileFilter } from './filter.js';
import { idIndex, type IndexDefinition, sameIndex, sameSignature } from './index-definition.js';
import { planOver } from './plan.js';
import { type Order, sorted } from './sort.js';
import { type Doc, isArray, isDoc, typeName } from './values.js';

export const maxDocumentBytes = 16 * 1024 * 1024;

export interface Search {
  readonly filter: Doc;
  readonly order?: Order;
  readonly skip?: number;
  /** 0 is without limit. */
  readonly limit?: number;
}

/** Documents in memory, with their indexes. Each change is whole: it is checked against every index first. */
export class Collection {
  readonly #rows = new Map<number, Row>();
  readonly #indexes = new Map<string, CollectionIndex>([['_id_', new CollectionIndex(idIndex)]]);
  #lastRow = 0;

  constructor(public namespace: string) {}

  get size(): number {
    return this.#rows.size;
  }

  get indexes(): readonly IndexDefinition[] {
    return [...this.#indexes.values()].map(({ definition }) => definition);
  }

  /** @throws Refusal DuplicateKey, BSONObjectTooLarge */
  insert(doc: Doc): Doc {
    const row = { id: this.#lastRow + 1, doc: withId(doc) };
    checkSize(row.doc);
    for (const index of this.#indexes.values()) index.check(row.doc, undefined, this.namespace);
    this.#lastRow = row.id;
    this.#rows.set(row.id, row);
    for (const index of this.#indexes.values()) index.add(row);
    return row.doc;
  }

  replace(row: Row, doc: Doc): void {
    checkSize(doc);
    const changed = [...this.#indexes.values()].filter((index) => index.moves(row, doc));
    for (const index of changed) index.check(doc, row, this.namespace);
    for (const index of changed) index.remove(row);
    row.doc = doc;
    for (const index of changed) index.add(row);
  }

  remove(row: Row): void {
    for (const index of this.#indexes.values()) index.remove(row);
    this.#rows.delete(row.id);
  }

  /** Without an order asked for there is none that is promised. */
  search({ filter, order = [], skip = 0, limit = 0 }: Search): readonly Row[] {
    const matches = compileFilter(filter);
    const plan = planOver(this.#indexes.values(), filter, order);
    const enough = limit > 0 && (plan?.ordered ?? order.length === 0) ? skip + limit : Infinity;
    const found: Row[] = [];
    for (const row of plan?.rows ?? this.#rows.values()) {
      if (found.length >= enough) break;
      if (matches(row.doc)) found.push(row);
    }
    const inOrder = (plan?.ordered ?? false) ? found : sorted(found, order);
    return inOrder.slice(skip, limit > 0 ? skip + limit : undefined);
  }

  /** @returns whether there was none like it */
  createIndex(definition: IndexDefinition): boolean {
    if (sameIndex(idIndex, definition)) return false;
    const named = this.#indexes.get(definition.name)?.definition;
    if (named !== undefined) {
      if (sameIndex(named, definition)) return false;
      throw conflict(named, definition, 'the same name');
    }
    const equivalent = this.indexes.find((index) => sameSignature(index, definition));
    if (equivalent !== undefined) throw conflict(equivalent, definition, 'a different name');
    const index = new CollectionIndex(definition);
    for (const row of this.#rows.values()) {
      index.check(row.doc, undefined, this.namespace);
      index.add(row);
    }
    this.#indexes.set(definition.name, index);
    return true;
  }

  dropIndex(name: string): void {
    this.#indexes.delete(name);
  }
}

function conflict(present: IndexDefinition, wanted: IndexDefinition, how: string): Refusal {
  if (sameSignature(present, wanted))
    return new Refusal('IndexOptionsConflict', `An equivalent index already exists with ${how}: ${present.name}`);
  return new Refusal(
    'IndexKeySpecsConflict',
    `An existing index has the same name as the requested index. Existing index: ${present.name}`,
  );
}

/** With its id, as the first field. */
function withId(doc: Doc): Doc {
  const id = doc.get('_id') ?? (doc.has('_id') ? null : new ObjectId());
  if (isArray(id) || typeName(id) === 'regex')
    throw new Refusal('InvalidIdField', `The '_id' value cannot be of type ${typeName(id)}`);
  const dollar = isDoc(id) ? [...id.keys()].find((name) => name.startsWith('$')) : undefined;
  if (dollar !== undefined)
    throw new Refusal(
      'DollarPrefixedFieldName',
      `_id fields may not contain '$'-prefixed fields: ${dollar} is not valid for storage.`,
    );
  return [...doc.keys()][0] === '_id' ? doc : new Map([['_id', id], ...[...doc].filter(([name]) => name !== '_id')]);
}

function checkSize(doc: Doc): void {
  const size = encode(doc).length;
  if (size > maxDocumentBytes)
    throw new Refusal(
      'BSONObjectTooLarge',
      `BSONObj size: ${size} is invalid. Size must be between 0 and 16793600(16MB)`,
    );
}
