import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Patch, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { instantOf } from '../../domain/kernel/civil.js';
import { idOfStream } from '../../domain/kernel/envelope.js';
import type { Webhook } from '../../domain/webhooks/webhooks.js';
import { Allow, type Caller, CurrentCaller } from '../platform/auth/caller.js';
import { Exchange, HttpCommands, type HttpExchange } from '../platform/commands/http-commands.js';
import { shownAt } from '../platform/http/conventions/commands.js';
import { limitOf, ListQuery } from '../platform/http/conventions/lists.js';
import { NotFound, Problem } from '../platform/http/problems/problem.js';
import { Documented } from '../platform/http/server/documented.js';
import { changeWebhook, ChangeWebhookDto } from './change-webhook.command.js';
import { deleteWebhook } from './delete-webhook.command.js';
import { Deliverer } from './deliverer.js';
import { DeliveryJobs } from './delivery-jobs.js';
import { rotateSecret, RotateSecretDto } from './rotate-secret.command.js';
import { SubscribeDto, subscribeWebhook } from './subscribe-webhook.command.js';
import { TestDeliveries } from './test-deliveries.js';
import { WebhookAnswers } from './webhook-answers.js';
import { WebhookSubscriptions } from './webhook-subscriptions.js';
import * as docs from './webhooks.docs.js';
import { RedeliverDto } from './webhooks.dto.js';
import { Tagged } from '../platform/http/server/tags.js';

/** Events of chosen types, posted to subscribers as signed CloudEvents (docs/webhooks.md). */
@Tagged('webhooks', 'Events sent to other systems, signed, in order, and again until they are taken.')
@Controller('webhooks')
export class WebhooksController {
  constructor(
    @Inject(HttpCommands) private readonly commands: HttpCommands,
    @Inject(WebhookSubscriptions) private readonly subscribed: WebhookSubscriptions,
    @Inject(WebhookAnswers) private readonly answers: WebhookAnswers,
    @Inject(Deliverer) private readonly deliverer: Deliverer,
    @Inject(DeliveryJobs) private readonly stored: DeliveryJobs,
    @Inject(TestDeliveries) private readonly tests: TestDeliveries,
  ) {}

  /** Subscribes to what is recorded from now on; the secret is in this answer and in that of a rotation alone. */
  @Post()
  @Allow('admin')
  @Documented(subscribeWebhook.docs)
  subscribeWebhook(@Body() body: SubscribeDto, @Exchange() exchange: HttpExchange) {
    return this.commands.issue(subscribeWebhook, {}, body, exchange);
  }

  /** The vendor's subscriptions. */
  @Get()
  @Allow('admin', 'auditor')
  @Documented(docs.all)
  async listWebhooks(@CurrentCaller() { vendor }: Caller) {
    const { webhooks, revision } = await this.subscribed.of(vendor);
    return { items: await this.answers.allShown(vendor, webhooks, revision), nextCursor: null };
  }

  /** One subscription, and how far it has been delivered. */
  @Get(':id')
  @Allow('admin', 'auditor')
  @Documented(docs.get)
  async getWebhook(
    @Param('id') id: string,
    @CurrentCaller() { vendor }: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { webhook, revision } = await this.one(vendor, id);
    return shownAt(reply, revision, await this.answers.shown(vendor, webhook, revision));
  }

  /** Changes address, types or persons; pauses or goes on. */
  @Patch(':id')
  @Allow('admin')
  @Documented(changeWebhook.docs)
  changeWebhook(@Param('id') webhookId: string, @Body() body: ChangeWebhookDto, @Exchange() exchange: HttpExchange) {
    return this.commands.issue(changeWebhook, { webhookId }, body, exchange);
  }

  /** Ends a subscription; what waits is delivered no more. */
  @Delete(':id')
  @Allow('admin')
  @Documented(deleteWebhook.docs)
  deleteWebhook(@Param('id') webhookId: string, @Exchange() exchange: HttpExchange) {
    return this.commands.issue(deleteWebhook, { webhookId }, null, exchange);
  }

