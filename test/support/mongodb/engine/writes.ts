import { describe, expect, it } from '@jest/globals';
import { Double, Int32, Long } from 'mongodb';
import { type Engine, freshCollection } from './collections.js';

export function engineWrites(engine: Engine): void {
  describe('writes', () => {
    it('reports each failure of an unordered batch by its place, and applies the rest', async () => {
      const collection = freshCollection(engine);
      await collection.insertOne({ _id: 2 });
      const inserts = [{ _id: 1 }, { _id: 2 }, { _id: 3 }, { _id: 1 }];
      await expect(collection.insertMany(inserts, { ordered: false })).rejects.toMatchObject({
        code: 11000,
        result: { insertedCount: 2 },
        writeErrors: [
          { index: 1, code: 11000 },
          { index: 3, code: 11000 },
        ],
      });
      expect(await collection.countDocuments()).toBe(3);
    });

    it('ends an ordered batch at its first failure', async () => {
      const collection = freshCollection(engine);
      const result = collection.bulkWrite([
        { insertOne: { document: { _id: 1 } } },
        { insertOne: { document: { _id: 1 } } },
        { insertOne: { document: { _id: 2 } } },
      ]);
      await expect(result).rejects.toMatchObject({ writeErrors: [{ index: 1, code: 11000 }] });
      expect(await collection.find().toArray()).toEqual([{ _id: 1 }]);
    });

    it('counts what matched, what changed and what was inserted', async () => {
      const collection = freshCollection(engine);
      await collection.insertMany([
        { _id: 1, a: 1 },
        { _id: 2, a: 2 },
      ]);
      const result = await collection.bulkWrite([
        { updateOne: { filter: { _id: 1 }, update: { $set: { a: 1 } } } },
        { updateMany: { filter: {}, update: { $inc: { a: 10 } } } },
        { updateOne: { filter: { _id: 3 }, update: { $set: { a: 3 } }, upsert: true } },
        { replaceOne: { filter: { _id: 2 }, replacement: { b: 1 } } },
        { deleteOne: { filter: { _id: 1 } } },
        { deleteMany: { filter: { a: { $exists: false } } } },
      ]);
      const { insertedCount, matchedCount, modifiedCount, upsertedCount, deletedCount, upsertedIds } = result;
      expect({ insertedCount, matchedCount, modifiedCount, upsertedCount, deletedCount, upsertedIds }).toEqual({
        insertedCount: 0,
        matchedCount: 4,
        modifiedCount: 3,
        upsertedCount: 1,
        deletedCount: 2,
        upsertedIds: { 2: 3 },
      });
      expect(await collection.find().toArray()).toEqual([{ _id: 3, a: 3 }]);
    });

    it('begins an upsert with what its filter requires, and refuses one whose id exists', async () => {
      const collection = freshCollection(engine);
      const guarded = { _id: 'x', position: { $lt: 5 }, kind: 'row' };
      const update = { $set: { position: 5 }, $setOnInsert: { made: true } };
      expect(await collection.updateOne(guarded, update, { upsert: true })).toMatchObject({
        matchedCount: 0,
        modifiedCount: 0,
        upsertedCount: 1,
        upsertedId: 'x',
      });
      expect(await collection.findOne()).toEqual({ _id: 'x', kind: 'row', made: true, position: 5 });
      // The row has a position that is not below 5 now: nothing matches, and its id is taken.
      await expect(collection.updateOne(guarded, update, { upsert: true })).rejects.toMatchObject({
        code: 11000,
        keyPattern: { _id: 1 },
        keyValue: { _id: 'x' },
      });
    });

    it('applies the operators of updates, also to documents inside', async () => {
      const collection = freshCollection(engine);
      await collection.insertOne({ _id: 1, low: 5, high: 5, gone: 1, inside: { a: 1 } });
      await collection.updateOne(
        { _id: 1 },
        {
          $min: { low: 3 },
          $max: { high: 4, first: 1 },
          $unset: { gone: '', absent: '' },
          $set: { 'inside.b': 2, 'made.here': true },
          $inc: { count: 2 },
          $setOnInsert: { never: 1 },
        },
      );
      expect(await collection.findOne()).toEqual({
        _id: 1,
        low: 3,
        high: 5,
        inside: { a: 1, b: 2 },
        count: 2,
        first: 1,
        made: { here: true },
      });
    });

    it('increments in the type of the numbers', async () => {
      const collection = freshCollection(engine);
      const numbers = { int: new Int32(2_147_483_647), long: Long.fromNumber(1), double: new Double(1.5) };
      await collection.insertOne({ _id: 1, ...numbers });
      await collection.updateOne({ _id: 1 }, { $inc: { int: 1, long: 1, double: 1 } });
      const found = await collection.findOne({}, { promoteValues: false });
      expect(found).toMatchObject({ int: Long.fromNumber(2_147_483_648), long: Long.fromNumber(2) });
      expect(String(found!['double'])).toBe('2.5');
      expect(found!['double']).toBeInstanceOf(Double);
    });

    it.each([
      ['an unknown operator', { $frob: { a: 1 } }, 9],
      ['two changes of one path', { $set: { a: 1 }, $inc: { a: 1 } }, 40],
      ['a path inside another', { $set: { a: 1 }, $unset: { 'a.b': 1 } }, 40],
      ['another id', { $set: { _id: 2 } }, 66],
      ['a number added to text', { $inc: { text: 1 } }, 14],
      ['text added to a number', { $inc: { a: 'x' } }, 14],
      ['a path through a number', { $set: { 'a.b': 1 } }, 28],
      ['an empty name', { $set: { 'x..y': 1 } }, 56],
      ['an operand that is no document', { $set: 1 }, 9],
    ])('refuses %s', async (_title, update, code) => {
      const collection = freshCollection(engine);
      await collection.insertOne({ _id: 1, a: 1, text: 'x' });
      await expect(collection.updateOne({ _id: 1 }, update as never)).rejects.toMatchObject({ code });
      expect(await collection.findOne()).toEqual({ _id: 1, a: 1, text: 'x' });
    });

    it('stores documents up to 16 MiB', async () => {
      const collection = freshCollection(engine);
      await collection.insertOne({ _id: 1, bytes: Buffer.alloc(16 * 1024 * 1024 - 100) });
      await collection.insertOne({ _id: 2, bytes: Buffer.alloc(16 * 1024 * 1024 - 100) });
      expect((await collection.find().toArray()).length).toBe(2);
      const update = { $set: { more: Buffer.alloc(200) } };
      await expect(collection.updateOne({ _id: 1 }, update)).rejects.toMatchObject({ code: 10334 });
    });

    it('keeps the order of fields, also of names that are numbers', async () => {
      const collection = freshCollection(engine);
      const fields = new Map([
        ['b', 1],
        ['10', 2],
        ['9', 3],
      ]);
      await collection.insertOne({ _id: 1, inside: fields } as never);
      const raw = (await collection.findOne({}, { raw: true })) as unknown as Buffer;
      const names = [...raw.toString('latin1').matchAll(/\x10([b\d]+)\0/g)].map(([, name]) => name);
      expect(names.slice(-3)).toEqual(['b', '10', '9']);
    });

    it('finds and changes one document, as it was or as it is', async () => {
      const collection = freshCollection(engine);
      await collection.insertMany([
        { _id: 1, a: 1 },
        { _id: 2, a: 2 },
      ]);
      const next = { $inc: { a: 10 } };
      expect(await collection.findOneAndUpdate({}, next, { sort: { _id: -1 } })).toEqual({ _id: 2, a: 2 });
      const after = { returnDocument: 'after', projection: { _id: 0 } } as const;
      expect(await collection.findOneAndUpdate({ _id: 1 }, next, after)).toEqual({ a: 11 });
      expect(await collection.findOneAndUpdate({ _id: 9 }, next)).toBeNull();
      const upserted = await collection.findOneAndUpdate({ _id: 9 }, next, { ...after, upsert: true });
      expect(upserted).toEqual({ a: 10 });
      expect(await collection.findOneAndReplace({ _id: 9 }, { b: 1 })).toEqual({ _id: 9, a: 10 });
      expect(await collection.findOneAndDelete({ b: 1 })).toEqual({ _id: 9, b: 1 });
      expect(await collection.findOneAndDelete({ b: 1 })).toBeNull();
      const taken = collection.findOneAndUpdate({ _id: 1, a: 0 }, next, { upsert: true });
      await expect(taken).rejects.toMatchObject({ code: 11000, keyValue: { _id: 1 } });
    });

    it('applies a write that nobody acknowledges once', async () => {
      const collection = freshCollection(engine);
      await collection.insertOne({ _id: 1, n: 0 });
      await collection.updateOne({ _id: 1 }, { $inc: { n: 1 } }, { writeConcern: { w: 0 } });
      while ((await collection.findOne())!['n'] === 0);
      expect(await collection.findOne()).toEqual({ _id: 1, n: 1 });
    });
  });
}
