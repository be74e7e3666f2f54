import type { Lease, ViewStore } from '../views/view-store.js';

/** What becomes of leases; nothing here may throw. */
export interface LeaseEvents {
  readonly onHeld: (lease: Lease) => void;
  /** The view belongs to another projector, or the lease could not be renewed in time. */
  readonly onLost: (view: string) => void;
  readonly onFault: (reason: unknown) => void;
}

interface Held {
  readonly lease: Lease;
  /** Milliseconds of this process's monotonic clock: after them another may hold the view. */
  until: number;
}

/** Leases of views: takes each that is free or has run out, renews what it holds, and gives all back at the end. */
export class LeaseKeeper {
  readonly #held = new Map<string, Held>();
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> = Promise.resolve();
  #closed = false;

  /**
   * @param owner distinguishes this projector from all others
   * @param ms how long a view waits for a projector that died
   */
  constructor(
    private readonly store: Pick<ViewStore, 'lease' | 'renew' | 'release'>,
    private readonly views: readonly string[],
    private readonly owner: string,
    private readonly ms: number,
    private readonly events: LeaseEvents,
  ) {}

  /** From now on leases are taken and renewed. */
  start(): void {
    this.#timer = setTimeout(() => {
      void this.round()
        .catch((error: unknown) => this.events.onFault(error))
        .finally(() => (this.#closed ? undefined : this.start()));
    }, this.ms / 3);
    this.#timer.unref();
  }

  /** One attempt on each view. @throws the fault of the store that hindered one */
  round(): Promise<void> {
    const round = this.#round.then(() => this.#attempt());
    this.#round = round.catch(() => undefined);
    return round;
  }

  lease(view: string): Lease | undefined {
    return this.#held.get(view)?.lease;
  }

  /** Another projector was found to hold the view; it is tried again when that one gives it up or dies. */
  lose(view: string): void {
    if (this.#held.delete(view)) this.events.onLost(view);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#round;
    const held = [...this.#held.values()];
    this.#held.clear();
    // A lease that cannot be given back runs out.
    await Promise.allSettled(held.map(({ lease }) => this.store.release(lease)));
  }

  async #attempt(): Promise<void> {
    if (this.#closed) return;
    // All at once: a slow store must not let the last lease run out while the first ones are renewed.
    const attempts = await Promise.allSettled(this.views.map((view) => this.#renewTakeOrLose(view)));
    const fault = attempts.find((attempt) => attempt.status === 'rejected');
    if (fault !== undefined) throw fault.reason;
  }

  async #renewTakeOrLose(view: string): Promise<void> {
    try {
      await this.#renewOrTake(view);
    } catch (error) {
      if ((this.#held.get(view)?.until ?? Infinity) <= performance.now()) this.lose(view);
      throw error;
    }
  }

  async #renewOrTake(view: string): Promise<void> {
    const until = performance.now() + this.ms;
    const held = this.#held.get(view);
    if (held === undefined) {
      const lease = await this.store.lease(view, this.owner, this.ms);
      if (lease === undefined) return;
      this.#held.set(view, { lease, until });
      this.events.onHeld(lease);
    } else if (await this.store.renew(held.lease, this.ms)) held.until = until;
    else if (this.#held.get(view) === held) this.lose(view);
  }
}
