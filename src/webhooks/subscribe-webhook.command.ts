import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsBoolean, IsOptional } from 'class-validator';
import { Refusal } from '../../domain/kernel/decider.js';
import { LedgerCommand } from '../platform/commands/command.js';
import { useCase } from '../platform/commands/use-case.js';
import type { Ordinals } from '../platform/ordinals/ordinals.js';
import { OneOf, Text } from '../platform/http/validation/decorators.js';
import { derivedId } from '../platform/ledger/identity.js';
import { ORDINALS } from '../platform/tokens.js';
import { Deliverer } from './deliverer.js';
import { refusedTarget } from './refused-target.js';
import { Targets } from './targets.js';
import { subscribableTypes } from './types.js';
import { secretOf, WebhookAnswers, type WebhookExecuted } from './webhook-answers.js';
import { WebhookSubscriptions } from './webhook-subscriptions.js';
import { withSecret } from './webhooks.docs.js';

export class SubscribeDto {
  /** Where events are posted to: https, on the public Internet. */
  @ApiProperty({ example: 'https://crm.example.com/service-ledger' }) @Text(2000) url!: string;
  /** Types of events, each once; `entitlement.changed` is derived, `*` is every type and that. */
  @ApiProperty({ type: [String], enum: subscribableTypes, example: ['ContractPurchased', 'ContractRenewed'] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ArrayUnique()
  @OneOf(subscribableTypes, { each: true })
  types!: string[];
  /** Whether what is sealed about persons is opened for this subscriber (A2). */
  @ApiPropertyOptional({ default: false }) @IsOptional() @IsBoolean() includePersonal?: boolean;
}

/** Subscribes to what is recorded from now on. */
export class SubscribeWebhook extends LedgerCommand<SubscribeDto, never, WebhookExecuted> {}

@CommandHandler(SubscribeWebhook)
export class SubscribeWebhookHandler implements ICommandHandler<SubscribeWebhook> {
  constructor(
    @Inject(WebhookSubscriptions) private readonly subscribed: WebhookSubscriptions,
    @Inject(WebhookAnswers) private readonly answers: WebhookAnswers,
    @Inject(Targets) private readonly targets: Targets,
    @Inject(Deliverer) private readonly deliverer: Deliverer,
    @Inject(ORDINALS) private readonly ordinals: Ordinals,
  ) {}

  async execute({ vendor, body, request }: SubscribeWebhook): Promise<WebhookExecuted | Refusal> {
    const { url, types, includePersonal = false } = body;
    const refused = await refusedTarget(this.targets, url);
    if (refused !== undefined) return refused;
    const id = derivedId('whk', vendor, request.scope, request.key);
    const { position: from } = await this.ordinals.head();
    const secret = secretOf(id);
    const command = { kind: 'subscribe', webhookId: id, url, types, includePersonal, from, secret } as const;
    const outcome = await this.subscribed.record(vendor, request, command);
    if (outcome instanceof Refusal) return outcome;
    await this.deliverer.refresh(vendor);
    return { ...outcome, id, answer: await this.answers.withSecret(vendor, id, outcome) };
  }
}

export const subscribeWebhook = useCase({
  command: SubscribeWebhook,
  handler: SubscribeWebhookHandler,
  body: SubscribeDto,
  ids: [],
  scope: () => 'POST /webhooks',
  docs: {
    status: 201,
    answer: withSecret,
    refuses: ['webhooks-full', 'webhook-target'],
    body: { type: SubscribeDto },
    examples: {
      renewals: { url: 'https://crm.example.com/service-ledger', types: ['ContractPurchased', 'ContractRenewed'] },
    },
  },
  supposed: null,
});
