import { setTimeout } from 'node:timers/promises';
import type { Instant } from '../../../domain/kernel/civil.js';
import type { Recorded } from '../../../domain/kernel/envelope.js';
import { embeddedToken, positionOfToken } from '../events/embedded-tokens.js';
import type { EmbeddedReads } from '../events/embedded-reads.js';
import { millisOf } from '../events/event-rows.js';
import type { Subscription, SubscriptionState, Token } from '../events/event-store.js';
import { type EventQuery, type Found, type OrdinalListener, type Ordinals, TokenAhead } from './ordinals.js';

/** How often the head is compared with a place that is not reached, in ms. */
const everyMs = 10;

/** The embedded ledger is numbered where it is written: its file answers, and nothing is kept besides. */
export class EmbeddedOrdinals implements Ordinals {
  readonly #subscriptions = new Set<Subscription>();

  /** @param positionAt T5: asks the thread that writes, which stamps nothing at or before the instant any more */
  constructor(
    private readonly reads: EmbeddedReads,
    readonly positionAt: (knownAt: Instant) => Promise<number>,
  ) {}

  async head(): Promise<{ readonly position: number; readonly token: Token }> {
    return { position: this.reads.head(), token: this.reads.token() };
  }

  async readAll(after: number, limit: number): Promise<readonly Recorded[]> {
    return this.reads.file.readAll(after, limit);
  }

  async readStream(stream: string, fromRevision = 0): Promise<readonly Recorded[]> {
    return this.reads.file.readNumberedStream(stream, fromRevision);
  }

  async find(query: EventQuery, after: number, limit: number): Promise<Found> {
    return this.reads.file.find(query, after, limit);
  }

  subscribe(after: number, listener: OrdinalListener, onState: (state: SubscriptionState) => void): Subscription {
    const subscription = this.reads.follow(after, { listener, onState });
    this.#subscriptions.add(subscription);
    return subscription;
  }

  async positionOf(token: Token, withinMs: number): Promise<number> {
    const position = positionOfToken(token);
    for (const until = performance.now() + withinMs; position > this.reads.head(); await setTimeout(everyMs))
      if (performance.now() >= until) throw new TokenAhead(token);
    return position;
  }

  async tokenAt(position: number): Promise<Token> {
    if (position > this.reads.head()) throw new RangeError(`the ledger ends before position ${position}`);
    return embeddedToken(position);
  }

  async lastBefore(instant: Instant): Promise<number> {
    return this.reads.file.lastAtOrBefore(millisOf(instant) - 1, this.reads.head());
  }

  async close(): Promise<void> {
    await Promise.all([...this.#subscriptions].map((subscription) => subscription.stop()));
  }
}
