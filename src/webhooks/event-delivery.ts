import type { Recorded } from '../../domain/kernel/envelope.js';
import type { ConcernedCustomers } from '../changes/changes.port.js';
import type { Clock } from '../platform/clock.js';
import type { JobResult, RunningJob, Worker } from '../platform/jobs/jobs.js';
import type { Sealer } from '../platform/keys/sealer.js';
import { webhookBounds } from './bounds.js';
import { cloudEvent, derivedCloudEvent, typePrefix, withoutPersons } from './cloud-event.js';
import type { Attempted, DeliveryJobs } from './delivery-jobs.js';
import type { Send } from './send.js';
import { signedHeaders } from './signature.js';
import type { LedgerReader, Subscribed, Subscriptions } from './subscriptions.js';

/** Seconds before each further attempt, as Standard Webhooks proposes; then the event is dead. */
export const usualSchedule: readonly number[] = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];

/** Retry jitter of up to a fifth, so that a subscriber that recovers does not receive everything at once. */
const jitter = 1 / 5;
/** A fault of our own is tried again after as long as it has lasted, within these bounds, in ms. */
const faultRest = { leastMs: 1_000, mostMs: 30_000 };
const pausedRestMs = 86_400_000;

export type DeliveryListener = (outcome: Attempted['outcome']) => void;

export interface EventDeliveryParts {
  readonly ordinals: Pick<LedgerReader, 'readAll'>;
  readonly sealer: Sealer;
  readonly concerned: ConcernedCustomers;
  readonly deliveries: DeliveryJobs;
  readonly subscriptions: Subscriptions;
  readonly send: Send;
  readonly clock: Clock;
  readonly schedule?: readonly number[];
  readonly onDelivery?: DeliveryListener;
  /** Receives faults, and the name of the work that has none any more. */
  readonly report: (work: string, error: unknown) => void;
}

/** The subscriber did not acknowledge the event. */
class NotAcknowledged extends Error {}

/** Delivers one event to one subscriber: an attempt of its job is an attempt to deliver it. */
export class EventDelivery {
  readonly worker: Worker;
  readonly #schedule: readonly number[];
  /** On the monotonic clock: the first fault of our own since the last delivery. */
  #faultSince: number | undefined;

  constructor(private readonly parts: EventDeliveryParts) {
    this.#schedule = parts.schedule ?? usualSchedule;
    this.worker = {
      handler: (job) => this.#reported(job),
      concurrency: 64,
      perVendor: 32,
      perGroup: webhookBounds.streamsAtATime,
      retryAfterMs: this.#schedule.map((seconds) => seconds * 1000),
      jitter,
    };
  }

  /** A fault of our own is no attempt: the event is due again, and the stream waits for it. */
  async #reported(job: RunningJob): Promise<JobResult> {
    const work = job.group ?? '';
    try {
      const result = await this.#deliver(job);
      this.#faultSince = undefined;
      this.parts.report(work, null);
      return result;
    } catch (error) {
      this.parts.report(work, error instanceof NotAcknowledged ? null : error);
      if (error instanceof NotAcknowledged) throw error;
      const lastsMs = performance.now() - (this.#faultSince ??= performance.now());
      return { againAt: this.parts.clock.ms() + Math.min(faultRest.mostMs, Math.max(faultRest.leastMs, lastsMs)) };
    }
  }

  /** The subscription is read from the ledger before each delivery: a pause or a new address counts at once. */
  async #deliver(job: RunningJob): Promise<JobResult> {
    const { clock, ordinals, send, deliveries, onDelivery } = this.parts;
    const webhook = await this.#subscription(job);
    if (webhook === undefined) return undefined;
    if (webhook.paused !== null) return { againAt: clock.ms() + pausedRestMs };
    const position = Number(job.data['position']);
    const [event] = await ordinals.readAll(position - 1, 1);
    if (event?.position !== position) throw new RangeError(`the ledger has no event at position ${position}`);
    const part = Number(job.data['part'] ?? 0);
    const sent = part === 0 ? await this.#recorded(webhook, event) : await this.#derived(event, part);
    const body = JSON.stringify(sent);
    const headers = deliveryHeaders(webhook, `${sent.id}.${webhook.webhookId}`, clock.ms(), body);
    const { status, fault } = await send(webhook.url, headers, body);
    const outcome = fault === null ? 'delivered' : job.attempt > this.#schedule.length ? 'dead' : 'failed';
    const about = {
      type: sent.type.slice(typePrefix.length),
      derived: part > 0,
      customerId: sent.customerid ?? null,
      customerCode: sent.customercode ?? null,
    };
    await deliveries.note(webhook.webhookId, { position, at: clock.ms(), outcome, status, fault, ...about });
    onDelivery?.(outcome);
    if (fault === null) return undefined;
    if (status === 410) await this.#pauseGone(job, webhook);
    throw new NotAcknowledged(fault);
  }

  async #subscription({ vendor, group }: RunningJob): Promise<Subscribed | undefined> {
    return (await this.parts.subscriptions.of(vendor)).find(({ webhookId }) => webhookId === group);
  }

  /**
   * 410: the subscription is paused; undelivered events wait until it is resumed. Not where an admin was faster, or the
   * subscription has another address by now.
   */
  async #pauseGone(job: RunningJob, { vendor, webhookId, url }: Subscribed): Promise<void> {
    const current = await this.#subscription(job);
    if (current?.paused === null && current.url === url)
      await this.parts.subscriptions.pause(vendor, webhookId, 'answered 410');
  }

  async #recorded(webhook: Subscribed, event: Recorded) {
    const [shown] = webhook.includePersonal ? await this.parts.sealer.openEvents(webhook.vendor, [event]) : [event];
    const data = withoutPersons(shown!.data, webhook.includePersonal);
    return cloudEvent({ ...shown!, data }, await this.parts.concerned.partyOf(event));
  }

  async #derived(event: Recorded, part: number) {
    const concerned = (await this.parts.concerned.concernedBy(event))[part - 1];
    if (concerned === undefined) throw new RangeError(`the event at ${event.position} concerns nobody as ${part}`);
    return derivedCloudEvent(event, concerned, part);
  }
}

/** The headers of a delivery, signed with every secret that is good at `now` (epoch ms). */
export const deliveryHeaders = (
  { secret, former }: Pick<Subscribed, 'secret' | 'former'>,
  id: string,
  now: number,
  body: string,
): Readonly<Record<string, string>> => {
  const isGood = former !== null && now < Date.parse(former.until);
  const secrets = [secret, ...(isGood ? [former.secret] : [])].flatMap((each) => ('plain' in each ? [each.plain] : []));
  return {
    'content-type': 'application/cloudevents+json; charset=utf-8',
    'user-agent': 'service-ledger-webhooks/1',
    ...signedHeaders(id, now, body, secrets),
  };
};
