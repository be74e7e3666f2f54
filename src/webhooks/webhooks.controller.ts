import { randomUUID } from 'node:crypto';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Patch, Post, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { instantOf } from '../../domain/kernel/civil.js';
import { personal } from '../../domain/kernel/personal.js';
import type { Webhook, Webhooks } from '../../domain/webhooks/webhooks.js';
import type { WebhookEvent } from '../../domain/webhooks/webhooks.events.js';
import { Allow, type Caller, CurrentCaller } from '../platform/auth/caller.js';
import type { Clock } from '../platform/clock.js';
import type { EventStore } from '../platform/events/event-store.js';
import { commandRequest, shownAt, written } from '../platform/http/conventions/commands.js';
import { limitOf, ListQuery } from '../platform/http/conventions/lists.js';
import { NotFound, Problem } from '../platform/http/problems/problem.js';
import { Documented } from '../platform/http/server/documented.js';
import type { Outcome } from '../platform/ledger/outcome.js';
import { derivedId } from '../platform/ledger/identity.js';
import { CLOCK, EVENT_STORE } from '../platform/tokens.js';
import { Deliverer } from './deliverer.js';
import { DeliveryStore } from './delivery-store.js';
import { newSecret } from './signature.js';
import { TargetRefused, Targets } from './targets.js';
import { WebhookCommands } from './webhook-commands.js';
import * as docs from './webhooks.docs.js';
import { ChangeWebhookDto, RedeliverDto, RotateSecretDto, SubscribeDto } from './webhooks.dto.js';

const hour = 3_600_000;

