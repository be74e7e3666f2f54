import { setTimeout as sleep } from 'node:timers/promises';
import { type Recorded, streamName } from '../../domain/kernel/envelope.js';
import type { ConcernedCustomers } from '../changes/changes.port.js';
import type { Clock } from '../platform/clock.js';
import type { Subscription, SubscriptionState } from '../platform/events/event-store.js';
import type { Runner } from '../platform/health/runners.js';
import { type Jobs, JobsUnreachable, type NewJob } from '../platform/jobs/jobs.js';
import type { Sealer } from '../platform/keys/sealer.js';
import type { Logger } from '../platform/logging/logger.js';
import { deliveries, DeliveryJobs, readings, redeliveryReading, vendorReading } from './delivery-jobs.js';
import { type DeliveryListener, EventDelivery } from './event-delivery.js';
import { LedgerReading } from './ledger-reading.js';
import type { Send } from './send.js';
import type { LedgerReader, Subscribed, Subscriptions } from './subscriptions.js';

/** Real milliseconds between two reconciles: what was lost in the engine of jobs is added again. */
const reconcileMs = 30_000;
/** Real milliseconds after which a reading is tried again that waits for room or for an attempt to end. */
const waitingMs = 500;
/** Real milliseconds from a change of the ledger or a subscription to the measurement of the lag. */
const measureMs = 1_000;
const pollMs = 10;
const mostDead = 1_000_000;
const interrupted = 'webhook deliveries stopped; tried again by themselves';

export interface DelivererParts {
  readonly ordinals: LedgerReader;
  readonly sealer: Sealer;
  readonly concerned: ConcernedCustomers;
  readonly jobs: Jobs;
  readonly subscriptions: Subscriptions;
  readonly send: Send;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly schedule?: readonly number[];
  readonly onDelivery?: DeliveryListener;
  readonly runner?: Runner;
}

/**
 * Delivers recorded events to subscribers, at least once, by jobs: one reads the ledger for all subscriptions of a
 * vendor, one delivers each event (README). The jobs are shared by every process; this class adds them when the ledger
 * or a subscription has changed, and again at each reconcile.
 */
export class Deliverer {
  readonly #deliveries: DeliveryJobs;
  /** Vendors with subscriptions. */
  #vendors = new Set<string>();
  readonly #changed = new Set<string>();
  readonly #failing = new Set<string>();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #running = new Set<Promise<void>>();
  #adding: Promise<void> | undefined;
  #subscription: Subscription | undefined;
  #working = false;
  #closed = false;
  #lag = 0;

  constructor(private readonly parts: DelivererParts) {
    this.#deliveries = new DeliveryJobs(parts.jobs);
  }

