import { type DynamicModule, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import type { OwnTexts } from './mail-texts.js';
import { UnsubscribeController } from './unsubscribe.controller.js';
import { Unsubscriptions } from './unsubscriptions.js';

/** Texts of vendors of their own, by vendor. */
export const OWN_TEXTS = Symbol('OwnTexts');

@Module({
  imports: [CqrsModule],
  controllers: [UnsubscribeController],
  providers: [Unsubscriptions],
})
export class MailsModule {
  static of(ownTexts: ReadonlyMap<string, OwnTexts>): DynamicModule {
    return { module: MailsModule, providers: [{ provide: OWN_TEXTS, useValue: ownTexts }], exports: [OWN_TEXTS] };
  }
}
