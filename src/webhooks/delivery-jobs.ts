import type { Recorded } from '../../domain/kernel/envelope.js';
import type { Webhook } from '../../domain/webhooks/webhooks.js';
import type { JobData, Jobs, NewJob } from '../platform/jobs/jobs.js';
import { webhookBounds } from './bounds.js';

export const readings = 'webhook-readings';
export const deliveries = 'webhook-deliveries';

/**
 * A recorded event, or what was derived of one; no customer where it is about a series or all of them. Attempts that
 * earlier versions noted have none of it.
 */
export interface Sent {
  readonly type: string;
  readonly derived: boolean;
  readonly customerId: string | null;
  readonly customerCode: string | null;
}

/** The outcome of an attempt; the last ones are stored for inspection. `at` in epoch ms. */
export interface Attempted extends Partial<Sent> {
  readonly position: number;
  readonly at: number;
  readonly outcome: 'delivered' | 'failed' | 'dead';
  readonly status: number | null;
  readonly fault: string | null;
}

/** An event that was given up after its last attempt. */
export interface DeadLetter {
  readonly position: number;
  /** Of the event, or of what was derived of it. */
  readonly stream: string;
  /** 0 for the event itself. */
  readonly part: number;
  readonly attempts: number;
  readonly fault: string;
}

/** Position up to which the ledger has been read for each subscription of a vendor, by the subscription's id. */
export type Cursors = Readonly<Record<string, number>>;

/** Ids are compared as text: every position has as many digits as the largest one. */
const digits = String(Number.MAX_SAFE_INTEGER).length;
const deliveryId = (webhookId: string, position: number, part: number): string =>
  `${webhookId}-${String(position).padStart(digits, '0')}${part === 0 ? '' : `-${part}`}`;

/** The reading of the ledger for all subscriptions of a vendor; without data it begins where each of them does. */
export const vendorReading = (vendor: string, dueAt: number, cursors: Cursors = {}): NewJob => ({
  queue: readings,
  id: `vendor-${vendor}`,
  vendor,
  dueAt,
  data: cursors,
});

/** A second reading for one subscription: the events after a position, up to the one that the vendor's has reached. */
export const redeliveryReading = (
  vendor: string,
  { webhookId, after, upTo }: { readonly webhookId: string; readonly after: number; readonly upTo: number },
  dueAt: number,
): NewJob => ({
  queue: readings,
  id: `again-${webhookId}-${after}-${dueAt}`,
  vendor,
  group: webhookId,
  dueAt,
  data: { after, upTo },
});

/**
 * The delivery of one event, or of a part that is derived of it (from 1 on). Deliveries of one stream to one
 * subscription run in the order of positions; what is derived is in the stream of its subject.
 */
export const delivery = (
  webhookId: string,
  { vendor, stream, position }: Pick<Recorded, 'vendor' | 'stream' | 'position'>,
  dueAt: number,
  part = 0,
): NewJob => ({
  queue: deliveries,
  id: deliveryId(webhookId, position, part),
  vendor,
  group: webhookId,
  series: `${webhookId} ${stream}`,
  dueAt,
  data: part === 0 ? { position, stream } : { position, stream, part },
});

/** What is stored of deliveries: progress, undelivered events, dead letters, last attempts. */
export class DeliveryJobs {
  constructor(private readonly jobs: Jobs) {}

  /** Up to where the ledger has been read for a vendor's subscriptions; what it lacks begins at its own start. */
  async cursors(vendor: string): Promise<Cursors> {
    return ((await this.jobs.get(readings, `vendor-${vendor}`))?.data ?? {}) as Cursors;
  }

  async counts({
    webhookId,
  }: Pick<Webhook, 'webhookId'>): Promise<{ readonly waiting: number; readonly dead: number }> {
    const { waiting, running, dead } = await this.jobs.counts(deliveries, webhookId);
    return { waiting: waiting + running, dead };
  }

  async isFull(webhook: Pick<Webhook, 'webhookId'>): Promise<boolean> {
    return (await this.counts(webhook)).waiting >= webhookBounds.waiting;
  }

  /** By position. */
  async dead(webhookId: string, limit: number): Promise<readonly DeadLetter[]> {
    return (await this.jobs.dead(deliveries, limit, webhookId)).map(({ data, attempts, fault }) => {
      const { position, stream, part = 0 } = data;
      return { position: Number(position), stream: String(stream), part: Number(part), attempts, fault };
    });
  }

  /** False where no such delivery was given up. */
  retry(webhookId: string, position: number, part: number): Promise<boolean> {
    return this.jobs.retry(deliveries, deliveryId(webhookId, position, part));
  }

  note(webhookId: string, attempted: Attempted): Promise<void> {
    const note: JobData = { ...attempted };
    return this.jobs.note(deliveries, webhookId, note, webhookBounds.keptDeliveries);
  }

  /** The latest first. */
  async attempts(webhookId: string, limit: number): Promise<readonly Attempted[]> {
    return (await this.jobs.notes(deliveries, webhookId, limit)) as unknown as readonly Attempted[];
  }

  /** Drops what is stored of a subscription that ended. False while an attempt still runs, which is not dropped yet. */
  async remove(webhookId: string): Promise<boolean> {
    for (const queue of [readings, deliveries]) await this.jobs.removeGroup(queue, webhookId);
    if ((await this.jobs.counts(deliveries, webhookId)).running > 0) return false;
    // What ended in between may have been noted.
    await this.jobs.removeGroup(deliveries, webhookId);
    return true;
  }
}
