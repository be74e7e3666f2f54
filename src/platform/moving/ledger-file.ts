import { embeddedToken, positionOfToken } from '../events/embedded-tokens.js';
import { EventReader } from '../events/event-reader.js';
import type { StoredAt, Token } from '../events/event-store.js';
import type { Floor } from '../events/floor.js';
import { type CheckOf, inspectEvents } from '../events/inspection.js';
import type { CopySource } from './copy-ledger.js';

/** A file of a ledger that nobody writes, as a backup is: read alone, with nothing made beside it. */
export class LedgerFile implements CopySource {
  readonly floor: Floor;
  readonly #reader: EventReader;
  readonly #head: number;

  constructor(private readonly file: string) {
    this.#reader = new EventReader(file);
    this.#head = this.#reader.head();
    this.floor = {
      read: () => this.#reader.floor(),
      raise: () => Promise.reject(new TypeError(`${this.file} is read alone`)),
    };
  }

  async head(): Promise<Token> {
    return embeddedToken(this.#head);
  }

  async readStored(after: Token | null, limit: number): Promise<readonly StoredAt[]> {
    return this.#reader
      .readStored(positionOfToken(after), limit)
      .map(({ position, ...event }) => ({ token: embeddedToken(position), event }));
  }

  compare(a: Token, b: Token): number {
    return positionOfToken(a) - positionOfToken(b);
  }

  inspect(onProgress?: (done: number, of: number) => void, check?: CheckOf): Promise<readonly string[]> {
    return inspectEvents(this.file, onProgress, check);
  }

  close(): void {
    this.#reader.close();
  }
}