/** Events of chosen types, posted to subscribers as signed CloudEvents (docs/webhooks.md). */
@ApiTags('webhooks')
@Controller('webhooks')
export class WebhooksController {
  constructor(
    @Inject(WebhookCommands) private readonly commands: WebhookCommands,
    @Inject(Deliverer) private readonly deliverer: Deliverer,
    @Inject(DeliveryStore) private readonly store: DeliveryStore,
    @Inject(Targets) private readonly targets: Targets,
    @Inject(EVENT_STORE) private readonly events: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Subscribes to what is recorded from now on; the secret is in this answer and in that of a rotation alone. */
  @Post()
  @Allow('admin')
  @Documented(docs.subscribe)
  async subscribe(
    @Body() body: SubscribeDto,
    @CurrentCaller() { vendor, ...caller }: Caller,
    @Req() req: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.assertTarget(body.url);
    const request = commandRequest(req, { vendor, ...caller }, 'POST /webhooks', body);
    const key = request.key ?? randomUUID();
    const webhookId = derivedId('whk', vendor, request.scope, key);
    const { position: from } = await this.events.head();
    const { url, types, includePersonal = false } = body;
    const outcome = await this.commands.execute(
      vendor,
      { ...request, key },
      { kind: 'subscribe', webhookId, url, types, includePersonal, from, secret: secretOf(webhookId) },
    );
    await this.deliverer.refresh();
    return written(reply, outcome, await this.withSecret(vendor, webhookId, outcome));
  }

  /** The vendor's subscriptions. */
  @Get()
  @Allow('admin', 'auditor')
  @Documented(docs.all)
  async list(@CurrentCaller() { vendor }: Caller) {
    const { webhooks, revision } = await this.commands.of(vendor);
    return { items: webhooks.map((webhook) => this.shown(webhook, revision)), nextCursor: null };
  }

  /** One subscription, and how far it has been told. */
  @Get(':id')
  @Allow('admin', 'auditor')
  @Documented(docs.get)
  async get(
    @Param('id') id: string,
    @CurrentCaller() { vendor }: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { webhook, revision } = await this.one(vendor, id);
    return shownAt(reply, revision, this.shown(webhook, revision));
  }

  /** Changes address, types or persons; pauses or goes on. */
  @Patch(':id')
  @Allow('admin')
  @Documented(docs.change)
  async change(
    @Param('id') id: string,
    @Body() body: ChangeWebhookDto,
    @CurrentCaller() caller: Caller,
    @Req() req: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    if (body.url !== undefined) await this.assertTarget(body.url);
    const request = commandRequest(req, caller, `PATCH /webhooks ${id}`, body);
    const { url, types, includePersonal, paused } = body;
    let outcome = await this.commands.execute(caller.vendor, request, {
      kind: 'change',
      webhookId: id,
      url,
      types,
      includePersonal,
    });
    if (paused !== undefined) {
      const command = paused
        ? ({ kind: 'pause', webhookId: id, reason: 'by an admin' } as const)
        : ({ kind: 'resume', webhookId: id } as const);
      outcome = await this.commands.execute(
        caller.vendor,
        { ...request, scope: `${request.scope} paused`, ifMatch: undefined },
        command,
      );
    }
    await this.deliverer.refresh();
    return written(reply, outcome, this.shown(outcome.state.byId.get(id)!, outcome.revision));
  }

  /** Ends a subscription; what waits is told no more. */
  @Delete(':id')
  @Allow('admin')
  @Documented(docs.remove)
  async remove(
    @Param('id') id: string,
    @CurrentCaller() caller: Caller,
    @Req() req: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const outcome = await this.commands.execute(
      caller.vendor,
      commandRequest(req, caller, `DELETE /webhooks ${id}`, null),
      {
        kind: 'delete',
        webhookId: id,
      },
    );
    await this.deliverer.remove(id);
    return written(reply, outcome, { id, revision: outcome.revision });
  }

  /** A new secret; deliveries carry a signature of both for a while. */
  @Post(':id/rotate-secret')
  @HttpCode(200)
  @Allow('admin')
  @Documented(docs.rotate)
  async rotate(
    @Param('id') id: string,
    @Body() body: RotateSecretDto,
    @CurrentCaller() caller: Caller,
    @Req() req: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const request = commandRequest(req, caller, `POST /webhooks/rotate-secret ${id}`, body);
    const overlapUntil = instantOf(this.clock.ms() + (body.overlapHours ?? 24) * hour);
    const outcome = await this.commands.execute(caller.vendor, request, {
      kind: 'rotate',
      webhookId: id,
      secret: secretOf(id),
      overlapUntil,
    });
    await this.deliverer.refresh();
    return written(reply, outcome, await this.withSecret(caller.vendor, id, outcome));
  }

  /** Tells again all that was recorded from a position on, under the same `webhook-id`s. */
  @Post(':id/redeliver')
  @HttpCode(202)
  @Allow('admin')
  @Documented(docs.redeliver)
  async redeliver(
    @Param('id') id: string,
    @Body() { fromPosition }: RedeliverDto,
    @CurrentCaller() { vendor }: Caller,
  ) {
    const { webhook, revision } = await this.one(vendor, id);
    await this.deliverer.redeliver({ ...webhook, vendor }, fromPosition);
    return { id, revision };
  }

  /** The last attempts, the latest first. */
  @Get(':id/deliveries')
  @Allow('admin', 'auditor')
  @Documented(docs.deliveries)
  async deliveries(@Param('id') id: string, @Query() query: ListQuery, @CurrentCaller() { vendor }: Caller) {
    await this.one(vendor, id);
    const items = this.store
      .deliveries(id, limitOf(query))
      .map(({ position, at, outcome, status, fault }) => ({ position, at: instantOf(at), outcome, status, fault }));
    return { items, nextCursor: null };
  }

  /** Events that were given up after the last attempt, by position. */
  @Get(':id/dead-letters')
  @Allow('admin', 'auditor')
  @Documented(docs.deadLetters)
  async deadLetters(@Param('id') id: string, @Query() query: ListQuery, @CurrentCaller() { vendor }: Caller) {
    await this.one(vendor, id);
    return {
      items: this.store
        .dead(id, limitOf(query))
        .map(({ position, stream, attempts, fault }) => ({ position, stream, attempts, fault })),
      nextCursor: null,
    };
  }

  /** Tries an event that was given up again, now. */
  @Post(':id/dead-letters/:position/retry')
  @HttpCode(202)
  @Allow('admin')
  @Documented(docs.retry)
  async retry(@Param('id') id: string, @Param('position') position: string, @CurrentCaller() { vendor }: Caller) {
    const { webhook, revision } = await this.one(vendor, id);
    if (!(await this.deliverer.retry({ ...webhook, vendor }, Number(position))))
      throw new Problem('dead-letter-unknown', { position, webhookId: id });
    return { id, revision };
  }

  private async one(vendor: string, id: string): Promise<{ readonly webhook: Webhook; readonly revision: number }> {
    const { webhooks, revision } = await this.commands.of(vendor);
    const webhook = webhooks.find(({ webhookId }) => webhookId === id);
    if (webhook === undefined) throw new NotFound(id);
    return { webhook, revision };
  }

  /**
   * By its form alone: a host that cannot be resolved now may be resolvable later, and each delivery resolves it
   * again.
   */
  private async assertTarget(text: string): Promise<void> {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    try {
      if (url === undefined || !/^https?:$/.test(url.protocol))
        throw new TargetRefused('not-https', 'it is no https address');
      this.targets.assertForm(url);
      await this.targets.addresses(url).catch((error: TargetRefused) => {
        if (error.why !== 'unresolved') throw error;
      });
    } catch (error) {
      if (error instanceof TargetRefused) throw new Problem('webhook-target', { url: text, why: error.message });
      throw error;
    }
  }

  /** A secret is shown while it is the current one. C11: repeated later, the response has `secret: null`. */
  private async withSecret(vendor: string, id: string, { state, revision }: Outcome<Webhooks, WebhookEvent>) {
    const { secret, ...webhook } = state.byId.get(id)!;
    const current = (await this.commands.of(vendor)).webhooks.find(({ webhookId }) => webhookId === id)?.secret;
    const plain = 'plain' in secret ? secret.plain : null;
    const stillIs = current !== undefined && 'plain' in current && current.plain === plain;
    return { ...factsOf(webhook), secret: stillIs ? plain : null, revision };
  }

  private shown(webhook: Webhook, revision: number) {
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

const secretOf = (webhookId: string) => personal(`${webhookId}.secret`, newSecret());
const factsOf = ({ webhookId: id, url, types, includePersonal, paused, former }: Omit<Webhook, 'secret'>) => ({
  id,
  url,
  types,
  includePersonal,
  paused,
  formerSecretUntil: former?.until ?? null,
});
