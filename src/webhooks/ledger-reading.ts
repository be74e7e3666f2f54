import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Recorded } from '../../domain/kernel/envelope.js';
import type { ConcernedCustomers } from '../changes/changes.port.js';
import type { Clock } from '../platform/clock.js';
import type { JobResult, NewJob, RunningJob, Worker } from '../platform/jobs/jobs.js';
import { derivedSubject } from './cloud-event.js';
import { type Cursors, delivery, type DeliveryJobs, vendorReading } from './delivery-jobs.js';
import type { LedgerReader, Subscribed, Subscriptions } from './subscriptions.js';
import { wantsDerived, wantsRecorded } from './types.js';

/** Between two reads other work has its turn: what one read finds is stored in one step. */
const eventsAtATime = 100;
/** Milliseconds until a vendor's reading is due again where nobody adds it. */
const restMs = 60_000;

export interface ReadingParts {
  readonly ordinals: Pick<LedgerReader, 'readAll'>;
  readonly concerned: Pick<ConcernedCustomers, 'concernedBy'>;
  readonly deliveries: DeliveryJobs;
  readonly subscriptions: Subscriptions;
  readonly clock: Clock;
  /** Receives faults, and the name of the work that has none any more. */
  readonly report: (work: string, error: unknown) => void;
  /** The job has more to read once deliveries or attempts that run have ended. */
  readonly onWaiting: (job: NewJob) => void;
}

/**
 * Reads the ledger for subscribers and adds a delivery for each event that they want. All subscriptions of a vendor
 * share one reading: one that begins earlier, was paused or was full is read for alone until it has caught up.
 */
export class LedgerReading {
  readonly worker: Worker = {
    handler: (job) => this.#reported(job),
    concurrency: 4,
    perVendor: 2,
    // Faults are handled below: an attempt fails only with its process.
    retryAfterMs: Array.from({ length: 100 }, () => 1_000),
  };

  constructor(private readonly parts: ReadingParts) {}

  async #reported(job: RunningJob): Promise<JobResult> {
    const work = job.group ?? job.id;
    try {
      const result = await (job.group === undefined ? this.#readForVendor(job) : this.#readAgain(job, job.group));
      this.parts.report(work, null);
      return result;
    } catch (error) {
      this.parts.report(work, error);
      return { againAt: this.parts.clock.ms() + restMs };
    }
  }

  async #readForVendor({ vendor, data, signal, save }: RunningJob): Promise<JobResult> {
    const { subscriptions, ordinals, clock } = this.parts;
    let cursors = data as Cursors;
    while (!signal.aborted) {
      const webhooks = await subscriptions.of(vendor);
      cursors = await this.#withoutEnded(vendor, cursors, webhooks);
      if (Object.keys(cursors).length === 0 && webhooks.length === 0) return undefined;
      const cursorOf = ({ webhookId, from }: Subscribed): number => cursors[webhookId] ?? from;
      const readable = await this.#readable(webhooks);
      const after = Math.min(...readable.map(cursorOf));
      const batch = readable.length === 0 ? [] : await ordinals.readAll(after, eventsAtATime);
      const last = batch.at(-1)?.position ?? 0;
      const found: NewJob[] = [];
      for (const webhook of readable) found.push(...(await this.#wantedBy(webhook, cursorOf(webhook), batch)));
      const next = webhooks.map((webhook): readonly [string, number] => {
        const cursor = cursorOf(webhook);
        return [webhook.webhookId, readable.includes(webhook) ? Math.max(cursor, last) : cursor];
      });
      cursors = { ...cursors, ...Object.fromEntries(next) };
      await save(cursors, found);
      if (batch.length === 0) return { againAt: clock.ms() + restMs };
      await nextTurn();
    }
    return { againAt: clock.ms() };
  }

  /** One subscription, from a position on up to another, beside the vendor's reading. */
  async #readAgain(job: RunningJob, webhookId: string): Promise<JobResult> {
    const { queue, id, vendor, data, signal, save } = job;
    const { subscriptions, ordinals, clock, deliveries } = this.parts;
    const upTo = Number(data['upTo']);
    let after = Number(data['after']);
    while (after < upTo && !signal.aborted) {
      const webhook = (await subscriptions.of(vendor)).find((each) => each.webhookId === webhookId);
      if (webhook === undefined) return undefined;
      if (await deliveries.isFull(webhook)) {
        this.parts.onWaiting({ queue, id, vendor, group: webhookId, dueAt: clock.ms(), data: { after, upTo } });
        return { againAt: clock.ms() + restMs };
      }
      const batch = (await ordinals.readAll(after, eventsAtATime)).filter(({ position }) => position <= upTo);
      const found = await this.#wantedBy(webhook, after, batch);
      after = batch.at(-1)?.position ?? upTo;
      await save({ after, upTo }, found);
      await nextTurn();
    }
    return signal.aborted ? { againAt: clock.ms() } : undefined;
  }

  /** The deliveries that a subscription is due of events after a position. */
  async #wantedBy(webhook: Subscribed, after: number, events: readonly Recorded[]): Promise<readonly NewJob[]> {
    const { webhookId, vendor, types } = webhook;
    const found: NewJob[] = [];
    const dueAt = this.parts.clock.ms();
    for (const event of events) {
      if (event.vendor !== vendor || event.position <= after) continue;
      if (wantsRecorded(types, event.type)) found.push(delivery(webhookId, event, dueAt));
      if (!wantsDerived(types)) continue;
      for (const [index, concerned] of (await this.parts.concerned.concernedBy(event)).entries()) {
        const derived = { vendor, stream: derivedSubject(vendor, concerned), position: event.position };
        found.push(delivery(webhookId, derived, dueAt, index + 1));
      }
    }
    return found;
  }

  /** Those that are not paused and have room for more. */
  async #readable(webhooks: readonly Subscribed[]): Promise<readonly Subscribed[]> {
    const readable: Subscribed[] = [];
    for (const webhook of webhooks)
      if (webhook.paused === null)
        if (await this.parts.deliveries.isFull(webhook)) this.#readLater(webhook.vendor);
        else readable.push(webhook);
    return readable;
  }

  /** A process may have died between the end of a subscription and the removal of what was stored of it. */
  async #withoutEnded(vendor: string, cursors: Cursors, webhooks: readonly Subscribed[]): Promise<Cursors> {
    const stored: [string, number][] = [];
    for (const [webhookId, cursor] of Object.entries(cursors)) {
      const removed = !webhooks.some((each) => each.webhookId === webhookId) && (await this.#remove(vendor, webhookId));
      if (!removed) stored.push([webhookId, cursor]);
    }
    return Object.fromEntries(stored);
  }

  async #remove(vendor: string, webhookId: string): Promise<boolean> {
    const removed = await this.parts.deliveries.remove(webhookId);
    if (!removed) this.#readLater(vendor);
    return removed;
  }

  #readLater(vendor: string): void {
    this.parts.onWaiting(vendorReading(vendor, this.parts.clock.ms()));
  }
}
