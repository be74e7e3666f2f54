import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Recorded } from '../../domain/kernel/envelope.js';
import type { Webhook } from '../../domain/webhooks/webhooks.js';
import type { Clock } from '../platform/clock.js';
import type { Subscription, SubscriptionState } from '../platform/events/event-store.js';
import type { Runner } from '../platform/health/runners.js';
import type { Sealer } from '../platform/keys/sealer.js';
import type { Logger } from '../platform/logging/logger.js';
import type { Ordinals } from '../platform/ordinals/ordinals.js';
import { webhookBounds } from './bounds.js';
import { cloudEvent, withoutPersons } from './cloud-event.js';
import type { DeliveryStore, PendingDelivery } from './delivery-store.js';
import type { Send } from './send.js';
import { signedHeaders } from './signature.js';

/** Seconds before each further attempt, as Standard Webhooks proposes; then the event is dead. */
export const usualSchedule: readonly number[] = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];

const mostAtATime = 100;
const readEvents = 500;
const interrupted = 'webhook deliveries stopped; tried again with the next event';

/** The subscriptions of every vendor, as the ledger has them. */
export interface Subscriptions {
  all(): Promise<readonly (Webhook & { readonly vendor: string })[]>;
  /** The subscriber answered 410. */
  pause(vendor: string, webhookId: string, reason: string): Promise<void>;
}
type Subscribed = Webhook & { readonly vendor: string };
export type DeliveryListener = (outcome: 'delivered' | 'failed' | 'dead') => void;

export interface DelivererParts {
  readonly ordinals: Ordinals;
  readonly sealer: Sealer;
  readonly store: DeliveryStore;
  readonly subscriptions: Subscriptions;
  readonly send: Send;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly schedule?: readonly number[];
  readonly onDelivery?: DeliveryListener;
  readonly runner?: Runner;
}

/**
 * Delivers recorded events to subscribers, at least once. An event of a stream is sent after the one before it was
 * acknowledged or given up; several streams are delivered concurrently. An event that is not acknowledged waits with
 * all that follow it in its stream; other streams continue. The store holds the progress: what was sent but not noted
 * is sent again under the same id.
 */
export class Deliverer {
  readonly #running = new Map<string, Promise<void>>();
  readonly #again = new Set<string>();
  #subscription: Subscription | undefined;
  #timer: NodeJS.Timeout | undefined;
  #started = false;
  #closed = false;
  #head = 0;
  #known: readonly Subscribed[] = [];
  #loads = 0;
  #latestLoad = 0;

  constructor(private readonly parts: DelivererParts) {}

  /** Nothing is delivered before `start`: only the running server delivers, not a command beside it. */
  async start(): Promise<void> {
    this.#started = true;
    this.parts.runner?.started();
    await (this.parts.runner?.run('start', () => this.#begin()) ?? this.#begin());
  }

  async #begin(): Promise<void> {
    this.#head = (await this.parts.ordinals.head()).position;
    this.#subscription = this.parts.ordinals.subscribe(
      this.#head,
      (events) => {
        this.#head = Math.max(this.#head, events.at(-1)?.position ?? 0);
        this.#kickSoon();
      },
      (state) => this.#report(state),
    );
    await this.refresh();
  }

