import { Inject } from '@nestjs/common';
import type { Refusal } from '../../domain/kernel/decider.js';
import { streamName } from '../../domain/kernel/envelope.js';
import { type Webhook, type Webhooks, webhooks, type WebhooksCommand } from '../../domain/webhooks/webhooks.js';
import type { WebhookEvent } from '../../domain/webhooks/webhooks.events.js';
import { Ledger } from '../platform/ledger/ledger.js';
import type { CommandRequest, Outcome } from '../platform/ledger/outcome.js';
import type { Subscriptions } from './deliverer.js';
import type { DeliveryStore } from './delivery-store.js';

const [category, id] = ['webhooks', 'all'] as const;

/** Records and reads what a vendor subscribes to: one stream for all its webhooks. */
export class WebhookSubscriptions {
  constructor(@Inject(Ledger) private readonly ledger: Ledger) {}

  record(
    vendor: string,
    request: CommandRequest,
    command: WebhooksCommand,
  ): Promise<Outcome<Webhooks, WebhookEvent> | Refusal> {
    return this.ledger.handle({ vendor, category, id, decider: webhooks, command, request });
  }

  async of(vendor: string): Promise<{ readonly webhooks: readonly Webhook[]; readonly revision: number }> {
    const { state, revision } = await this.ledger.load(vendor, category, id, webhooks);
    return { webhooks: [...state.byId.values()], revision };
  }

  /** Ids of those that were deleted. */
  async ended(vendor: string): Promise<readonly string[]> {
    const events = await this.ledger.streams.read<WebhookEvent>(vendor, streamName(vendor, category, id));
    return events.flatMap(({ type, data }) => (type === 'WebhookDeleted' ? [data.webhookId] : []));
  }
}

/** The subscriptions of all vendors, for the deliverer. */
export const subscriptionsOf = (
  subscribed: WebhookSubscriptions,
  vendors: () => readonly string[],
  now: () => string,
): Subscriptions => ({
  async all() {
    const found = await Promise.all(
      vendors().map(async (vendor) =>
        (await subscribed.of(vendor)).webhooks.map((webhook) => ({ ...webhook, vendor })),
      ),
    );
    return found.flat();
  },
  async pause(vendor, webhookId, reason) {
    const scope = `webhook gone ${webhookId} ${now()}`;
    await subscribed.record(
      vendor,
      { actor: { id: 'webhooks', role: 'system' }, channel: 'webhook', correlationId: scope, scope, body: null },
      { kind: 'pause', webhookId, reason },
    );
  },
});

/** At a start: what is stored of subscriptions that were deleted is dropped, where a crash came in between. */
export const forgetEnded = async (
  subscribed: WebhookSubscriptions,
  vendors: readonly string[],
  store: DeliveryStore,
): Promise<void> => {
  const stored = new Set(store.webhookIds());
  if (stored.size === 0) return;
  for (const vendor of vendors)
    for (const webhookId of await subscribed.ended(vendor)) if (stored.has(webhookId)) store.remove(webhookId);
};
