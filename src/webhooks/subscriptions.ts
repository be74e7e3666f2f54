import type { Webhook } from '../../domain/webhooks/webhooks.js';
import type { Ordinals } from '../platform/ordinals/ordinals.js';

export type Subscribed = Webhook & { readonly vendor: string };

/** The subscriptions of every vendor, as the ledger has them now. */
export interface Subscriptions {
  all(): Promise<readonly Subscribed[]>;
  of(vendor: string): Promise<readonly Subscribed[]>;
  /** The subscriber answered 410. */
  pause(vendor: string, webhookId: string, reason: string): Promise<void>;
}

/** What deliveries need of the ledger. */
export type LedgerReader = Pick<Ordinals, 'head' | 'readAll' | 'subscribe'>;
