import {
  type BeforeApplicationShutdown,
  type DynamicModule,
  Inject,
  Module,
  type OnModuleDestroy,
} from '@nestjs/common';
import { ChangeFeed } from './change-feed.js';
import { ChangeStreams } from './change-streams.js';
import { ChangesController } from './changes.controller.js';

/** Ends the streams before the server waits for what it still answers. */
@Module({})
export class ChangesModule implements OnModuleDestroy, BeforeApplicationShutdown {
  constructor(
    @Inject(ChangeStreams) private readonly streams: ChangeStreams,
    @Inject(ChangeFeed) private readonly feed: ChangeFeed,
  ) {}

  static of(parts: { readonly feed: ChangeFeed }): DynamicModule {
    return {
      module: ChangesModule,
      controllers: [ChangesController],
      providers: [
        { provide: ChangeFeed, useValue: parts.feed },
        { provide: ChangeStreams, useValue: new ChangeStreams(parts.feed) },
      ],
    };
  }

  onModuleDestroy(): void {
    this.streams.close();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.feed.close();
  }
}
