import type { Recorded } from '../../../domain/kernel/envelope.js';
import type { Subscription, SubscriptionState } from '../events/event-store.js';
import type { FollowedEvents } from './followed-events.js';
import type { Done, Stepper } from './stepper.js';
import type { Target } from './target.js';

/** Takes live tables along with the ledger, by one subscription. */
export class Following {
  readonly #targets = new Set<Target>();
  /** The event up to which its tables are followed; one that stopped is left out. */
  position: number;
  readonly #subscription: Subscription;
  #running: Promise<void> | undefined;
  #paused: Promise<void> | undefined;

  constructor(
    events: FollowedEvents,
    private readonly stepper: Stepper,
    after: number,
    private readonly onMoved: (steps: readonly Done[]) => void,
    onState: (state: SubscriptionState) => void,
  ) {
    this.position = after;
    this.#subscription = events.subscribe(after, (batch) => this.#follow(batch), onState);
  }

  /** A table that has reached the position. */
  add(target: Target): void {
    this.#targets.add(target);
  }

  remove(target: Target): void {
    this.#targets.delete(target);
  }

  /** Runs the work while no table moves; on an engine that waits, a busy ledger would keep a new table behind. */
  async paused<T>(work: () => Promise<T>): Promise<T> {
    while (this.#running) await this.#running;
    let proceed = (): void => undefined;
    this.#paused = new Promise<void>((resolve) => (proceed = resolve));
    try {
      return await work();
    } finally {
      this.#paused = undefined;
      proceed();
    }
  }

  /** Resolves when the running step has ended. */
  stop(): Promise<void> {
    return this.#subscription.stop();
  }

  #follow(events: readonly Recorded[]): void | Promise<void> {
    const run = (): void | Promise<void> =>
      this.stepper.run(
        () => [...this.#targets],
        events,
        (steps, last) => {
          this.position = last.position;
          this.onMoved(steps);
        },
      );
    const running = this.#paused ? this.#paused.then(run) : run();
    if (running === undefined) return;
    this.#running = running.then(
      () => (this.#running = undefined),
      () => (this.#running = undefined),
    );
    return running;
  }
}
