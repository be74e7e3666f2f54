import type { Recorded, StreamEvent } from '../../../domain/kernel/envelope.js';
import { embeddedToken, positionOfToken, withTokens } from './embedded-tokens.js';
import type { EventReader } from './event-reader.js';
import { stoppedBecause } from './event-writer.js';
import type { EventAt, EventListener, StoredAt, Subscription, SubscriptionState, Token } from './event-store.js';
import { type Follower, LiveSubscription } from './live-subscription.js';
import { operatorText } from '../operator-fault.js';

/**
 * The embedded ledger as this thread reads it, by position. Both its events port, whose tokens are the positions in
 * decimal, and its ordinals are made of this.
 */
export class EmbeddedReads {
  readonly #subscriptions = new Set<LiveSubscription>();
  #closed = false;

  /** @param head the last committed position that this thread knows of */
  constructor(
    readonly file: EventReader,
    readonly head: () => number,
  ) {}

  readStream(stream: string, fromRevision = 0): readonly StreamEvent[] {
    return this.file.readStream(stream, fromRevision);
  }

  /** @throws InvalidToken */
  readAll(after: Token | null, limit: number): readonly EventAt[] {
    return withTokens(this.file.readAll(positionOfToken(after), limit));
  }

  /** @throws InvalidToken */
  readStored(after: Token | null, limit: number): readonly StoredAt[] {
    return this.file
      .readStored(positionOfToken(after), limit)
      .map(({ position, ...event }) => ({ token: embeddedToken(position), event }));
  }

  /** @throws InvalidToken */
  subscribe(after: Token | null, listener: EventListener, onState: (state: SubscriptionState) => void): Subscription {
    return this.follow(positionOfToken(after), { listener: (events) => listener(withTokens(events)), onState });
  }

  token(): Token {
    return embeddedToken(this.head());
  }

  /** @throws InvalidToken */
  compare(a: Token, b: Token): number {
    return positionOfToken(a) - positionOfToken(b);
  }

  follow(after: number, follower: Follower): Subscription {
    if (this.#closed) throw stoppedBecause(operatorText('store-closed'));
    const source = { head: this.head, read: (from: number) => this.file.readBatch(from) };
    const subscription = new LiveSubscription(after, follower, source, (ended) => this.#subscriptions.delete(ended));
    this.#subscriptions.add(subscription);
    return subscription;
  }

  /** Whether anybody follows, and what was committed is wanted. */
  followed(): boolean {
    return this.#subscriptions.size > 0;
  }

  /** Before any acknowledgement: a synchronous listener has processed an event before its append is acknowledged. */
  publish(events: readonly Recorded[]): void {
    for (const subscription of [...this.#subscriptions]) subscription.offer(events);
  }

  /** There is more to read than before. */
  wake(): void {
    for (const subscription of [...this.#subscriptions]) subscription.wake();
  }

  /** Ends all subscriptions; new ones are refused. */
  async stop(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#subscriptions].map((subscription) => subscription.stop()));
  }
}