  #report(state: SubscriptionState): void {
    if (state.state === 'following') this.parts.runner?.succeeded('subscription');
    else this.parts.runner?.failed('subscription', state.cause);
  }

  /** Reloads the subscriptions and checks what is due. */
  async refresh(): Promise<void> {
    if (this.#closed) return;
    await this.#loadSubscriptions();
    for (const webhook of this.#known) this.#kick(webhook);
  }

  /** How many events the slowest subscription that is not paused is behind. */
  lag(): number {
    return Math.max(
      0,
      ...this.#known.filter(({ paused }) => paused === null).map((webhook) => this.#head - this.#cursor(webhook)),
    );
  }

  pending(): number {
    return this.#known.reduce((sum, { webhookId }) => sum + this.parts.store.count(webhookId, false), 0);
  }

  /** Delivers again from a position on, in order, beside what is pending; does not wait for deliveries under way. */
  async redeliver(webhook: Subscribed, fromPosition: number): Promise<void> {
    this.parts.store.moveTo(webhook.webhookId, Math.min(this.#cursor(webhook), fromPosition - 1));
    await this.refresh();
  }

  /** A dead event waits again, due at once. False where it is none of the dead. */
  async retry({ webhookId }: Subscribed, position: number): Promise<boolean> {
    const dead = this.parts.store.dead(webhookId, 1_000_000).find((each) => each.position === position);
    if (dead === undefined) return false;
    this.parts.store.schedule({ ...dead, attempts: 0, dueAt: this.parts.clock.ms() });
    await this.refresh();
    return true;
  }

  /** Drops what is known of a subscription that ended, once what is on its way has been answered. */
  async remove(webhookId: string): Promise<void> {
    await this.refresh();
    await this.#running.get(webhookId);
    this.parts.store.remove(webhookId);
  }

  /** Resolves when nothing is due. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running.values());
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#subscription?.stop();
    await this.idle();
    this.parts.store.close();
  }

  #kickSoon(): void {
    setImmediate(() => {
      for (const webhook of this.#known) this.#kick(webhook);
    });
  }

  #kick(webhook: Subscribed): void {
    const { webhookId } = webhook;
    if (!this.#started || this.#closed || webhook.paused !== null) return;
    if (this.#running.has(webhookId)) return void this.#again.add(webhookId);
    this.#again.delete(webhookId);
    const run = this.#work(webhook)
      .then(() => this.parts.runner?.succeeded(webhookId))
      .catch((error: unknown) => {
        this.parts.runner?.failed(webhookId, error);
        this.parts.logger.error({ err: error, webhookId }, interrupted);
      })
      .finally(() => {
        this.#running.delete(webhookId);
        if (this.#again.has(webhookId)) this.#kickKnown(webhookId);
        else this.#wakeWhenDue();
      });
    this.#running.set(webhookId, run);
  }

  #kickKnown(webhookId: string): void {
    const webhook = this.#known.find((each) => each.webhookId === webhookId);
    if (webhook !== undefined) this.#kick(webhook);
  }

  /** The current subscription; undefined where nothing more is sent to it. */
  #live(webhookId: string): Subscribed | undefined {
    return this.#closed ? undefined : this.#known.find((each) => each.webhookId === webhookId && each.paused === null);
  }

  #cursor({ webhookId, from }: Subscribed): number {
    return this.parts.store.cursor(webhookId) ?? from;
  }

  /** New events are enqueued first, then all that is due is delivered. The subscription is read anew each time. */
  async #work({ webhookId }: Subscribed): Promise<void> {
    for (;;) {
      const webhook = this.#live(webhookId);
      if (webhook === undefined) return;
      const read = await this.#enqueueNew(webhook);
      const sent = await this.#deliverDue(webhookId);
      if (!read && !sent) return;
      await nextTurn();
    }
  }

  async #enqueueNew(webhook: Subscribed): Promise<boolean> {
    const { store, ordinals, clock } = this.parts;
    if (store.count(webhook.webhookId, false) >= webhookBounds.waiting) return false;
    const after = this.#cursor(webhook);
    const batch = await ordinals.readAll(after, readEvents);
    // A redelivery was requested meanwhile.
    if (this.#cursor(webhook) !== after) return true;
    const subscribedTypes = new Set(webhook.types);
    for (const { vendor, type, position, stream } of batch)
      if (vendor === webhook.vendor && subscribedTypes.has(type))
        store.schedule({ webhookId: webhook.webhookId, position, stream, attempts: 0, dueAt: clock.ms(), fault: null });
    if (batch.length > 0) store.moveTo(webhook.webhookId, batch.at(-1)!.position);
    return batch.length > 0;
  }

  /**
   * The first pending event of each stream, where it is due. The subscription is read before each delivery: a pause or
   * a new address counts at once.
   */
  async #deliverDue(webhookId: string): Promise<boolean> {
    const due = [...this.parts.store.firstDue(webhookId, this.parts.clock.ms(), mostAtATime)];
    if (due.length === 0) return false;
    const deliverNext = async (): Promise<void> => {
      for (let next = due.shift(); next !== undefined; next = due.shift()) {
        const webhook = this.#live(webhookId);
        if (webhook === undefined) return;
        await this.#deliver(webhook, next);
      }
    };
    await Promise.all(Array.from({ length: webhookBounds.streamsAtATime }, deliverNext));
    return true;
  }

  async #deliver(webhook: Subscribed, delivery: PendingDelivery): Promise<void> {
    const { store, clock, send, onDelivery, schedule = usualSchedule } = this.parts;
    const { webhookId } = webhook;
    const [event] = (await this.parts.ordinals.readAll(delivery.position - 1, 1)) as [Recorded];
    const body = await this.#bodyOf(webhook, event);
    const attempt = await send(webhook.url, this.#headers(webhook, event, body), body);
    const by = { webhookId, position: delivery.position, at: clock.ms(), status: attempt.status, fault: attempt.fault };
    if (attempt.fault === null) {
      store.settled(webhookId, delivery.position);
      store.note({ ...by, outcome: 'delivered' });
      onDelivery?.('delivered');
      return;
    }
    const delaySeconds = schedule[delivery.attempts];
    if (delaySeconds === undefined) store.markDead(webhookId, delivery.position, attempt.fault);
    // Retry jitter of up to a fifth, so that a subscriber that recovers does not receive everything at once.
    else
      store.schedule({
        ...delivery,
        attempts: delivery.attempts + 1,
        dueAt: clock.ms() + Math.ceil(delaySeconds * 1000 * (1 + Math.random() / 5)),
        fault: attempt.fault,
      });
    const outcome = delaySeconds === undefined ? 'dead' : 'failed';
    store.note({ ...by, outcome });
    onDelivery?.(outcome);
    // Not where an admin was faster, or the subscription has another address by now.
    if (attempt.status === 410 && this.#live(webhookId)?.url === webhook.url) await this.#pauseGone(webhook);
  }

  /** 410: the subscription is paused. Pending events wait until it is resumed. */
  async #pauseGone({ vendor, webhookId }: Subscribed): Promise<void> {
    await this.parts.subscriptions.pause(vendor, webhookId, 'answered 410');
    await this.#loadSubscriptions();
  }

  /** Of concurrent loads the one that began last counts: an earlier one may have read before a pause. */
  async #loadSubscriptions(): Promise<void> {
    const reload = (this.#loads += 1);
    const known = await this.parts.subscriptions.all();
    if (reload < this.#latestLoad) return;
    [this.#latestLoad, this.#known] = [reload, known];
  }

  async #bodyOf(webhook: Subscribed, event: Recorded): Promise<string> {
    const [shown] = webhook.includePersonal ? await this.parts.sealer.openEvents(webhook.vendor, [event]) : [event];
    return JSON.stringify(cloudEvent({ ...shown!, data: withoutPersons(shown!.data, webhook.includePersonal) }));
  }

  #headers({ webhookId, secret, former }: Subscribed, event: Recorded, body: string): Readonly<Record<string, string>> {
    const now = this.parts.clock.ms();
    const secrets = [secret, ...(former !== null && now < Date.parse(former.until) ? [former.secret] : [])].flatMap(
      (each) => ('plain' in each ? [each.plain] : []),
    );
    return {
      'content-type': 'application/cloudevents+json; charset=utf-8',
      'user-agent': 'service-ledger-webhooks/1',
      ...signedHeaders(`${event.id}.${webhookId}`, now, body, secrets),
    };
  }

  #wakeWhenDue(): void {
    clearTimeout(this.#timer);
    if (this.#closed) return;
    const next = Math.min(
      ...this.#known
        .filter(({ paused }) => paused === null)
        .map(({ webhookId }) => this.parts.store.nextDue(webhookId) ?? Infinity),
    );
    if (next === Infinity) return;
    this.#timer = setTimeout(() => this.#kickSoon(), Math.min(Math.max(next - this.parts.clock.ms(), 10), 60_000));
    this.#timer.unref();
  }
}