  /** Nothing is delivered before `start`: only the running server delivers, not a command beside it. */
  async start(): Promise<void> {
    this.parts.runner?.started();
    await (this.parts.runner?.run('start', () => this.#begin()) ?? this.#begin());
  }

  async #begin(): Promise<void> {
    const { ordinals, jobs } = this.parts;
    const { position } = await ordinals.head();
    // What cannot be added now is added when the jobs are reached, and at the next reconcile.
    await this.refresh().catch((error: unknown) => {
      if (!(error instanceof JobsUnreachable)) throw error;
      this.#report('addition', error);
    });
    if (this.#working || this.#closed) return;
    this.#working = true;
    jobs.onEmptied(() => this.#later('addition', 0, () => this.refresh()));
    this.#subscription = ordinals.subscribe(
      position,
      (recorded) => this.#onRecorded(recorded),
      (state) => this.#onState(state),
    );
    const parts = { ...this.parts, deliveries: this.#deliveries, report: this.#report };
    jobs.work(deliveries, new EventDelivery(parts).worker);
    jobs.work(readings, new LedgerReading({ ...parts, onWaiting: (job) => this.#addLater(job) }).worker);
    this.#reconcileLater();
  }

  /** After a change of subscriptions or of the clock: what is due is read and delivered. One vendor, or each. */
  async refresh(vendor?: string): Promise<void> {
    if (this.#closed) return;
    const { subscriptions, jobs } = this.parts;
    const known = vendor === undefined ? await subscriptions.all() : await subscriptions.of(vendor);
    const vendors = new Set(vendor === undefined ? known.map((webhook) => webhook.vendor) : [vendor]);
    this.#vendors = vendor === undefined ? vendors : new Set([...this.#vendors, ...vendors]);
    for (const each of vendors) await this.#addReading(each);
    for (const { webhookId, paused } of known) if (paused === null) await jobs.promoteGroup(deliveries, webhookId);
    jobs.wake();
    if (vendor === undefined) this.#report('addition', null);
    this.#measureLater();
  }

  /** How many events the slowest subscription that is not paused was behind when it was measured last. */
  lag(): number {
    return this.#lag;
  }

  /** Delivers again from a position on, in order, beside what is pending; does not wait for deliveries under way. */
  async redeliver({ vendor, webhookId, from }: Subscribed, fromPosition: number): Promise<void> {
    const { clock, jobs } = this.parts;
    const upTo = (await this.#deliveries.cursors(vendor))[webhookId] ?? from;
    const dead = await this.#deliveries.dead(webhookId, mostDead);
    for (const { position, part } of dead)
      if (position >= fromPosition) await this.#deliveries.retry(webhookId, position, part);
    if (fromPosition <= upTo)
      await jobs.add(redeliveryReading(vendor, { webhookId, after: fromPosition - 1, upTo }, clock.ms()));
    await this.refresh(vendor);
  }

  /** A dead event waits again, due at once, with what was derived of it. False where it is none of the dead. */
  async retry({ webhookId }: Subscribed, position: number): Promise<boolean> {
    const { ordinals, concerned } = this.parts;
    const [event] = Number.isSafeInteger(position) && position > 0 ? await ordinals.readAll(position - 1, 1) : [];
    const derived = event?.position === position ? (await concerned.concernedBy(event)).length : 0;
    let found = false;
    for (let part = 0; part <= derived; part += 1)
      found = (await this.#deliveries.retry(webhookId, position, part)) || found;
    return found;
  }

  /** Drops what is stored of a subscription that ended, once the attempts under way have been answered. */
  async remove(vendor: string, webhookId: string): Promise<void> {
    while (!(await this.#deliveries.remove(webhookId))) await sleep(pollMs);
    this.#report(webhookId, null);
    await this.refresh(vendor);
  }

  /** Resolves when nothing is due, or nothing is delivered by this process. */
  async idle(): Promise<void> {
    const { jobs, clock } = this.parts;
    const isDue = async (queue: string): Promise<boolean> => {
      const { running, nextDueAt } = await jobs.counts(queue);
      return running > 0 || (nextDueAt !== null && nextDueAt <= clock.ms());
    };
    while (this.#working && !this.#closed) {
      await this.#adding;
      if (!(await isDue(readings)) && !(await isDue(deliveries)) && this.#adding === undefined) return;
      await sleep(pollMs);
    }
  }

  /** Adds nothing more. The jobs that run end when their engine is closed. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const timer of this.#timers.values()) clearTimeout(timer);
    await this.#subscription?.stop();
    await Promise.all(this.#running);
    await this.#adding;
  }

  #onRecorded(events: readonly Recorded[]): void {
    for (const { vendor, stream } of events)
      if (this.#vendors.has(vendor) || stream === streamName(vendor, 'webhooks', 'all')) this.#changed.add(vendor);
    if (this.#changed.size > 0) this.#addChanged();
    this.#measureLater();
  }

  #onState(state: SubscriptionState): void {
    this.#report('subscription', state.state === 'following' ? null : state.cause);
  }

  /** Changes that follow each other closely are one addition. */
  #addChanged(): void {
    const add = async (): Promise<void> => {
      const vendors = [...this.#changed];
      this.#changed.clear();
      for (const vendor of vendors) {
        this.#vendors.add(vendor);
        await this.#addReading(vendor);
      }
    };
    this.#adding ??= this.#reported('addition', add()).finally(() => {
      this.#adding = undefined;
      if (this.#changed.size > 0) this.#addChanged();
    });
  }

  #addReading(vendor: string): Promise<void> {
    return this.parts.jobs.add(vendorReading(vendor, this.parts.clock.ms()));
  }

  #addLater(job: NewJob): void {
    this.#later(job.id, waitingMs, () => this.parts.jobs.add({ ...job, dueAt: this.parts.clock.ms() }));
  }

  #reconcileLater(): void {
    this.#later('reconcile', reconcileMs, async () => {
      this.#reconcileLater();
      await this.refresh();
      const known = new Set((await this.parts.subscriptions.all()).map(({ webhookId }) => webhookId));
      // A fault of a subscription that another process has ended.
      for (const work of this.#failing) if (work.startsWith('whk_') && !known.has(work)) this.#report(work, null);
    });
  }

  #measureLater(): void {
    this.#later('measurement', measureMs, async () => {
      const { ordinals, subscriptions } = this.parts;
      const { position: head } = await ordinals.head();
      this.#lag = 0;
      for (const vendor of this.#vendors) {
        const cursors = await this.#deliveries.cursors(vendor);
        const active = (await subscriptions.of(vendor)).filter(({ paused }) => paused === null);
        const lag = Math.max(0, ...active.map(({ webhookId, from }) => head - (cursors[webhookId] ?? from)));
        this.#lag = Math.max(this.#lag, lag);
        // Also behind events of other vendors, which add no reading.
        if (lag > 0) await this.#addReading(vendor);
      }
      if (this.#lag > 0) this.#measureLater();
    });
  }

  /** Once, after real milliseconds, unless it waits already. */
  #later(work: string, ms: number, run: () => Promise<void>): void {
    if (this.#closed || this.#timers.has(work)) return;
    const timer = setTimeout(() => {
      this.#timers.delete(work);
      const whole = this.#reported(work, run()).finally(() => this.#running.delete(whole));
      this.#running.add(whole);
    }, ms);
    this.#timers.set(work, timer.unref());
  }

  #reported(work: string, done: Promise<void>): Promise<void> {
    return done.then(
      () => this.#report(work, null),
      (error: unknown) => this.#report(work, error),
    );
  }

  readonly #report = (work: string, error: unknown): void => {
    const { runner, logger } = this.parts;
    if (error === null) {
      this.#failing.delete(work);
      runner?.succeeded(work);
      return;
    }
    this.#failing.add(work);
    runner?.failed(work, error);
    logger.error({ err: error, work }, interrupted);
  };
}
