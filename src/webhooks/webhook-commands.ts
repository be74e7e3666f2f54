import { Inject } from '@nestjs/common';
import { Refusal } from '../../domain/kernel/decider.js';
import { streamName } from '../../domain/kernel/envelope.js';
import { type Webhook, type Webhooks, webhooks, type WebhooksCommand } from '../../domain/webhooks/webhooks.js';
import type { WebhookEvent } from '../../domain/webhooks/webhooks.events.js';
import { NotFound, Refused } from '../platform/http/problems/problem.js';
import { Ledger } from '../platform/ledger/ledger.js';
import type { CommandRequest, Outcome } from '../platform/ledger/outcome.js';
import type { Subscriptions } from './deliverer.js';
import type { DeliveryStore } from './delivery-store.js';

const [category, id] = ['webhooks', 'all'] as const;

/** Executes the commands of subscriptions, and reads them. */
export class WebhookCommands {
  constructor(@Inject(Ledger) private readonly ledger: Ledger) {}

  /** @throws NotFound, Refused */
  async execute(
    vendor: string,
    request: CommandRequest,
    command: WebhooksCommand,
  ): Promise<Outcome<Webhooks, WebhookEvent>> {
    const outcome = await this.ledger.handle({ vendor, category, id, decider: webhooks, command, request });
    if (!(outcome instanceof Refusal)) return outcome;
    throw outcome.code === 'webhook-unknown' ? new NotFound(command.webhookId) : new Refused(outcome);
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
  commands: WebhookCommands,
  vendors: () => readonly string[],
  now: () => string,
): Subscriptions => ({
  async all() {
    const found = await Promise.all(
      vendors().map(async (vendor) => (await commands.of(vendor)).webhooks.map((webhook) => ({ ...webhook, vendor }))),
    );
    return found.flat();
  },
  async pause(vendor, webhookId, reason) {
    const scope = `webhook gone ${webhookId} ${now()}`;
    await commands.execute(
      vendor,
      { actor: { id: 'webhooks', role: 'system' }, channel: 'webhook', correlationId: scope, scope, body: null },
      { kind: 'pause', webhookId, reason },
    );
  },
});

/** At a start: what is stored of deleted subscriptions is dropped, where a crash prevented it. */
export const removeEnded = async (
  commands: WebhookCommands,
  vendors: readonly string[],
  store: DeliveryStore,
): Promise<void> => {
  const storedIds = new Set(store.webhookIds());
  if (storedIds.size === 0) return;
  for (const vendor of vendors)
    for (const webhookId of await commands.ended(vendor)) if (storedIds.has(webhookId)) store.remove(webhookId);
};
