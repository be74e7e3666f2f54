import { describe, expect, it } from '@jest/globals';
import fc from '../fast-check.js';
import { Collection } from './collection.js';
import { indexDefinition } from './index-definition.js';
import { docOf } from './plain-documents.js';
import { orderOf } from './sort.js';
import type { Doc } from './values.js';

const number = fc.integer({ min: 0, max: 4 });
const scalar = fc.oneof(
  { weight: 6, arbitrary: number },
  { weight: 1, arbitrary: fc.constantFrom(null, 'a', 1.5, true) },
);
const elements = fc.array(number, { minLength: 1, maxLength: 2 });
const document = fc.record(
  { a: fc.oneof(scalar, scalar, scalar, elements), b: scalar, c: scalar },
  { requiredKeys: [] },
);
const range = fc.oneof(
  fc.record({ $gt: scalar }),
  fc.record({ $lte: scalar }),
  fc.record({ $gte: number, $lt: number }),
);
const condition = fc.oneof(scalar, range, fc.record({ $in: fc.array(scalar, { minLength: 1, maxLength: 3 }) }));
const filter = fc.oneof(
  fc.record({ a: range }),
  fc.record({ b: condition }),
  fc.record({ a: condition, b: condition }),
  fc.record({ b: number, c: range }),
);
const direction = fc.constantFrom(1, -1);
const key = fc
  .tuple(fc.shuffledSubarray(['a', 'b', 'c'], { minLength: 1 }), direction, direction, direction)
  .map(([names, ...directions]) => Object.fromEntries(names.map((name, index) => [name, directions[index]])));
const change = fc.record({ id: fc.integer({ min: 0, max: 19 }), doc: fc.option(document) });

const definitionOf = (pattern: object): ReturnType<typeof indexDefinition> =>
  indexDefinition(docOf({ key: pattern, name: JSON.stringify(pattern) }));

function filledWith(documents: readonly object[]): Collection {
  const collection = new Collection('db.c');
  for (const [id, each] of documents.entries()) collection.insert(docOf({ _id: id, ...each }));
  return collection;
}

describe('indexes of the MongoDB server of tests', () => {
  it('find what a search of every document finds, in the same order', () => {
    fc.assert(
      fc.property(
        fc.array(document, { minLength: 5, maxLength: 20 }),
        fc.array(change, { maxLength: 10 }),
        fc.array(key, { minLength: 1, maxLength: 3 }),
        filter,
        fc.record({ order: key, skip: fc.constantFrom(0, 0, 1), limit: fc.constantFrom(0, 0, 3) }),
        (documents, changes, keys, given, { order, skip, limit }) => {
          const [plain, indexed] = [filledWith(documents), filledWith(documents)];
          for (const pattern of keys) indexed.createIndex(definitionOf(pattern));
          for (const { id, doc } of changes) for (const each of [plain, indexed]) applied(each, id, doc);
          const search = {
            filter: docOf(given),
            order: orderOf(docOf({ ...order, _id: 1 })),
            skip,
            limit,
          };
          const found = (collection: Collection): readonly Doc[] => collection.search(search).map(({ doc }) => doc);
          expect(found(indexed)).toEqual(found(plain));
        },
      ),
      { numRuns: 500 },
    );
  });
});

function applied(collection: Collection, id: number, doc: object | null): void {
  const [row] = collection.search({ filter: docOf({ _id: id }) });
  if (row === undefined) return;
  if (doc === null) collection.remove(row);
  else collection.replace(row, docOf({ _id: id, ...doc }));
}
