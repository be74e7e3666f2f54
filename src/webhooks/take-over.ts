import type { Jobs } from '../platform/jobs/jobs.js';
import type { OldWebhooks } from '../platform/jobs/old-webhooks-file.js';
import { delivery, DeliveryJobs, vendorReading } from './delivery-jobs.js';
import type { Subscribed, Subscriptions } from './subscriptions.js';

/**
 * Takes over the progress that an earlier version stored, before anything is delivered. Done twice it is done once:
 * jobs and dead letters are known by their ids, and attempts are noted where none are.
 */
export async function takeOverDeliveries(old: OldWebhooks, jobs: Jobs, subscriptions: Subscriptions): Promise<void> {
  const webhooks = await subscriptions.all();
  for (const webhook of webhooks) await takeOver(old, jobs, webhook);
  for (const vendor of new Set(webhooks.map((webhook) => webhook.vendor))) {
    const own = new Set(webhooks.flatMap((webhook) => (webhook.vendor === vendor ? [webhook.webhookId] : [])));
    const cursors = old.cursors.filter(({ webhookId }) => own.has(webhookId));
    const data = Object.fromEntries(cursors.map(({ webhookId, position }) => [webhookId, position]));
    await jobs.add(vendorReading(vendor, 0, data));
  }
}

async function takeOver(old: OldWebhooks, jobs: Jobs, { vendor, webhookId }: Subscribed): Promise<void> {
  const ofWebhook = <T extends { readonly webhookId: string }>(all: readonly T[]): readonly T[] =>
    all.filter((each) => each.webhookId === webhookId);
  for (const { position, stream, attempts, dueAt, fault, dead } of ofWebhook(old.waiting)) {
    const job = delivery(webhookId, { vendor, stream, position }, dueAt);
    await (dead === 1 ? jobs.bury(job, attempts, fault ?? '') : jobs.add(job));
  }
  const stored = new DeliveryJobs(jobs);
  if ((await stored.attempts(webhookId, 1)).length > 0) return;
  for (const { position, at, outcome, status, fault } of ofWebhook(old.deliveries))
    await stored.note(webhookId, { position, at, outcome, status, fault });
}
