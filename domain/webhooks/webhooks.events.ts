import type { Instant } from '../kernel/civil.js';
import type { Personal } from '../kernel/personal.js';

/** What a subscriber asked for. */
export interface SubscribedTypes {
  /** Absolute, https unless the operator allows the host. */
  readonly url: string;
  /** Types of events, each once. */
  readonly types: readonly string[];
  /** Whether what is sealed about persons is opened for this subscriber (A2). */
  readonly includePersonal: boolean;
}

export type WebhookEvent =
  /**
   * `secret` is sealed like personal data: the ledger never stores it in plain text. `from`: events after this
   * position are sent.
   */
  | { type: 'WebhookSubscribed'; data: SubscribedTypes & { webhookId: string; secret: Personal<string>; from: number } }
  | { type: 'WebhookChanged'; data: SubscribedTypes & { webhookId: string } }
  | { type: 'WebhookPaused'; data: { webhookId: string; reason: string } }
  | { type: 'WebhookResumed'; data: { webhookId: string } }
  /** Until `overlapUntil` deliveries carry a signature of each secret. */
  | { type: 'WebhookSecretRotated'; data: { webhookId: string; secret: Personal<string>; overlapUntil: Instant } }
  | { type: 'WebhookDeleted'; data: { webhookId: string } };
