import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsBoolean, IsOptional } from 'class-validator';
import { Refusal } from '../../domain/kernel/decider.js';
import { LedgerCommand } from '../platform/commands/command.js';
import { useCase } from '../platform/commands/use-case.js';
import { OneOf, Text } from '../platform/http/validation/decorators.js';
import { Deliverer } from './deliverer.js';
import { refusedTarget } from './refused-target.js';
import { Targets } from './targets.js';
import { subscribableTypes } from './types.js';
import { WebhookAnswers, type WebhookExecuted } from './webhook-answers.js';
import { WebhookSubscriptions } from './webhook-subscriptions.js';
import { webhookSchema } from './webhooks.docs.js';

/** Only what changes. */
export class ChangeWebhookDto {
  @ApiPropertyOptional({ example: 'https://crm.example.com/events' }) @IsOptional() @Text(2000) url?: string;
  @ApiPropertyOptional({ type: [String], enum: subscribableTypes })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ArrayUnique()
  @OneOf(subscribableTypes, { each: true })
  types?: string[];
  @ApiPropertyOptional() @IsOptional() @IsBoolean() includePersonal?: boolean;
  /** `true` stops the deliveries, `false` goes on with all that was missed. */
  @ApiPropertyOptional({ example: true }) @IsOptional() @IsBoolean() paused?: boolean;
}

/** Changes address, types or persons of a subscription; pauses it or goes on. */
export class ChangeWebhook extends LedgerCommand<ChangeWebhookDto, 'webhookId', WebhookExecuted> {}

@CommandHandler(ChangeWebhook)
export class ChangeWebhookHandler implements ICommandHandler<ChangeWebhook> {
  constructor(
    @Inject(WebhookSubscriptions) private readonly subscribed: WebhookSubscriptions,
    @Inject(WebhookAnswers) private readonly answers: WebhookAnswers,
    @Inject(Targets) private readonly targets: Targets,
    @Inject(Deliverer) private readonly deliverer: Deliverer,
  ) {}

  async execute({ vendor, ids: { webhookId }, body, request }: ChangeWebhook): Promise<WebhookExecuted | Refusal> {
    const { url, types, includePersonal, paused } = body;
    const refused = url === undefined ? undefined : await refusedTarget(this.targets, url);
    if (refused !== undefined) return refused;
    const changed = { kind: 'change', webhookId, url, types, includePersonal } as const;
    let outcome = await this.subscribed.record(vendor, request, changed);
    if (outcome instanceof Refusal) return outcome;
    if (paused !== undefined) {
      const pausing = { ...request, scope: `${request.scope} paused`, ifMatch: undefined };
      outcome = await this.subscribed.record(
        vendor,
        pausing,
        paused ? { kind: 'pause', webhookId, reason: 'by an admin' } : { kind: 'resume', webhookId },
      );
      if (outcome instanceof Refusal) return outcome;
    }
    await this.deliverer.refresh(vendor);
    const answer = await this.answers.shown(vendor, outcome.state.byId.get(webhookId)!, outcome.revision);
    return { ...outcome, id: webhookId, answer };
  }
}

export const changeWebhook = useCase({
  command: ChangeWebhook,
  handler: ChangeWebhookHandler,
  body: ChangeWebhookDto,
  ids: ['webhookId'],
  scope: ({ webhookId }) => `PATCH /webhooks ${webhookId}`,
  docs: {
    answer: webhookSchema,
    refuses: ['webhook-target'],
    body: { type: ChangeWebhookDto },
    examples: { pause: { paused: true } },
  },
  supposed: null,
});
