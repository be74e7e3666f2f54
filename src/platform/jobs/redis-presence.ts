import { randomUUID } from 'node:crypto';
import type { RedisLink } from './redis-link.js';

interface Absence {
  /** `performance.now()` when it was noticed. */
  readonly since: number;
  /** Of the link: an earlier connection shows nothing about the time between. */
  readonly connection: number;
}

/**
 * By a key of each process that runs out, the others know whether it is still there. A process that cannot renew its
 * key is cut off after the life of the key; it has ended for the others where its key was absent for as long again: so
 * a server that was emptied, or was away, gives every living process the time to write its key anew.
 */
export class RedisPresence {
  readonly process = randomUUID();
  readonly #absent = new Map<string, Absence>();
  readonly #timer: NodeJS.Timeout;
  #renewedAt = -Infinity;

  /** @param lifeMs how long a key lasts without being renewed */
  constructor(
    private readonly link: RedisLink,
    private readonly lifeMs: number,
    /** Called after it was cut off: others may have taken over what it runs. */
    private readonly onCutOff: () => void,
  ) {
    this.#timer = setInterval(() => void this.renew(), lifeMs / 3);
    this.#timer.unref();
  }

  /** What fails is tried again by the timer. */
  async renew(): Promise<void> {
    const at = performance.now();
    if (this.isCutOff()) this.onCutOff();
    try {
      await this.link.guarded(() => this.link.store.set(this.#key(this.process), '1', 'PX', this.lifeMs));
      this.#renewedAt = Math.max(this.#renewedAt, at);
    } catch {
      // The link reports a server that does not answer.
    }
  }

  isCutOff(): boolean {
    return performance.now() - this.#renewedAt >= this.lifeMs;
  }

  /** @throws JobsUnreachable */
  async hasEnded(process: string): Promise<boolean> {
    if (process === this.process) return false;
    const { connection } = this.link;
    if ((await this.link.guarded(() => this.link.store.exists(this.#key(process)))) > 0) {
      this.#absent.delete(process);
      return false;
    }
    const noticed = this.#absent.get(process);
    const now = performance.now();
    if (noticed?.connection === connection) return now - noticed.since >= this.lifeMs;
    this.#absent.set(process, { since: now, connection });
    return false;
  }

  /** The key runs out: what this process has begun may go on a moment longer. */
  close(): void {
    clearInterval(this.#timer);
  }

  #key(process: string): string {
    return `${this.link.place.prefix}:process:${process}`;
  }
}
