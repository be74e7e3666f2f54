import { describe, expect, it } from '@jest/globals';
import { fold } from '../../../domain/kernel/decider.js';
import { personal } from '../../../domain/kernel/personal.js';
import { mostWebhooks, webhooks } from '../../../domain/webhooks/webhooks.js';
import type { WebhookEvent } from '../../../domain/webhooks/webhooks.events.js';
import { deciding } from '../../support/deciding.js';

const { given } = deciding(webhooks);
const wanted = { url: 'https://crm.example.com/', types: ['ContractPurchased'], includePersonal: false };
const secret = personal('w1.secret', 'whsec_one');
const other = personal('w1.secret', 'whsec_two');
const overlapUntil = '2026-03-02T02:00:00.000Z';
const webhookId = 'w1';
const subscribed: WebhookEvent = { type: 'WebhookSubscribed', data: { webhookId, ...wanted, secret, from: 7 } };

describe('webhooks (A1)', () => {
  it('C11: are subscribed once', () => {
    given()
      .when({ kind: 'subscribe', webhookId, ...wanted, secret, from: 7 })
      .then(subscribed);
    given(subscribed)
      .when({ kind: 'subscribe', webhookId, ...wanted, secret: other, from: 9 })
      .then();
  });
  it('change only where something changes', () => {
    given(subscribed)
      .when({ kind: 'change', webhookId, url: undefined, types: ['ContractPurchased'], includePersonal: undefined })
      .then();
    given(subscribed)
      .when({ kind: 'change', webhookId, url: undefined, types: undefined, includePersonal: true })
      .then({ type: 'WebhookChanged', data: { webhookId, ...wanted, includePersonal: true } });
  });
  it('are paused and resumed once', () => {
    given(subscribed).when({ kind: 'resume', webhookId }).then();
    given(subscribed)
      .when({ kind: 'pause', webhookId, reason: 'r' })
      .then({ type: 'WebhookPaused', data: { webhookId, reason: 'r' } });
    given(subscribed, { type: 'WebhookPaused', data: { webhookId, reason: 'r' } })
      .when({ kind: 'pause', webhookId, reason: 's' })
      .then();
  });
  it('keep the former secret until the overlap ends', () => {
    const state = fold(webhooks, [
      subscribed,
      { type: 'WebhookSecretRotated', data: { webhookId, secret: other, overlapUntil } },
    ]);
    expect(state.byId.get('w1')).toMatchObject({ secret: other, former: { secret, until: overlapUntil } });
  });
  it('are unknown when deleted, or never made', () => {
    given().when({ kind: 'resume', webhookId }).refuses('webhook-unknown', 'A1', { webhookId });
    given(subscribed, { type: 'WebhookDeleted', data: { webhookId } })
      .when({ kind: 'delete', webhookId })
      .refuses('webhook-unknown', 'A1', { webhookId });
  });
  it('are not without number', () => {
    const many = Array.from({ length: mostWebhooks }, (_, n): WebhookEvent => ({
      type: 'WebhookSubscribed',
      data: { webhookId: `w${n}`, ...wanted, secret, from: 0 },
    }));
    given(...many)
      .when({ kind: 'subscribe', webhookId: 'more', ...wanted, secret, from: 0 })
      .refuses('webhooks-full', 'A1', { limit: mostWebhooks });
  });
});
