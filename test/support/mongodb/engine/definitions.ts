import { describe, expect, it } from '@jest/globals';
import { type Engine, freshCollection } from './collections.js';

export function engineDefinitions(engine: Engine): void {
  describe('indexes and collections', () => {
    it('holds unique keys, where missing is as null', async () => {
      const collection = freshCollection(engine);
      await collection.createIndex({ kind: 1, number: -1 }, { unique: true });
      await collection.insertMany([
        { _id: 1, kind: 'a', number: 1 },
        { _id: 2, kind: 'a' },
      ]);
      await expect(collection.insertOne({ _id: 3, kind: 'a', number: null })).rejects.toMatchObject({
        code: 11000,
        keyPattern: { kind: 1, number: -1 },
        keyValue: { kind: 'a', number: null },
      });
      await expect(collection.updateOne({ _id: 2 }, { $set: { number: 1 } })).rejects.toMatchObject({ code: 11000 });
      await collection.deleteOne({ _id: 1 });
      await collection.updateOne({ _id: 2 }, { $set: { number: 1 } });
      expect(await collection.find().toArray()).toEqual([{ _id: 2, kind: 'a', number: 1 }]);
    });

    it('leaves out what a partial or sparse index does not cover', async () => {
      const collection = freshCollection(engine);
      const partialFilterExpression = { open: true };
      await collection.createIndex({ owner: 1 }, { unique: true, partialFilterExpression });
      await collection.createIndex({ code: 1 }, { unique: true, sparse: true });
      await collection.insertMany([
        { _id: 1, owner: 'a', open: true },
        { _id: 2, owner: 'a', open: false, code: 'x' },
        { _id: 3, owner: 'a' },
      ]);
      await expect(collection.updateOne({ _id: 3 }, { $set: { open: true } })).rejects.toMatchObject({ code: 11000 });
      await expect(collection.updateOne({ _id: 3 }, { $set: { code: 'x' } })).rejects.toMatchObject({ code: 11000 });
      expect(await collection.find({ owner: 'a' }, { sort: { code: 1, _id: 1 } }).toArray()).toHaveLength(3);
    });

    it('makes an index once, and refuses another of its name or its key', async () => {
      const collection = freshCollection(engine);
      expect(await collection.createIndex({ a: 1 })).toBe('a_1');
      expect(await collection.createIndex({ a: 1 })).toBe('a_1');
      await expect(collection.createIndex({ a: 1 }, { name: 'other' })).rejects.toMatchObject({ code: 85 });
      await expect(collection.createIndex({ a: 1, b: 1 }, { name: 'a_1' })).rejects.toMatchObject({ code: 86 });
      await expect(collection.createIndex({ a: 1 }, { unique: true })).rejects.toMatchObject({ code: 86 });
      const differing = collection.createIndex({ a: 1 }, { name: 'other', expireAfterSeconds: 5 });
      await expect(differing).rejects.toMatchObject({ code: 85 });
      expect((await collection.indexes()).map(({ name, key, v }) => ({ name, key, v }))).toEqual([
        { v: 2, key: { _id: 1 }, name: '_id_' },
        { v: 2, key: { a: 1 }, name: 'a_1' },
      ]);
      await collection.dropIndex('a_1');
      await expect(collection.dropIndex('a_1')).rejects.toMatchObject({ code: 27 });
      await expect(collection.dropIndex('_id_')).rejects.toMatchObject({ code: 72 });
    });

    it('makes no unique index over documents that share a key', async () => {
      const collection = freshCollection(engine);
      await collection.insertMany([
        { _id: 1, a: 1 },
        { _id: 2, a: 1 },
      ]);
      await expect(collection.createIndex({ a: 1 }, { unique: true })).rejects.toMatchObject({ code: 11000 });
      expect(await collection.indexes()).toHaveLength(1);
    });

    it('indexes each element of an array', async () => {
      const collection = freshCollection(engine);
      await collection.createIndex({ tags: 1 }, { unique: true });
      await collection.insertMany([
        { _id: 1, tags: ['a', 'a', 'b'] },
        { _id: 2, tags: ['c'] },
      ]);
      await expect(collection.insertOne({ _id: 3, tags: ['x', 'b'] })).rejects.toMatchObject({ code: 11000 });
      expect(await collection.find({ tags: { $gte: 'a' } }).toArray()).toHaveLength(2);
      await collection.createIndex({ left: 1, right: 1 });
      const parallel = collection.insertOne({ _id: 4, tags: 'z', left: [1, 2], right: [1, 2] });
      await expect(parallel).rejects.toMatchObject({ code: 171 });
    });

    it('renames a collection with its indexes over another one', async () => {
      const [source, target] = [freshCollection(engine), freshCollection(engine)];
      await source.createIndex({ a: 1 });
      await source.insertOne({ _id: 'new' });
      await target.insertOne({ _id: 'old' });
      await expect(source.rename(target.collectionName)).rejects.toMatchObject({ code: 48 });
      await source.rename(target.collectionName, { dropTarget: true });
      expect(await target.find().toArray()).toEqual([{ _id: 'new' }]);
      expect((await target.indexes()).map(({ name }) => name)).toEqual(['_id_', 'a_1']);
      expect(await source.countDocuments()).toBe(0);
      await expect(source.rename('elsewhere')).rejects.toMatchObject({ code: 26 });
    });

    it('lists and drops collections', async () => {
      const collection = freshCollection(engine);
      await engine.database().createCollection(collection.collectionName);
      await expect(
        engine.database().command({ create: collection.collectionName, capped: false }),
      ).rejects.toBeDefined();
      const named = { name: collection.collectionName };
      expect(await engine.database().listCollections(named).toArray()).toMatchObject([
        { ...named, type: 'collection' },
      ]);
      expect(await collection.drop()).toBe(true);
      expect(await engine.database().listCollections(named, { nameOnly: true }).toArray()).toEqual([]);
      await expect(collection.indexes()).rejects.toMatchObject({ code: 26 });
      expect(await collection.find().toArray()).toEqual([]);
    });
  });
}
