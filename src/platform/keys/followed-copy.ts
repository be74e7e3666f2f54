import type Database from 'better-sqlite3';
import { addToCopy, type NewKey, writeCopy } from './key-copy.js';

/** How long after a fault the whole copy is written again, in ms. */
const againMs = 10_000;

/**
 * The one copy of the keys on its way to being current: a new key is in it before the key is first used. Where the copy
 * is out of reach, keys are made all the same, health names it, and the whole copy is written once it can be.
 */
export class FollowedCopy {
  #fault: string | null = null;
  #again: NodeJS.Timeout | undefined;

  constructor(
    private readonly db: Database.Database,
    /** Where it is; undefined where none was ever made. */
    private readonly file: () => string | undefined,
  ) {}

  /** Why persons may be missing in it; null where it is current; undefined where there is none. */
  fault(): string | null | undefined {
    return this.file() === undefined ? undefined : this.#fault;
  }

  add(keys: readonly NewKey[]): void {
    const file = this.file();
    if (file === undefined || keys.length === 0) return;
    // After a fault, single keys would leave a gap.
    if (this.#fault === null) this.#try(() => addToCopy(file, keys));
    else this.#try(() => writeCopy(this.db, file));
  }

  /** Writes it whole. @throws where it is out of reach */
  write(file: string): void {
    writeCopy(this.db, file);
    this.#reached();
  }

  /** The same where a fault is reported by health. */
  rewrite(): void {
    const file = this.file();
    if (file !== undefined) this.#try(() => writeCopy(this.db, file));
  }

  close(): void {
    clearInterval(this.#again);
  }

  #try(write: () => void): void {
    try {
      write();
      this.#reached();
    } catch (error) {
      this.#fault = (error as Error).message;
      this.#again ??= setInterval(() => this.rewrite(), againMs).unref();
    }
  }

  #reached(): void {
    this.#fault = null;
    clearInterval(this.#again);
    this.#again = undefined;
  }
}
