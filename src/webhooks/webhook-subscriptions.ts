import { Inject } from '@nestjs/common';
import type { Refusal } from '../../domain/kernel/decider.js';
import { type Webhook, type Webhooks, webhooks, type WebhooksCommand } from '../../domain/webhooks/webhooks.js';
import type { WebhookEvent } from '../../domain/webhooks/webhooks.events.js';
import { Ledger } from '../platform/ledger/ledger.js';
import type { CommandRequest, Outcome } from '../platform/ledger/outcome.js';
import type { Subscribed, Subscriptions } from './subscriptions.js';

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
}

/** The subscriptions of all vendors, for the deliverer. */
export const subscriptionsOf = (
  subscribed: WebhookSubscriptions,
  vendors: () => Promise<readonly string[]>,
  now: () => string,
): Subscriptions => ({
  async all() {
    return (await Promise.all((await vendors()).map((vendor) => this.of(vendor)))).flat();
  },
  async of(vendor) {
    return (await subscribed.of(vendor)).webhooks.map((webhook): Subscribed => ({ ...webhook, vendor }));
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
