import type { Positions } from '../http/ports.js';
import type { EventStore, Subscription } from './event-store.js';

/** Follows the ledger for answers that are read from it directly: they are as current as what has been seen of it. */
export class LedgerFollower implements Positions {
  #token: string;
  #stopped: unknown;

  private constructor(token: string, private readonly subscription: () => Subscription) {
    this.#token = token;
  }

  static async start(store: EventStore): Promise<LedgerFollower> {
    const { position, token } = await store.head();
    const follower: LedgerFollower = new LedgerFollower(token, () => subscription);
    const subscription = store.subscribe(
      position,
      async () => {
        follower.#token = (await store.head()).token;
      },
      (reason) => {
        follower.#stopped = reason;
      },
    );
    return follower;
  }

  token(): string {
    return this.#token;
  }

  async reached(token: string, ms: number): Promise<boolean> {
    if (BigInt(token) <= BigInt(this.#token)) return true;
    if (this.#stopped !== undefined) return false;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<false>((resolve) => {
      timer = setTimeout(() => resolve(false), ms);
    });
    const there = this.subscription().reached(token).then(
      () => true,
      () => false,
    );
    try {
      return await Promise.race([there, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  stop(): Promise<void> {
    return this.subscription().stop();
  }
}
