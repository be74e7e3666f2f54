import { describe, expect, it } from '@jest/globals';
import { Binary, Double, Int32, Long, MaxKey, MinKey, ObjectId, UUID } from 'mongodb';
import { type Engine, freshCollection } from './collections.js';

/** One of each type, from the least to the greatest; equal ones share a place. */
const ordered: readonly (readonly unknown[])[] = [
  [new MinKey()],
  [null],
  [new Double(Number.NaN)],
  [new Double(-Infinity)],
  [new Int32(-1), new Double(-1), Long.fromNumber(-1)],
  [new Double(0.5)],
  [new Int32(2)],
  [Long.fromString('9007199254740992'), new Double(9007199254740992)],
  [Long.fromString('9007199254740993')],
  [''],
  ['A'],
  ['a'],
  ['é'],
  ['\uffee'],
  ['\u{1f600}'],
  [{}],
  [{ a: 1 }],
  [{ a: 1, b: 1 }],
  [{ b: 1 }],
  [{ a: 'x' }],
  [new Binary(Buffer.from([9]))],
  [new Binary(Buffer.from([1, 2]))],
  [new UUID('00000000-0000-4000-8000-000000000001')],
  [new ObjectId('000000000000000000000001')],
  [new ObjectId('000000000000000000000002')],
  [false],
  [true],
  [new Date(-1)],
  [new Date(1)],
  [new MaxKey()],
];

