import { Inject } from '@nestjs/common';
import { personal } from '../../domain/kernel/personal.js';
import type { Webhook, Webhooks } from '../../domain/webhooks/webhooks.js';
import type { WebhookEvent } from '../../domain/webhooks/webhooks.events.js';
import type { Executed } from '../platform/commands/command.js';
import type { Outcome } from '../platform/ledger/outcome.js';
import { DeliveryStore } from './delivery-store.js';
import { newSecret } from './signature.js';
import { WebhookSubscriptions } from './webhook-subscriptions.js';

export type WebhookExecuted = Executed<Webhooks, WebhookEvent>;

/** What routes answer of webhooks. */
export class WebhookAnswers {
  constructor(
    @Inject(WebhookSubscriptions) private readonly subscribed: WebhookSubscriptions,
    @Inject(DeliveryStore) private readonly store: DeliveryStore,
  ) {}

  /** A secret is shown while it is the current one: repeated later (C11), the answer has `secret: null`. */
  async withSecret(vendor: string, id: string, { state, revision }: Outcome<Webhooks, WebhookEvent>) {
    const { secret, ...webhook } = state.byId.get(id)!;
    const current = (await this.subscribed.of(vendor)).webhooks.find(({ webhookId }) => webhookId === id)?.secret;
    const plain = 'plain' in secret ? secret.plain : null;
    const stillIs = current !== undefined && 'plain' in current && current.plain === plain;
    return { ...factsOf(webhook), secret: stillIs ? plain : null, revision };
  }

  shown(webhook: Webhook, revision: number) {
    const { webhookId: id, from } = webhook;
    return {
      ...factsOf(webhook),
      position: this.store.cursor(id) ?? from,
      waiting: this.store.count(id, false),
      dead: this.store.count(id, true),
      revision,
    };
  }
}

/** A new secret, sealed as what is about persons is. */
export const secretOf = (webhookId: string) => personal(`${webhookId}.secret`, newSecret());
const factsOf = ({ webhookId: id, url, types, includePersonal, paused, former }: Omit<Webhook, 'secret'>) => ({
  id,
  url,
  types,
  includePersonal,
  paused,
  formerSecretUntil: former?.until ?? null,
});
