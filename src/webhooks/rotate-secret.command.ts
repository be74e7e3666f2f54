import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { instantOf } from '../../domain/kernel/civil.js';
import { Refusal } from '../../domain/kernel/decider.js';
import type { Clock } from '../platform/clock.js';
import { LedgerCommand } from '../platform/commands/command.js';
import { useCase } from '../platform/commands/use-case.js';
import { CLOCK } from '../platform/tokens.js';
import { Deliverer } from './deliverer.js';
import { secretOf, WebhookAnswers, type WebhookExecuted } from './webhook-answers.js';
import { WebhookSubscriptions } from './webhook-subscriptions.js';
import { withSecret } from './webhooks.docs.js';

const hour = 3_600_000;

export class RotateSecretDto {
  /** How long the secret before stays good, in hours. */
  @ApiPropertyOptional({ default: 24, example: 24 }) @IsOptional() @IsInt() @Min(0) @Max(720) overlapHours?: number;
}

/** A new secret; deliveries carry a signature of both for a while. */
export class RotateSecret extends LedgerCommand<RotateSecretDto, 'webhookId', WebhookExecuted> {}

@CommandHandler(RotateSecret)
export class RotateSecretHandler implements ICommandHandler<RotateSecret> {
  constructor(
    @Inject(WebhookSubscriptions) private readonly subscribed: WebhookSubscriptions,
    @Inject(WebhookAnswers) private readonly answers: WebhookAnswers,
    @Inject(Deliverer) private readonly deliverer: Deliverer,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ vendor, ids, body, request }: RotateSecret): Promise<WebhookExecuted | Refusal> {
    const { webhookId: id } = ids;
    const overlapUntil = instantOf(this.clock.ms() + (body.overlapHours ?? 24) * hour);
    const command = { kind: 'rotate', webhookId: id, secret: secretOf(id), overlapUntil } as const;
    const outcome = await this.subscribed.record(vendor, request, command);
    if (outcome instanceof Refusal) return outcome;
    await this.deliverer.refresh();
    return { ...outcome, id, answer: await this.answers.withSecret(vendor, id, outcome) };
  }
}

export const rotateSecret = useCase({
  command: RotateSecret,
  handler: RotateSecretHandler,
  body: RotateSecretDto,
  ids: ['webhookId'],
  scope: ({ webhookId }) => `POST /webhooks/rotate-secret ${webhookId}`,
  docs: {
    answer: withSecret,
    body: { type: RotateSecretDto },
    examples: { request: { overlapHours: 24 } },
  },
  supposed: null,
});
