import type { NewEvent, StreamEvent } from '../../../domain/kernel/envelope.js';
import type {
  Appended,
  EventAt,
  EventListener,
  EventStore,
  Subscription,
  SubscriptionState,
  Token,
} from '../events/event-store.js';
import type { CheckOf } from '../events/inspection.js';
import type { Ordinals } from '../ordinals/ordinals.js';
import type { ViewReaders } from '../projector/view-readers.js';

/** How long an acknowledgement waits for the views, in ms: they can be behind, the append is recorded all the same. */
const shownWithinMs = 2_000;

/** A ledger that acknowledges an append when the views of this process show it, so that its caller reads what it wrote. */
export class ShownEvents implements EventStore {
  constructor(
    private readonly store: EventStore,
    private readonly ordinals: Pick<Ordinals, 'positionOf'>,
    private readonly views: Pick<ViewReaders, 'reached' | 'ready'>,
  ) {}

  async append(stream: string, expected: number, events: readonly NewEvent[]): Promise<Appended> {
    const appended = await this.store.append(stream, expected, events);
    if (this.views.ready()) await this.#shown(appended.token).catch(() => undefined);
    return appended;
  }

  readStream(stream: string, fromRevision?: number): Promise<readonly StreamEvent[]> {
    return this.store.readStream(stream, fromRevision);
  }

  readAll(after: Token | null, limit: number): Promise<readonly EventAt[]> {
    return this.store.readAll(after, limit);
  }

  subscribe(after: Token | null, listener: EventListener, onState: (state: SubscriptionState) => void): Subscription {
    return this.store.subscribe(after, listener, onState);
  }

  head(): Promise<Token> {
    return this.store.head();
  }

  compare(a: Token, b: Token): number {
    return this.store.compare(a, b);
  }

  inspect(onProgress?: (done: number, of: number) => void, check?: CheckOf): Promise<readonly string[]> {
    return this.store.inspect(onProgress, check);
  }

  stopped(): string | null {
    return this.store.stopped();
  }

  adopt(events: readonly StreamEvent[]): Promise<void> {
    return this.store.adopt(events);
  }

  close(): Promise<void> {
    return this.store.close();
  }

  async #shown(token: Token): Promise<void> {
    const until = performance.now() + shownWithinMs;
    const position = await this.ordinals.positionOf(token, shownWithinMs);
    await this.views.reached(position, Math.max(0, until - performance.now()));
  }
}
