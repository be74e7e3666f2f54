import { type DynamicModule, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import type { KeyStore } from '../platform/keys/key-store.js';
import { KEY_STORE } from '../platform/tokens.js';
import type { OwnTexts } from './mail-texts.js';
import { Tokens } from './tokens.js';
import { UnsubscribeController } from './unsubscribe.controller.js';
import { Unsubscriptions } from './unsubscriptions.js';

/** Texts of vendors of their own, by vendor. */
export const OWN_TEXTS = Symbol('OwnTexts');

@Module({
  imports: [CqrsModule],
  controllers: [UnsubscribeController],
  providers: [
    Unsubscriptions,
    {
      provide: Tokens,
      inject: [KEY_STORE],
      // M6: all processes of a ledger share it, and a copy of the keys has it.
      useFactory: async (keys: KeyStore) => new Tokens(await keys.serverSecret('mail-tokens')),
    },
  ],
  exports: [Tokens],
})
export class MailsModule {
  static of(ownTexts: ReadonlyMap<string, OwnTexts>): DynamicModule {
    return { module: MailsModule, providers: [{ provide: OWN_TEXTS, useValue: ownTexts }], exports: [OWN_TEXTS] };
  }
}