export function engineReads(engine: Engine): void {
  describe('reads', () => {
    it.each(['without an index', 'over an index'])('orders values of all types, %s', async (how) => {
      const collection = freshCollection(engine);
      if (how !== 'without an index') await collection.createIndex({ value: 1 });
      const documents = ordered.flatMap((same, place) => same.map((value) => ({ _id: new ObjectId(), value, place })));
      await collection.insertMany([...documents].reverse());
      await collection.insertOne({ _id: new ObjectId(), place: 1 });
      const places = async (direction: 1 | -1): Promise<unknown[]> =>
        (await collection.find({}, { sort: { value: direction } }).toArray()).map(({ place }) => place);
      const expected = [...documents.map(({ place }) => place), 1].sort((left, right) => left - right);
      expect(await places(1)).toEqual(expected);
      expect(await places(-1)).toEqual(expected.reverse());
    });

    it('compares within a type alone', async () => {
      const collection = freshCollection(engine);
      const values = [undefined, null, 1, 5, '3', true, new Date(3), { a: 1 }];
      await collection.insertMany(
        values.map((value, index) => (value === undefined ? { _id: index } : { _id: index, value })) as never,
      );
      const ids = async (filter: unknown): Promise<unknown[]> =>
        (await collection.find(filter as never, { sort: { _id: 1 } }).toArray()).map(({ _id }) => _id);
      expect(await ids({ value: { $gt: 1 } })).toEqual([3]);
      expect(await ids({ value: { $gte: 1, $lt: 5 } })).toEqual([2]);
      expect(await ids({ value: { $lt: 'a' } })).toEqual([4]);
      expect(await ids({ value: null })).toEqual([0, 1]);
      expect(await ids({ value: { $gte: null } })).toEqual([0, 1]);
      expect(await ids({ value: { $ne: null } })).toEqual([2, 3, 4, 5, 6, 7]);
      expect(await ids({ value: { $exists: false } })).toEqual([0]);
      expect(await ids({ value: { $exists: true, $not: { $gt: 1 } } })).toEqual([1, 2, 4, 5, 6, 7]);
      expect(await ids({ value: { $in: [1, null, '3'] } })).toEqual([0, 1, 2, 4]);
      expect(await ids({ value: { $nin: [1, null, '3'] } })).toEqual([3, 5, 6, 7]);
      expect(await ids({ $or: [{ value: 1 }, { value: '3' }], _id: { $ne: 2 } })).toEqual([4]);
      expect(await ids({ $nor: [{ value: null }, { value: { $gte: 0 } }] })).toEqual([4, 5, 6, 7]);
      expect(await ids({ value: { $lt: new MaxKey() } })).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
      expect(await ids({ value: { a: 1 } })).toEqual([7]);
      expect(await ids({ 'value.a': 1 })).toEqual([7]);
      expect(await ids({ 'value.a': null })).toEqual([0, 1, 2, 3, 4, 5, 6]);
    });

    it('searches inside arrays', async () => {
      const collection = freshCollection(engine);
      await collection.insertMany([
        { _id: 1, tags: ['a', 'b'] },
        { _id: 2, tags: [] },
        { _id: 3, tags: 'a' },
        { _id: 4, items: [{ n: 1, k: 'x' }, { n: 5 }] },
        { _id: 5, numbers: [1, 9] },
      ]);
      const ids = async (filter: unknown): Promise<unknown[]> =>
        (await collection.find(filter as never, { sort: { _id: 1 } }).toArray()).map(({ _id }) => _id);
      expect(await ids({ tags: 'a' })).toEqual([1, 3]);
      expect(await ids({ tags: ['a', 'b'] })).toEqual([1]);
      expect(await ids({ tags: [] })).toEqual([2]);
      expect(await ids({ 'items.n': 5 })).toEqual([4]);
      // One element is above, another one below.
      expect(await ids({ 'items.n': { $gt: 2, $lt: 4 } })).toEqual([4]);
      expect(await ids({ numbers: { $gt: 2, $lt: 4 } })).toEqual([5]);
      expect(await ids({ numbers: { $elemMatch: { $gt: 2, $lt: 4 } } })).toEqual([]);
      expect(await ids({ items: { $elemMatch: { n: { $gt: 0 }, k: 'x' } } })).toEqual([4]);
      expect(await ids({ items: { $elemMatch: { n: 5, k: 'x' } } })).toEqual([]);
      expect(await ids({ tags: { $regex: '^a' } })).toEqual([1, 3]);
      expect(await ids({ tags: /^B/i })).toEqual([1]);
    });

    it('gives results in batches, and forgets a cursor that is closed', async () => {
      const collection = freshCollection(engine);
      await collection.insertMany(Array.from({ length: 250 }, (_each, index) => ({ _id: index })));
      const cursor = collection.find({}, { sort: { _id: 1 }, batchSize: 20 });
      const read: unknown[] = [];
      for await (const { _id } of cursor) read.push(_id);
      expect(read).toEqual(Array.from({ length: 250 }, (_each, index) => index));

      const first = await engine
        .database()
        .command({ find: collection.collectionName, batchSize: 2 }, { session: undefined });
      const { id, ns } = first['cursor'] as { id: Long; ns: string };
      expect(ns).toBe(collection.namespace);
      const names = { collection: collection.collectionName };
      const killed = await engine.database().command({ killCursors: names.collection, cursors: [id] });
      expect(killed).toMatchObject({ cursorsKilled: [id], cursorsNotFound: [] });
      await expect(engine.database().command({ getMore: id, ...names })).rejects.toMatchObject({ code: 43 });
    });

    it('skips, limits and projects', async () => {
      const collection = freshCollection(engine);
      await collection.insertMany([1, 2, 3, 4].map((_id) => ({ _id, a: { b: _id, c: 0 }, list: [{ x: 1, y: 2 }, 3] })));
      const page = { sort: { _id: -1 }, skip: 1, limit: 2, projection: { 'a.b': 1, _id: 0 } } as const;
      expect(await collection.find({}, page).toArray()).toEqual([{ a: { b: 3 } }, { a: { b: 2 } }]);
      const without = { projection: { 'a.c': 0, 'list.y': 0 } };
      expect(await collection.findOne({ _id: 1 }, without)).toEqual({ _id: 1, a: { b: 1 }, list: [{ x: 1 }, 3] });
      expect(await collection.findOne({ _id: 1 }, { projection: { 'list.x': 1, _id: 0 } })).toEqual({
        list: [{ x: 1 }],
      });
      await expect(collection.findOne({}, { projection: { a: 1, list: 0 } })).rejects.toMatchObject({ code: 31254 });
      await expect(collection.findOne({}, { projection: { a: 0, list: 1 } })).rejects.toMatchObject({ code: 31253 });
    });

    it('counts, groups and lists distinct values', async () => {
      const collection = freshCollection(engine);
      await collection.insertMany([
        { _id: 1, kind: 'a', n: 1 },
        { _id: 2, kind: 'b', n: 2 },
        { _id: 3, kind: 'a', n: 3 },
        { _id: 4, n: 4 },
      ]);
      expect(await collection.countDocuments({ kind: 'a' })).toBe(2);
      expect(await collection.countDocuments({}, { skip: 1, limit: 2 })).toBe(2);
      expect(await collection.estimatedDocumentCount()).toBe(4);
      expect(await collection.distinct('kind')).toEqual(['a', 'b']);
      const groups = collection.aggregate([
        { $match: { n: { $lt: 4 } } },
        { $group: { _id: '$kind', count: { $sum: 1 }, total: { $sum: '$n' }, last: { $max: '$n' } } },
        { $sort: { _id: 1 } },
      ]);
      expect(await groups.toArray()).toEqual([
        { _id: 'a', count: 2, total: 4, last: 3 },
        { _id: 'b', count: 1, total: 2, last: 2 },
      ]);
      const counted = await collection.aggregate([{ $match: { n: { $gt: 1 } } }, { $count: 'n' }]).toArray();
      expect(counted).toEqual([{ n: 3 }]);
    });
  });
}
