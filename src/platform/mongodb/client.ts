import { type Db, MongoClient, type MongoClientOptions } from 'mongodb';
import { operatorText } from '../operator-fault.js';
import { withTimeout } from '../projector/with-timeout.js';
import type { MongoPlace } from './connection-url.js';
import { closedConnection, explained, hasNoAnswer, NoAnswer } from './server-errors.js';

/** Time limits in milliseconds. The driver has none of its own for calls: its option `timeoutMS` has no effect. */
export interface Limits {
  /** A call, from the choice of a server to its answer, with the driver's repeats. */
  readonly callMs: number;
  /** The choice of a server, and the connection to it. */
  readonly connectMs: number;
  /** Work on a whole collection, such as an index. */
  readonly workMs: number;
}

export const productLimits: Limits = { callMs: 5_000, connectMs: 3_000, workMs: 600_000 };

const closeMs = 1_000;
const mostConnections = 20;

/**
 * The connection of one process to a MongoDB deployment: one client, made when it is needed, and made anew after a
 * connection that failed. A client that was connected finds a new primary by itself. Reads ask the primary for what a
 * majority has, writes are acknowledged when a majority has them.
 */
export class MongoConnection {
  #client: Promise<MongoClient> | undefined;
  #closed = false;
  #unreachable: string | null = null;

  constructor(
    private readonly place: MongoPlace,
    readonly limits: Limits = productLimits,
  ) {}

  /** Why the last call had no answer; null where it had one. */
  unreachable(): string | null {
    return this.#unreachable;
  }

  /** The full name of a database of the ledger: `views`, `keys`, … after the URL's prefix. */
  databaseName(kind: string): string {
    return `${this.place.prefix}-${kind}`;
  }

  /**
   * One use of a database, with a time limit for all of it. What had no answer may be executed still.
   * @throws StoreUnreadable where there is no answer, StoreUnusable where the server refuses, StoreStopped after close,
   * and what `use` throws by itself
   */
  async call<T>(kind: string, use: (database: Db) => Promise<T>, limitMs = this.limits.callMs): Promise<T> {
    const late = (): NoAnswer => new NoAnswer(operatorText('mongo-late', { ms: limitMs }));
    try {
      const answer = await withTimeout(this.#use(kind, use), limitMs, late);
      this.#unreachable = null;
      return answer;
    } catch (error) {
      if (this.#closed) throw closedConnection();
      const explanation = explained(error, this.place.setting);
      this.#unreachable = hasNoAnswer(error) ? explanation.message : null;
      throw explanation;
    }
  }

  /** Ends the connection; calls that run fail. */
  async close(): Promise<void> {
    this.#closed = true;
    const client = await this.#client?.catch(() => undefined);
    this.#client = undefined;
    // A server that is silent is not waited for.
    if (client !== undefined)
      await withTimeout(client.close(), closeMs, () => new Error('late')).catch(() => undefined);
  }

  async #use<T>(kind: string, use: (database: Db) => Promise<T>): Promise<T> {
    if (this.#closed) throw closedConnection();
    const connecting = (this.#client ??= this.#connected());
    const client = await connecting.catch((error: unknown) => {
      // A client whose first connection failed does not recover.
      if (this.#client === connecting) this.#client = undefined;
      throw error;
    });
    return use(client.db(this.databaseName(kind)));
  }

  async #connected(): Promise<MongoClient> {
    const client = new MongoClient(this.place.url, optionsOf(this.limits));
    try {
      return await client.connect();
    } catch (error) {
      void client.close().catch(() => undefined);
      throw error;
    }
  }
}

const optionsOf = ({ callMs, connectMs }: Limits): MongoClientOptions => ({
  appName: 'service-ledger',
  serverSelectionTimeoutMS: connectMs,
  connectTimeoutMS: connectMs,
  waitQueueTimeoutMS: callMs,
  // A connection that is silent is left, so that no call occupies it without end.
  socketTimeoutMS: callMs,
  maxPoolSize: mostConnections,
  retryReads: true,
  retryWrites: true,
  readPreference: 'primary',
  readConcern: { level: 'majority' },
  writeConcern: { w: 'majority', wtimeoutMS: callMs },
});
