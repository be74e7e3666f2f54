import type { Instant } from '../../domain/kernel/civil.js';
import type { NewEvent, Recorded } from '../../domain/kernel/envelope.js';
import { canonicalJson } from '../../src/platform/events/canonical.js';
import {
  WrongRevision,
  type Appended,
  type EventListener,
  type EventStore,
  type Subscription,
} from '../../src/platform/events/event-store.js';
import type { EventQuery } from '../../src/platform/events/find-events.js';
import { LiveSubscription } from '../../src/platform/events/live-subscription.js';

/** A ledger in memory for tests of its readers: no disk to wait for, the same order, hand-over and acknowledgement. */
export class MemoryEventStore implements EventStore {
  readonly all: Recorded[] = [];
  readonly #subscriptions = new Set<LiveSubscription>();
  /** Set to make reads and subscriptions fail as an engine that was cut off. */
  cut: Error | undefined;

  constructor(private readonly clock: () => number = () => Date.parse('2026-01-01T00:00:00.000Z')) {}

  async append(stream: string, expected: number, events: readonly NewEvent[]): Promise<Appended> {
    const held = this.all.filter((event) => event.stream === stream);
    const actual = held.length - 1;
    if (actual !== expected) throw new WrongRevision(stream, expected, actual);
    const recordedAt = new Date(this.clock()).toISOString();
    const placed = events.map(({ meta, ...event }, index): Recorded => ({
      ...event,
      data: JSON.parse(canonicalJson(event.data)) as unknown,
      stream,
      revision: expected + 1 + index,
      position: this.all.length + 1 + index,
      meta: { ...meta, recordedAt },
    }));
    this.all.push(...placed);
    for (const subscription of [...this.#subscriptions]) subscription.offer(placed);
    return { revision: expected + events.length, token: String(this.all.length), recordedAt };
  }

  async readStream(stream: string, fromRevision = 0): Promise<readonly Recorded[]> {
    return this.all.filter((event) => event.stream === stream && event.revision >= fromRevision);
  }

  async readAll(after: number, limit: number): Promise<readonly Recorded[]> {
    return this.#read(after, limit);
  }

  async readOfType(type: string, after: number, upTo: number): Promise<readonly Recorded[]> {
    return (await this.readAll(after, upTo - after)).filter((event) => event.type === type);
  }

  async find(
    { vendor, streams, type, before = Infinity }: EventQuery,
    after: number,
    limit: number,
  ): Promise<{ readonly events: readonly Recorded[]; readonly next: number | null }> {
    const found = this.all.filter(
      (event) =>
        event.vendor === vendor &&
        event.position > after &&
        event.position < before &&
        (streams === undefined || streams.includes(event.stream)) &&
        (type === undefined || event.type === type),
    );
    const events = found.slice(0, limit);
    return { events, next: found.length > limit ? events.at(-1)!.position : null };
  }

  async lastBefore(instant: Instant): Promise<number> {
    return this.all.findLast((event) => event.meta.recordedAt < instant)?.position ?? 0;
  }

  subscribe(after: number, listener: EventListener, onStop: (reason: unknown) => void): Subscription {
    const source = { head: () => this.all.length, read: (from: number) => this.#read(from, 1000) };
    const subscription = new LiveSubscription(after, listener, onStop, source, (ended) =>
      this.#subscriptions.delete(ended),
    );
    this.#subscriptions.add(subscription);
    return subscription;
  }

  async head(): Promise<{ readonly position: number; readonly token: string }> {
    return { position: this.all.length, token: String(this.all.length) };
  }

  async positionAt(knownAt: Instant): Promise<number> {
    return this.all.findLast((event) => event.meta.recordedAt <= knownAt)?.position ?? 0;
  }

  async inspect(): Promise<readonly string[]> {
    return this.all.flatMap(({ position }, index) =>
      position === index + 1 ? [] : [`position ${index + 1} is missing`],
    );
  }

  stopped(): string | null {
    return null;
  }

  async adopt(events: readonly Recorded[]): Promise<void> {
    this.all.push(...events);
    for (const subscription of [...this.#subscriptions]) subscription.offer(events);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#subscriptions].map((subscription) => subscription.stop()));
  }

  #read(after: number, limit: number): readonly Recorded[] {
    if (this.cut !== undefined) throw this.cut;
    return this.all.slice(after, after + limit);
  }
}
