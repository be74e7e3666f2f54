import { type DynamicModule, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { HttpCommands } from '../platform/commands/http-commands.js';
import type { Jobs } from '../platform/jobs/jobs.js';
import { JOBS } from '../platform/tokens.js';
import { Deliverer } from './deliverer.js';
import { DeliveryJobs } from './delivery-jobs.js';
import { Targets } from './targets.js';
import { WebhookAnswers } from './webhook-answers.js';
import { WebhookSubscriptions } from './webhook-subscriptions.js';
import { webhookUseCases } from './webhook-use-cases.js';
import { WebhooksController } from './webhooks.controller.js';

@Module({})
export class WebhooksModule {
  /** The deliverer is created with the stores, and started when the views are ready. */
  static of(parts: { readonly deliverer: Deliverer; readonly targets: Targets }): DynamicModule {
    const ownProviders = [
      { provide: Deliverer, useValue: parts.deliverer },
      { provide: Targets, useValue: parts.targets },
      { provide: DeliveryJobs, useFactory: (jobs: Jobs) => new DeliveryJobs(jobs), inject: [JOBS] },
    ];
    const handlers = webhookUseCases.map(({ handler }) => handler);
    return {
      module: WebhooksModule,
      imports: [CqrsModule],
      controllers: [WebhooksController],
      providers: [HttpCommands, WebhookSubscriptions, WebhookAnswers, ...handlers, ...ownProviders],
    };
  }
}
