import { randomUUID } from 'node:crypto';
import type { Clock } from '../platform/clock.js';
import { Problem } from '../platform/http/problems/problem.js';
import { webhookBounds } from './bounds.js';
import { deliveryHeaders } from './event-delivery.js';
import type { Send } from './send.js';
import type { Subscribed } from './subscriptions.js';

/** Sends test events: to the same checked addresses and with the same signatures as deliveries, once each. */
export class TestDeliveries {
  readonly #running = new Set<string>();

  constructor(
    private readonly send: Send,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem webhook-test-running */
  async run(webhook: Subscribed) {
    const { webhookId, vendor, url } = webhook;
    const { testsAtATime: limit, answerSeconds: seconds } = webhookBounds;
    if (this.#running.has(webhookId) || this.#running.size >= limit)
      throw new Problem('webhook-test-running', { webhookId, limit, seconds }, { headers: { 'retry-after': '15' } });
    this.#running.add(webhookId);
    try {
      const id = `test.${randomUUID()}`;
      const body = JSON.stringify(testEvent(id, vendor, this.clock.now()));
      const headers = deliveryHeaders(webhook, `${id}.${webhookId}`, this.clock.ms(), body);
      const began = performance.now();
      const { status, fault } = await this.send(url, headers, body);
      const durationMs = Math.round(performance.now() - began);
      return { webhookId: headers['webhook-id']!, delivered: fault === null, status, fault, durationMs };
    } finally {
      this.#running.delete(webhookId);
    }
  }
}

const testEvent = (id: string, vendor: string, time: string) => ({
  specversion: '1.0',
  id,
  source: `/vendors/${encodeURIComponent(vendor)}`,
  type: 'service-ledger.test',
  subject: 'test',
  time,
  datacontenttype: 'application/json',
  data: {},
});
