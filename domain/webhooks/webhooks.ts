import type { Instant } from '../kernel/civil.js';
import { type Decider, Refusal } from '../kernel/decider.js';
import type { Personal } from '../kernel/personal.js';
import type { SubscribedTypes, WebhookEvent } from './webhooks.events.js';

export interface Webhook extends SubscribedTypes {
  readonly webhookId: string;
  readonly from: number;
  /** Why nothing is sent at present; null while it is. */
  readonly paused: string | null;
  readonly secret: Personal<string>;
  /** The secret before, good until then. */
  readonly former: { readonly secret: Personal<string>; readonly until: Instant } | null;
}
/** A vendor's subscriptions by id; deleted ones are gone. */
export interface Webhooks {
  readonly byId: ReadonlyMap<string, Webhook>;
}

export type WebhooksCommand =
  | ({
      readonly kind: 'subscribe';
      readonly webhookId: string;
      readonly secret: Personal<string>;
      readonly from: number;
    } & SubscribedTypes)
  | ({ readonly kind: 'change'; readonly webhookId: string } & {
      readonly [K in keyof SubscribedTypes]: SubscribedTypes[K] | undefined;
    })
  | { readonly kind: 'pause'; readonly webhookId: string; readonly reason: string }
  | { readonly kind: 'resume'; readonly webhookId: string }
  | {
      readonly kind: 'rotate';
      readonly webhookId: string;
      readonly secret: Personal<string>;
      readonly overlapUntil: Instant;
    }
  | { readonly kind: 'delete'; readonly webhookId: string };

/** One vendor may have this many: each costs a reading of the ledger. */
export const mostWebhooks = 50;

export const webhooksRefusals = { 'webhook-unknown': 'A1', 'webhooks-full': 'A1' } as const;
export type WebhooksRefusal = keyof typeof webhooksRefusals;

/** The subscriptions of a vendor, one stream per vendor. Deliveries are not part of it. */
export const webhooks: Decider<Webhooks, WebhooksCommand, WebhookEvent, WebhooksRefusal> = {
  initial: { byId: new Map() },

  decide(command, { byId }) {
    const { kind, webhookId } = command;
    const webhook = byId.get(webhookId);
    if (kind === 'subscribe') {
      if (webhook !== undefined) return [];
      if (byId.size >= mostWebhooks) return new Refusal('webhooks-full', 'A1', { limit: mostWebhooks });
      const { kind: _, ...data } = command;
      return [{ type: 'WebhookSubscribed', data }];
    }
    if (webhook === undefined) return new Refusal('webhook-unknown', 'A1', { webhookId });
    switch (kind) {
      case 'change': {
        const { url = webhook.url, types = webhook.types, includePersonal = webhook.includePersonal } = command;
        const same =
          url === webhook.url && includePersonal === webhook.includePersonal && types.join() === webhook.types.join();
        return same ? [] : [{ type: 'WebhookChanged', data: { webhookId, url, types, includePersonal } }];
      }
      case 'pause':
        return webhook.paused === null ? [{ type: 'WebhookPaused', data: { webhookId, reason: command.reason } }] : [];
      case 'resume':
        return webhook.paused === null ? [] : [{ type: 'WebhookResumed', data: { webhookId } }];
      case 'rotate':
        return [
          {
            type: 'WebhookSecretRotated',
            data: { webhookId, secret: command.secret, overlapUntil: command.overlapUntil },
          },
        ];
      case 'delete':
        return [{ type: 'WebhookDeleted', data: { webhookId } }];
    }
  },

  evolve({ byId }, event) {
    const after = new Map(byId);
    const { webhookId } = event.data;
    if (event.type === 'WebhookSubscribed') {
      after.set(webhookId, { ...event.data, paused: null, former: null });
      return { byId: after };
    }
    const webhook = byId.get(webhookId);
    if (webhook === undefined) throw new Error(`${event.type} before WebhookSubscribed`);
    switch (event.type) {
      case 'WebhookChanged':
        after.set(webhookId, { ...webhook, ...event.data });
        break;
      case 'WebhookPaused':
        after.set(webhookId, { ...webhook, paused: event.data.reason });
        break;
      case 'WebhookResumed':
        after.set(webhookId, { ...webhook, paused: null });
        break;
      case 'WebhookSecretRotated':
        after.set(webhookId, {
          ...webhook,
          secret: event.data.secret,
          former: { secret: webhook.secret, until: event.data.overlapUntil },
        });
        break;
      case 'WebhookDeleted':
        after.delete(webhookId);
        break;
    }
    return { byId: after };
  },
};
