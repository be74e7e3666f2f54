import { type DynamicModule, Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { ApiKeys } from './auth/api-keys.js';
import type { Clock } from './clock.js';
import type { Config } from './config/settings.js';
import type { EventStore } from './events/event-store.js';
import { sealsOf } from './events/seals.js';
import { isDistributed, openDistributed } from './distributed/open-distributed.js';
import type { ViewStopped } from './embedded/messages.js';
import { type LaunchWrites, openEmbedded } from './embedded/open-embedded.js';
import type { Projected } from './embedded/write-thread.js';
import type { KeyStore } from './keys/key-store.js';
import { Sealer } from './keys/sealer.js';
import { SqliteKeyStore } from './keys/sqlite-key-store.js';
import { Ledger } from './ledger/ledger.js';
import { NotedHead } from './ledger/noted-head.js';
import { NumberedStreams } from './ledger/numbered-streams.js';
import type { Ordinals } from './ordinals/ordinals.js';
import { Reservations } from './ledger/reservations.js';
import type { Logger } from './logging/logger.js';
import type { ViewReaders } from './projector/view-readers.js';
import { CLOCK, CONFIG, EVENT_STORE, KEY_STORE, ORDINALS } from './tokens.js';

/** The stores that must not lose anything, open for this process alone. */
export interface Stores {
  readonly events: EventStore;
  readonly ordinals: Ordinals;
  readonly views: ViewReaders;
  /** Begins to project what is recorded. */
  readonly startViews: () => Promise<void>;
  readonly keys: KeyStore;
  readonly apiKeys: ApiKeys;
  readonly sealer: Sealer;
  readonly ledger: Ledger;
  readonly reservations: Reservations;
  /** Of engines that seal what they write. */
  readonly notedHead: NotedHead | undefined;
}

/** Opens them, or none. @throws StoreUnusable with nothing left open */
export async function openStores(
  config: Config,
  clock: Clock,
  launch: LaunchWrites,
  projected: Projected,
  logger: Logger,
): Promise<Stores> {
  const opened: (() => unknown)[] = [];
  try {
    const apiKeys = ApiKeys.open(config.home, clock.ms);
    opened.push(() => apiKeys.close());
    const keys = SqliteKeyStore.open(config.home);
    opened.push(() => keys.close());
    const on = {
      viewStopped: ({ view, position, error }: ViewStopped) =>
        logger.error({ view, position, error }, 'a view stopped'),
      replaced: (what: string) => logger.warn(what),
    };
    const { events, ordinals, views, start } = isDistributed(config)
      ? await openDistributed(config, { ...on, clock: clock.ms, projected })
      : await openEmbedded(config, launch, projected.decisive, on);
    opened.push(async () => {
      await views.close();
      await ordinals.close();
      await events.close();
    });
    const sealer = new Sealer(keys);
    const ledger = new Ledger(events, sealer, await keys.serverSecret('bodies'), clock.now);
    const seals = sealsOf(events);
    const notedHead =
      seals === undefined ? undefined : new NotedHead(config.home, await keys.serverSecret('head'), seals);
    notedHead?.start();
    const reservations = new Reservations(ledger, events, clock.now);
    return {
      events,
      ordinals,
      views,
      startViews: start,
      keys,
      apiKeys,
      sealer,
      ledger,
      reservations,
      notedHead,
    };
  } catch (error) {
    for (const close of opened.reverse()) await close();
    throw error;
  }
}

/** Finishes the commands accepted so far, then closes the stores, the ledger's last. */
export async function closeStores({
  ledger,
  events,
  ordinals,
  views,
  keys,
  apiKeys,
  notedHead,
}: Stores): Promise<void> {
  await ledger.idle();
  await notedHead?.stop();
  await views.close();
  await ordinals.close();
  await events.close();
  await keys.close();
  apiKeys.close();
}

const CLOSE = Symbol('close');

/** The stores for everything that is injected, closed when the application has stopped answering. */
@Global()
@Module({})
export class StoresModule implements OnApplicationShutdown {
  constructor(@Inject(CLOSE) private readonly close: () => Promise<void>) {}

  /** `stop` ends what follows the ledger, before the stores close. */
  static of(stores: Stores, config: Config, clock: Clock, stop: () => Promise<void>): DynamicModule {
    const close = () => stop().then(() => closeStores(stores));
    const providers = [
      { provide: CONFIG, useValue: config },
      { provide: CLOCK, useValue: clock },
      { provide: EVENT_STORE, useValue: stores.events },
      { provide: ORDINALS, useValue: stores.ordinals },
      { provide: KEY_STORE, useValue: stores.keys },
      { provide: ApiKeys, useValue: stores.apiKeys },
      { provide: Sealer, useValue: stores.sealer },
      { provide: Ledger, useValue: stores.ledger },
      { provide: Reservations, useValue: stores.reservations },
      { provide: NumberedStreams, useValue: new NumberedStreams(stores.events, stores.ordinals, stores.ledger) },
    ];
    return {
      module: StoresModule,
      providers: [...providers, { provide: CLOSE, useValue: close }],
      exports: providers.map(({ provide }) => provide),
    };
  }

  onApplicationShutdown(): Promise<void> {
    return this.close();
  }
}
