import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Refusal } from '../../domain/kernel/decider.js';
import { LedgerCommand } from '../platform/commands/command.js';
import { useCase } from '../platform/commands/use-case.js';
import { Deliverer } from './deliverer.js';
import type { WebhookExecuted } from './webhook-answers.js';
import { WebhookSubscriptions } from './webhook-subscriptions.js';
import { done } from './webhooks.docs.js';

/** Ends a subscription; what waits is delivered no more. */
export class DeleteWebhook extends LedgerCommand<null, 'webhookId', WebhookExecuted> {}

@CommandHandler(DeleteWebhook)
export class DeleteWebhookHandler implements ICommandHandler<DeleteWebhook> {
  constructor(
    @Inject(WebhookSubscriptions) private readonly subscribed: WebhookSubscriptions,
    @Inject(Deliverer) private readonly deliverer: Deliverer,
  ) {}

  async execute({ vendor, ids, request }: DeleteWebhook): Promise<WebhookExecuted | Refusal> {
    const { webhookId: id } = ids;
    const outcome = await this.subscribed.record(vendor, request, { kind: 'delete', webhookId: id });
    if (outcome instanceof Refusal) return outcome;
    await this.deliverer.remove(vendor, id);
    return { ...outcome, id, answer: { id, revision: outcome.revision } };
  }
}

export const deleteWebhook = useCase({
  command: DeleteWebhook,
  handler: DeleteWebhookHandler,
  body: null,
  ids: ['webhookId'],
  scope: ({ webhookId }) => `DELETE /webhooks ${webhookId}`,
  docs: { answer: done },
  supposed: null,
});
