import { describe, expect, it } from '@jest/globals';
import type { Document } from 'mongodb';
import { type Engine, freshCollection } from './collections.js';

export function engineAnswers(engine: Engine): void {
  describe('answers', () => {
    it.each<readonly [string, Document, number]>([
      ['a command that nobody knows', { frobnicate: 1 }, 59],
      ['a field that nobody knows', { find: 'c', frob: 1 }, 40415],
      ['a field of a statement', { update: 'c', updates: [{ q: {}, u: {}, frob: 1 }] }, 40415],
      ['a field that is missing', { update: 'c', updates: [{ u: {} }] }, 40414],
      ['a field of another type', { find: 'c', filter: 'x' }, 14],
      ['a count below 0', { find: 'c', skip: -1 }, 51024],
      ['no statements', { insert: 'c', documents: [] }, 16],
      ['an operator of filters', { find: 'c', filter: { a: { $frob: 1 } } }, 2],
      ['an operator at the top', { find: 'c', filter: { $frob: [] } }, 2],
      ['an empty alternative', { find: 'c', filter: { $or: [] } }, 2],
      ['$in without an array', { find: 'c', filter: { a: { $in: 1 } } }, 2],
      ['a direction of a sort', { find: 'c', sort: { a: 2 } }, 15975],
      ['a hint of no index', { find: 'hinted', hint: 'none' }, 2],
      ['a stage', { aggregate: 'c', pipeline: [{ $frob: 1 }], cursor: {} }, 40324],
      ['two stages in one', { aggregate: 'c', pipeline: [{ $match: {}, $limit: 1 }], cursor: {} }, 40323],
      ['an aggregation without a cursor', { aggregate: 'c', pipeline: [] }, 9],
      ['a name of a collection', { insert: 'a$b', documents: [{ a: 1 }] }, 73],
      ['a cursor of before', { getMore: 4_711n, collection: 'c' }, 43],
      ['an index without keys', { createIndexes: 'c', indexes: [{ key: {}, name: 'x' }] }, 67],
      ['an index of 0', { createIndexes: 'c', indexes: [{ key: { a: 0 }, name: 'x' }] }, 67],
      [
        'a partial index over what is absent',
        {
          createIndexes: 'c',
          indexes: [{ key: { a: 1 }, name: 'x', partialFilterExpression: { b: { $exists: false } } }],
        },
        67,
      ],
      ['a read concern of a write', { insert: 'c', documents: [{}], readConcern: { level: 'majority' } }, 72],
      ['a write concern of a read', { find: 'c', writeConcern: { w: 'majority' } }, 72],
      ['a level of a read concern', { find: 'c', readConcern: { level: 'frob' } }, 9],
    ])('refuses %s', async (_title, command, code) => {
      await engine.database().collection('hinted').insertOne({});
      await expect(engine.database().command(command)).rejects.toMatchObject({ code });
    });

    it('renames in the database admin alone', async () => {
      const from = `${engine.database().databaseName}.a`;
      const renaming = engine.database().command({ renameCollection: from, to: `${from}b` });
      await expect(renaming).rejects.toMatchObject({ code: 13 });
    });

    it('answers for a collection that there is not as for an empty one', async () => {
      const collection = freshCollection(engine);
      expect(await collection.find({ a: 1 }).toArray()).toEqual([]);
      expect(await collection.countDocuments()).toBe(0);
      expect(await collection.updateOne({ _id: 1 }, { $set: { a: 1 } })).toMatchObject({ matchedCount: 0 });
      expect(await collection.deleteMany({})).toMatchObject({ deletedCount: 0 });
      expect(await collection.distinct('a')).toEqual([]);
    });
  });
}
