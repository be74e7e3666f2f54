import { Inject } from '@nestjs/common';
import { personal } from '../../domain/kernel/personal.js';
import type { Webhook, Webhooks } from '../../domain/webhooks/webhooks.js';
import type { WebhookEvent } from '../../domain/webhooks/webhooks.events.js';
import type { Executed } from '../platform/commands/command.js';
import type { Outcome } from '../platform/ledger/outcome.js';
import { type Cursors, DeliveryJobs } from './delivery-jobs.js';
import { newSecret } from './signature.js';
import { WebhookSubscriptions } from './webhook-subscriptions.js';

export type WebhookExecuted = Executed<Webhooks, WebhookEvent>;

/** What routes answer of webhooks. */
export class WebhookAnswers {
  constructor(
    @Inject(WebhookSubscriptions) private readonly subscribed: WebhookSubscriptions,
    @Inject(DeliveryJobs) private readonly deliveries: DeliveryJobs,
  ) {}

  /** A secret is shown while it is the current one: repeated later (C11), the answer has `secret: null`. */
  async withSecret(vendor: string, id: string, { state, revision }: Outcome<Webhooks, WebhookEvent>) {
    const { secret, ...webhook } = state.byId.get(id)!;
    const current = (await this.subscribed.of(vendor)).webhooks.find(({ webhookId }) => webhookId === id)?.secret;
    const plain = 'plain' in secret ? secret.plain : null;
    const stillIs = current !== undefined && 'plain' in current && current.plain === plain;
    return { ...factsOf(webhook), secret: stillIs ? plain : null, revision };
  }

  async shown(vendor: string, webhook: Webhook, revision: number) {
    return this.#shown(await this.deliveries.cursors(vendor), webhook, revision);
  }

  async allShown(vendor: string, webhooks: readonly Webhook[], revision: number) {
    const cursors = await this.deliveries.cursors(vendor);
    return Promise.all(webhooks.map((webhook) => this.#shown(cursors, webhook, revision)));
  }

  async #shown(cursors: Cursors, webhook: Webhook, revision: number) {
    const { webhookId, from } = webhook;
    const { waiting, dead } = await this.deliveries.counts(webhook);
    return { ...factsOf(webhook), position: cursors[webhookId] ?? from, waiting, dead, revision };
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