  /** A new secret; deliveries carry a signature of both for a while. */
  @Post(':id/rotate-secret')
  @HttpCode(200)
  @Allow('admin')
  @Documented(rotateSecret.docs)
  rotateWebhookSecret(
    @Param('id') webhookId: string,
    @Body() body: RotateSecretDto,
    @Exchange() exchange: HttpExchange,
  ) {
    return this.commands.issue(rotateSecret, { webhookId }, body, exchange);
  }

  /** Tells again all that was recorded from a position on, under the same `webhook-id`s. */
  @Post(':id/redeliver')
  @HttpCode(202)
  @Allow('admin')
  @Documented(docs.redeliver)
  async redeliverEvents(
    @Param('id') id: string,
    @Body() { fromPosition }: RedeliverDto,
    @CurrentCaller() { vendor }: Caller,
  ) {
    const { webhook, revision } = await this.one(vendor, id);
    await this.deliverer.redeliver({ ...webhook, vendor }, fromPosition);
    return { id, revision };
  }

  /**
   * Sends a test event now, signed as events are, and answers what the receiver answered. It is sent to a paused
   * subscription too, is never repeated, and is no delivery: the receiver drops it by its type.
   */
  @Post(':id/test')
  @HttpCode(200)
  @Allow('admin')
  @Documented(docs.test)
  async testWebhook(@Param('id') id: string, @CurrentCaller() { vendor }: Caller) {
    const { webhook, revision } = await this.one(vendor, id);
    return { id, revision, ...(await this.tests.run({ ...webhook, vendor })) };
  }

  /** The last attempts, the latest first. */
  @Get(':id/deliveries')
  @Allow('admin', 'auditor')
  @Documented(docs.deliveries)
  async listDeliveries(@Param('id') id: string, @Query() query: ListQuery, @CurrentCaller() { vendor }: Caller) {
    await this.one(vendor, id);
    const attempts = await this.stored.attempts(id, limitOf(query));
    const items = attempts.map(({ position, at, outcome, status, fault, ...sent }) => {
      const { type = null, derived = null, customerId = null, customerCode = null } = sent;
      return { position, type, derived, customerId, customerCode, at: instantOf(at), outcome, status, fault };
    });
    return { items, nextCursor: null };
  }

  /** Events that were given up after the last attempt, by position. */
  @Get(':id/dead-letters')
  @Allow('admin', 'auditor')
  @Documented(docs.deadLetters)
  async listDeadLetters(@Param('id') id: string, @Query() query: ListQuery, @CurrentCaller() { vendor }: Caller) {
    await this.one(vendor, id);
    const items = (await this.stored.dead(id, limitOf(query))).map(({ position, stream, part, attempts, fault }) => {
      const customerId = stream.includes('.customer-') ? idOfStream(stream) : null;
      return { position, stream, derived: part > 0, customerId, attempts, fault };
    });
    return { items, nextCursor: null };
  }

  /** Tries an event that was given up again, now. */
  @Post(':id/dead-letters/:position/retry')
  @HttpCode(202)
  @Allow('admin')
  @Documented(docs.retry)
  async retryDeadLetter(
    @Param('id') id: string,
    @Param('position') position: string,
    @CurrentCaller() { vendor }: Caller,
  ) {
    const { webhook, revision } = await this.one(vendor, id);
    if (!(await this.deliverer.retry({ ...webhook, vendor }, Number(position))))
      throw new Problem('dead-letter-unknown', { position, webhookId: id });
    return { id, revision };
  }

  private async one(vendor: string, id: string): Promise<{ readonly webhook: Webhook; readonly revision: number }> {
    const { webhooks, revision } = await this.subscribed.of(vendor);
    const webhook = webhooks.find(({ webhookId }) => webhookId === id);
    if (webhook === undefined) throw new NotFound(id);
    return { webhook, revision };
  }
}
