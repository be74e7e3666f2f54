import { setTimeout as pause } from 'node:timers/promises';
import {
  type Collection,
  type CollectionOptions,
  type Db,
  type Document,
  type FindOptions,
  MongoBulkWriteError,
} from 'mongodb';
import { OutcomeUnknown, StoreUnreadable } from '../events/event-store-errors.js';
import { operatorText } from '../operator-fault.js';
import type { MongoConnection } from './client.js';
import { isDuplicate, NoAnswer } from './server-errors.js';

/** Time limits in milliseconds. */
export interface RepeatLimits {
  /** One attempt of a call. */
  readonly attemptMs: number;
  /** A call without an answer is repeated this long. */
  readonly repeatMs: number;
  /** Pauses between attempts: doubled each time, up to the longest. */
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
}

const duplicateKey = 11_000;
const productLimits: RepeatLimits = { attemptMs: 2_000, repeatMs: 5_000, firstPauseMs: 20, longestPauseMs: 500 };

/**
 * One database whose promises depend on majorities: what is acknowledged is in the journal of most servers, what is
 * read cannot be rolled back. Every call has a time limit and is repeated while it has no answer; so every write here
 * does no harm when it is executed twice.
 */
export class SharedDatabase {
  readonly #options: CollectionOptions;

  private constructor(
    private readonly connection: MongoConnection,
    private readonly kind: string,
    /** For a read of one document that must miss nothing which was acknowledged before it began. */
    readonly current: FindOptions,
    readonly limits: RepeatLimits,
  ) {
    this.#options = {
      readConcern: { level: 'majority' },
      writeConcern: { w: 'majority', journal: true, wtimeoutMS: limits.attemptMs },
      readPreference: 'primary',
    };
  }

  /** @param kind ends the name of the database: `keys`, `access`, … */
  static async open(connection: MongoConnection, kind: string, limits = productLimits): Promise<SharedDatabase> {
    const hello = await connection.call(kind, (db) => db.admin().command({ hello: 1 }));
    // A primary that was replaced can answer for some seconds without knowing it; a server of no set cannot.
    const level = hello['setName'] !== undefined || hello['msg'] === 'isdbgrid' ? 'linearizable' : 'majority';
    return new SharedDatabase(connection, kind, { readConcern: { level }, maxTimeMS: limits.attemptMs }, limits);
  }

  get name(): string {
    return this.connection.databaseName(this.kind);
  }

  collection<T extends Document>(db: Db, name: string): Collection<T> {
    return db.collection<T>(name, this.#options);
  }

  /** @throws StoreUnreadable where there was no answer for the time of the limits */
  async read<T>(use: (db: Db) => Promise<T>): Promise<T> {
    const { attemptMs, repeatMs, firstPauseMs, longestPauseMs } = this.limits;
    const until = performance.now() + repeatMs;
    for (let wait = firstPauseMs; ; wait = Math.min(wait * 2, longestPauseMs)) {
      try {
        return await this.connection.call(this.kind, use, attemptMs);
      } catch (error) {
        if (!(error instanceof StoreUnreadable) || performance.now() + wait > until) throw error;
        await pause(wait);
      }
    }
  }

  /** @throws OutcomeUnknown where there was no answer: it may be executed still */
  async write<T>(use: (db: Db) => Promise<T>): Promise<T> {
    try {
      return await this.read(use);
    } catch (error) {
      if (!(error instanceof StoreUnreadable)) throw error;
      throw new OutcomeUnknown(operatorText('write-unknown', { name: this.name, cause: error.text }));
    }
  }

  /** Of one document or several. False where some were there already, by an earlier attempt of this call too. */
  insert(use: (db: Db) => Promise<unknown>): Promise<boolean> {
    return this.write(async (db) => {
      try {
        await use(db);
        return true;
      } catch (error) {
        if (!onlyDuplicates(error)) throw error;
        return false;
      }
    });
  }

  /** An update with `upsert`: of two that insert the same document at once one fails, and finds it when repeated. */
  async upsert(use: (db: Db) => Promise<unknown>): Promise<void> {
    while (!(await this.insert(use)));
  }

  /**
   * Reads what some process has written as soon as a majority has it.
   * @throws StoreUnreadable where that takes longer than the limits
   */
  settled<T>(use: (db: Db) => Promise<T | null>): Promise<T> {
    return this.read(async (db) => {
      const found = await use(db);
      if (found === null) throw new StoreUnreadable(operatorText('mongo-unconfirmed', { database: this.name }));
      return found;
    });
  }
}

/** @throws NoAnswer where the documents that are no duplicates are not confirmed */
const onlyDuplicates = (error: unknown): boolean => {
  if (!(error instanceof MongoBulkWriteError)) return isDuplicate(error);
  const writeErrors = [error.writeErrors].flat();
  // The driver wraps a connection that was cut into an error of the server, without a code.
  if (error.result.getWriteConcernError() !== undefined || (writeErrors.length === 0 && error.code === undefined))
    throw new NoAnswer(operatorText('write-unconfirmed'));
  return writeErrors.length > 0 && writeErrors.every(({ code }) => code === duplicateKey);
};
