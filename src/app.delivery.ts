import { ConcernedCustomers } from './changes/changes.port.js';
import type { Clock } from './platform/clock.js';
import type { Runners } from './platform/health/runners.js';
import { readOldWebhooks, removeOldWebhooks } from './platform/jobs/old-webhooks-file.js';
import type { Logger } from './platform/logging/logger.js';
import type { Metrics } from './platform/metrics/metrics.js';
import type { Stores } from './platform/stores.module.js';
import type { PolicyBooks } from './policies/policies.port.js';
import { Deliverer } from './webhooks/deliverer.js';
import { senderTo } from './webhooks/send.js';
import { takeOverDeliveries } from './webhooks/take-over.js';
import { Targets } from './webhooks/targets.js';
import { subscriptionsOf, WebhookSubscriptions } from './webhooks/webhook-subscriptions.js';

interface Around {
  readonly books: PolicyBooks;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly runners: Runners;
  /** The setting of this name. */
  readonly webhookHosts: string;
}

/** What delivers events to webhooks, and what its routes share with it. */
export const openDelivery = (stores: Stores, { books, clock, metrics, logger, runners, webhookHosts }: Around) => {
  const { ledger, ordinals, sealer, jobs } = stores;
  const targets = new Targets(webhookHosts.split(',').filter(Boolean));
  const onDelivery = metrics.counter(
    'webhook_deliveries_total',
    'Deliveries to webhooks by what came of them',
    'outcome',
  );
  const subscriptions = subscriptionsOf(
    new WebhookSubscriptions(ledger),
    () => books.knownVendors(),
    () => clock.now(),
  );
  const send = senderTo(targets);
  const concerned = new ConcernedCustomers(ordinals);
  const deliverer: Deliverer = new Deliverer({
    concerned,
    ordinals,
    sealer,
    jobs,
    subscriptions,
    send,
    clock,
    logger,
    onDelivery,
    runner: runners.add('webhooks', () => deliverer.lag()),
  });
  metrics.gauge('webhook_lag_events', 'Events by which the slowest subscription is behind', () => deliverer.lag());
  /** Progress of deliveries that an earlier version stored in a file of its own. */
  const takeOver = async (home: string): Promise<void> => {
    const old = readOldWebhooks(home);
    if (old === null) return;
    await takeOverDeliveries(old, jobs, subscriptions);
    removeOldWebhooks(home);
  };
  return { concerned, deliverer, targets, send, takeOver };
};
