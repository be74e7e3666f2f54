import type { UseCase } from '../platform/commands/use-case.js';
import { changeWebhook } from './change-webhook.command.js';
import { deleteWebhook } from './delete-webhook.command.js';
import { rotateSecret } from './rotate-secret.command.js';
import { subscribeWebhook } from './subscribe-webhook.command.js';

/** Every write of webhooks. */
export const webhookUseCases: readonly UseCase[] = [subscribeWebhook, changeWebhook, deleteWebhook, rotateSecret];
