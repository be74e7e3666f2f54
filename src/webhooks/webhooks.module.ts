import { type DynamicModule, Module } from '@nestjs/common';
import { Deliverer } from './deliverer.js';
import { DeliveryStore } from './delivery-store.js';
import { Targets } from './targets.js';
import { WebhookCommands } from './webhook-commands.js';
import { WebhooksController } from './webhooks.controller.js';

@Module({})
export class WebhooksModule {
  /** The deliverer is created with the stores, and started when the views are ready. */
  static of(parts: {
    readonly deliverer: Deliverer;
    readonly store: DeliveryStore;
    readonly targets: Targets;
  }): DynamicModule {
    const ownProviders = [
      { provide: Deliverer, useValue: parts.deliverer },
      { provide: DeliveryStore, useValue: parts.store },
      { provide: Targets, useValue: parts.targets },
    ];
    return { module: WebhooksModule, controllers: [WebhooksController], providers: [WebhookCommands, ...ownProviders] };
  }
}
