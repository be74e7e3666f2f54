import type { Collection, Db, Document, ObjectId } from 'mongodb';

/** A document of any form. */
export interface AnyDocument extends Document {
  _id: number | string | ObjectId;
}

/** What a test of the engine works on: a database that is empty. */
export interface Engine {
  readonly database: () => Db;
}

let last = 0;

/** A collection that no other test has. */
export const freshCollection = (engine: Engine): Collection<AnyDocument> =>
  engine.database().collection<AnyDocument>(`c${(last += 1)}`);
