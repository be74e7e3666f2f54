import { randomUUID } from 'node:crypto';
import type { RedisLink } from './redis-link.js';

const readEveryMs = 1_000;

/**
 * A key that the first process writes and nobody removes. Where it is gone or another, the server was emptied; where
 * another process of the server holds it, its last writes may be lost; where it could not be read at first, what was
 * added until then is missing.
 */
export class RedisMark {
  readonly #key: string;
  readonly #listeners: (() => void)[] = [];
  readonly #timer: NodeJS.Timeout;
  #known: string | undefined;
  #reads = false;

  constructor(private readonly link: RedisLink) {
    this.#key = `${link.place.prefix}:mark`;
    this.#timer = setInterval(() => void this.#check(), readEveryMs);
    this.#timer.unref();
  }

  onEmptied(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** @throws JobsUnreachable */
  async read(): Promise<void> {
    await this.link.ready();
    this.#known = await this.link.guarded(async () => {
      await this.link.store.set(this.#key, randomUUID(), 'NX');
      return `${this.link.server} ${await this.link.store.get(this.#key)}`;
    });
  }

  close(): void {
    clearInterval(this.#timer);
  }

  async #check(): Promise<void> {
    if (this.#reads) return;
    this.#reads = true;
    const before = this.#known;
    await this.read().catch(() => undefined);
    this.#reads = false;
    if (this.#known !== before) for (const listener of this.#listeners) listener();
  }
}
