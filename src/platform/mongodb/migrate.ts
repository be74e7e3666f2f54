import { setTimeout as pause } from 'node:timers/promises';
import type { Db } from 'mongodb';
import type { MongoIndex, MongoMigration } from '../../../migrations/mongodb/migration.js';
import { StoreUnusable } from '../events/event-store-errors.js';
import type { MongoConnection } from './client.js';
import { hasNoAnswer, isDuplicate } from './server-errors.js';
import { operatorText } from '../operator-fault.js';

const repeatMs = 100;

/** Which steps a database has. */
interface Step {
  readonly _id: number;
  readonly title: string;
}
const stepsOf = (database: Db) => database.collection<Step>('migrations');

/**
 * Brings a database to the form of this version. Any number of processes may do it at a time: each step can be
 * repeated.
 * @throws StoreUnusable where a newer version wrote the database, StoreUnreadable
 */
export async function migrate(
  connection: MongoConnection,
  kind: string,
  migrations: readonly MongoMigration[],
): Promise<void> {
  const done = await connection.call(kind, (database) => stepsOf(database).find().toArray());
  const newest = Math.max(0, ...done.map(({ _id }) => _id));
  if (newest > migrations.length)
    throw new StoreUnusable(
      operatorText('mongo-newer', {
        database: connection.databaseName(kind),
        newest,
        known: migrations.length,
      }),
    );
  for (const { number, title, indexes } of migrations.slice(newest)) {
    for (const [collection, each] of Object.entries(indexes)) await makeIndexes(connection, kind, collection, each);
    await connection.call(kind, (database) =>
      stepsOf(database)
        .insertOne({ _id: number, title })
        .catch((error: unknown) => {
          if (!isDuplicate(error)) throw error;
        }),
    );
  }
}

/**
 * Makes indexes where they are missing. A server goes on making one whose connection was silent for too long; the call
 * is repeated until it is there.
 * @throws StoreUnreadable
 */
export async function makeIndexes(
  connection: MongoConnection,
  kind: string,
  collection: string,
  indexes: readonly MongoIndex[],
): Promise<void> {
  const until = performance.now() + connection.limits.workMs;
  const specifications = indexes.map(({ name, fields, unique }) => ({
    name,
    key: Object.fromEntries(fields.map((field) => [field, 1 as const])),
    ...(unique === true && { unique }),
  }));
  const make = (database: Db): Promise<unknown> => database.collection(collection).createIndexes(specifications);
  await connection.call(
    kind,
    async (database) => {
      for (;;) {
        try {
          return await make(database);
        } catch (error) {
          if (!hasNoAnswer(error) || performance.now() > until) throw error;
          await pause(repeatMs);
        }
      }
    },
    connection.limits.workMs,
  );
}
