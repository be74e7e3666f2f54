import type { Collection, Db } from 'mongodb';
import { StoreUnusable } from '../../events/event-store.js';
import { operatorText } from '../../operator-fault.js';
import type { SharedDatabase } from '../shared-database.js';
import { type AccessChange, AccessState } from './access-state.js';

/** A change as it is stored, under its number. */
interface Entry extends AccessChange {
  readonly _id: number;
}

const entriesAtOnce = 1_000;

/** The log of changes, and the state after those that this process has read. */
export class AccessLog {
  readonly #state = new AccessState();

  #incomplete: StoreUnusable | undefined;

  constructor(private readonly database: SharedDatabase) {}

  /** The state with every change that was acknowledged before this call, in whichever process. */
  async current(): Promise<AccessState> {
    const state = this.#state;
    for (;;) {
      if (this.#incomplete !== undefined) throw this.#incomplete;
      // A read of one document that the server confirms to be current; others in between are read without that cost.
      const next = await this.database.read((db) =>
        this.#entries(db).findOne({ _id: state.revision + 1 }, this.database.current),
      );
      if (next === null) return state;
      this.#apply([next]);
      await this.#readOn();
    }
  }

  /**
   * Decides over the current state and stores the change under the next number. Where that number is taken it decides
   * again: over the change of another process, or over this one, whose answer was lost; then there is nothing to do.
   */
  async change<T>(
    decide: (state: AccessState) => { readonly change: AccessChange | undefined; readonly outcome: T },
  ): Promise<T> {
    for (;;) {
      const state = await this.current();
      const { change, outcome } = decide(state);
      if (change === undefined) return outcome;
      const entry: Entry = { _id: state.revision + 1, ...change };
      if (await this.database.insert((db) => this.#entries(db).insertOne(entry))) {
        this.#apply([entry]);
        return outcome;
      }
    }
  }

  async #readOn(): Promise<void> {
    for (;;) {
      const after = this.#state.revision;
      const entries = await this.database.read((db) =>
        this.#entries(db)
          .find({ _id: { $gt: after } })
          .sort({ _id: 1 })
          .limit(entriesAtOnce)
          .toArray(),
      );
      this.#apply(entries);
      if (entries.length < entriesAtOnce) return;
    }
  }

  #apply(entries: readonly Entry[]): void {
    for (const { _id, keys, notes, recorded } of entries) {
      if (_id > this.#state.revision + 1)
        // For good: a change that were stored in the gap would be another one.
        throw (this.#incomplete = new StoreUnusable(
          operatorText('access-change-missing', { change: this.#state.revision + 1, database: this.database.name }),
        ));
      this.#state.apply(_id, { keys, notes, recorded });
    }
  }

  #entries(db: Db): Collection<Entry> {
    return this.database.collection(db, 'changes');
  }
}
