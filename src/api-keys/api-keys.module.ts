import { type DynamicModule, Module } from '@nestjs/common';
import { KeyRecorder } from './key-recorder.js';
import { KeysController } from './keys.controller.js';

@Module({})
export class ApiKeysModule {
  /** The recorder is put together with the stores, and started by the server that runs. */
  static of(recorder: KeyRecorder): DynamicModule {
    return {
      module: ApiKeysModule,
      controllers: [KeysController],
      providers: [{ provide: KeyRecorder, useValue: recorder }],
    };
  }
}
