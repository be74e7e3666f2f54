/** An index of a collection, by plain comparison of values (text by its bytes). */
export interface MongoIndex {
  readonly name: string;
  /** Paths in order; every index ascends. */
  readonly fields: readonly string[];
  readonly unique?: boolean;
}

/** One forward step of a database. Numbers run from 1 without gaps; a released step never changes. */
export interface MongoMigration {
  readonly number: number;
  /** What the step is for, as a short sentence. */
  readonly title: string;
  /** Indexes by the name of their collection, which is made where it is absent. */
  readonly indexes: Readonly<Record<string, readonly MongoIndex[]>>;
}
