import { type DynamicModule, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { HttpCommands } from '../platform/commands/http-commands.js';
import type { Jobs } from '../platform/jobs/jobs.js';
import type { Clock } from '../platform/clock.js';
import { CLOCK, JOBS } from '../platform/tokens.js';
import { Deliverer } from './deliverer.js';
import { DeliveryJobs } from './delivery-jobs.js';
import type { Send } from './send.js';
import { Targets } from './targets.js';
import { TestDeliveries } from './test-deliveries.js';
import { WebhookAnswers } from './webhook-answers.js';
import { WebhookSubscriptions } from './webhook-subscriptions.js';
import { webhookUseCases } from './webhook-use-cases.js';
import { WebhooksController } from './webhooks.controller.js';

@Module({})
export class WebhooksModule {
  /** The deliverer is created with the stores, and started when the views are ready. */
  static of(parts: { readonly deliverer: Deliverer; readonly targets: Targets; readonly send: Send }): DynamicModule {
    const ownProviders = [
      { provide: Deliverer, useValue: parts.deliverer },
      { provide: Targets, useValue: parts.targets },
      {
        provide: TestDeliveries,
        useFactory: (clock: Clock) => new TestDeliveries(parts.send, clock),
        inject: [CLOCK],
      },
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
