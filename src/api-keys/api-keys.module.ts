import { type DynamicModule, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { HttpCommands } from '../platform/commands/http-commands.js';
import { apiKeyUseCases } from './api-key-use-cases.js';
import { KeyRecorder } from './key-recorder.js';
import { KeysController } from './keys.controller.js';

@Module({})
export class ApiKeysModule {
  /** The recorder is put together with the stores, and started by the server that runs. */
  static of(recorder: KeyRecorder): DynamicModule {
    return {
      module: ApiKeysModule,
      imports: [CqrsModule],
      controllers: [KeysController],
      providers: [
        HttpCommands,
        { provide: KeyRecorder, useValue: recorder },
        ...apiKeyUseCases.map(({ handler }) => handler),
      ],
    };
  }
}
