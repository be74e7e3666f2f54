import { setTimeout as pause } from 'node:timers/promises';
import type { Collection, CollectionOptions, Db, Document, FindOptions } from 'mongodb';
import { OutcomeUnknown } from '../events/event-store.js';
import { explained, isAnswer, isDuplicate } from './server-errors.js';

export interface RepeatLimits {
  /** A call without an answer is repeated this long, in ms. */
  readonly repeatMs: number;
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
}

const productLimits: RepeatLimits = { repeatMs: 5_000, firstPauseMs: 20, longestPauseMs: 500 };

/** What is acknowledged survives the loss of a minority; what is read cannot be rolled back. */
const durable: CollectionOptions = {
  readConcern: { level: 'majority' },
  writeConcern: { w: 'majority', journal: true },
  readPreference: 'primary',
};

/**
 * A database whose promises depend on majorities. Each call has the time limit of the client, and is repeated while it
 * has no answer, so every write here must be one that does no harm when it is executed twice.
 */
export class SharedDatabase {
  constructor(
    private readonly db: Db,
    /** A read that the server confirms with a majority: nothing acknowledged before it is missing. */
    readonly current: FindOptions,
    private readonly onClose: () => Promise<void>,
    private readonly limits: RepeatLimits = productLimits,
  ) {}

  get name(): string {
    return this.db.databaseName;
  }

  collection<T extends Document>(name: string): Collection<T> {
    return this.db.collection<T>(name, durable);
  }

  /** @throws StoreUnreadable where there was no answer for the time of the limits */
  read<T>(call: () => Promise<T>): Promise<T> {
    return this.#repeated(call, explained);
  }

  /** @throws OutcomeUnknown where there was no answer: it may be executed still */
  write<T>(call: () => Promise<T>): Promise<T> {
    return this.#repeated(call, (error) =>
      isAnswer(error)
        ? explained(error)
        : new OutcomeUnknown(`MongoDB did not confirm a write to ${this.name}: ${(error as Error).message}`),
    );
  }

  /** False where a document with the same unique values is there, by this call's own earlier attempt too. */
  async insert(call: () => Promise<unknown>): Promise<boolean> {
    try {
      await this.write(call);
      return true;
    } catch (error) {
      if (isDuplicate(error)) return false;
      throw error;
    }
  }

  /** An update with `upsert`: of two that insert the same document at once one fails, and finds it when repeated. */
  async upsert(call: () => Promise<unknown>): Promise<void> {
    while (!(await this.insert(call)));
  }

  /**
   * Reads what is there, by another process perhaps, as soon as a majority has it.
   * @throws StoreUnreadable where that takes longer than the limits
   */
  async settled<T>(call: () => Promise<T | null>): Promise<T> {
    return this.read(async () => {
      const found = await call();
      if (found === null) throw new NotSettled();
      return found;
    });
  }

  close(): Promise<void> {
    return this.onClose();
  }

  async #repeated<T>(call: () => Promise<T>, failure: (error: unknown) => unknown): Promise<T> {
    const { repeatMs, firstPauseMs, longestPauseMs } = this.limits;
    const until = performance.now() + repeatMs;
    for (let wait = firstPauseMs; ; wait = Math.min(wait * 2, longestPauseMs)) {
      try {
        return await call();
      } catch (error) {
        if (isAnswer(error) || isDuplicate(error)) throw isDuplicate(error) ? error : failure(error);
        if (performance.now() + wait > until) throw failure(error);
        await pause(wait);
      }
    }
  }
}

/** A document is there, and no majority has confirmed it yet. */
class NotSettled extends Error {
  constructor() {
    super('no majority has confirmed what another process wrote');
  }
}
