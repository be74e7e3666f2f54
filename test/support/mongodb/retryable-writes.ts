import { Refusal } from './errors.js';

/** The outcomes of the statements of one write, for when it is sent again. */
export class Statements {
  readonly #outcomes = new Map<number, unknown>();
  /** Statements that were answered from here. */
  readonly retried: number[] = [];

  constructor(readonly transaction: bigint) {}

  /** Applies a statement, or answers as when it was applied. One that fails is not recorded. */
  once<T>(statement: number, apply: () => T): T {
    if (this.#outcomes.has(statement)) {
      this.retried.push(statement);
      return this.#outcomes.get(statement) as T;
    }
    const outcome = apply();
    this.#outcomes.set(statement, outcome);
    return outcome;
  }

  again(): Statements {
    this.retried.length = 0;
    return this;
  }
}

/** By session: its last write. Outlives restarts, as the engine's table of transactions does. */
export class RetryableWrites {
  readonly #last = new Map<string, Statements>();

  /** @param session hex of its id */
  begin(session: string, transaction: bigint): Statements {
    const last = this.#last.get(session);
    if (last !== undefined && transaction < last.transaction)
      throw new Refusal(
        'TransactionTooOld',
        `Retryable write with txnNumber ${transaction} is prohibited on session ${session} because a newer retryable ` +
          `write with txnNumber ${last.transaction} has already started on this session.`,
      );
    if (last?.transaction === transaction) return last.again();
    const statements = new Statements(transaction);
    this.#last.set(session, statements);
    return statements;
  }
}
