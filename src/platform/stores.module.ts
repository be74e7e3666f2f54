import { type DynamicModule, Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { ApiKeys } from './auth/api-keys.js';
import type { Clock } from './clock.js';
import type { Config } from './config/settings.js';
import type { Engines, OpenEngines } from './engines.js';
import { sealsOf } from './events/seals.js';
import { CachedKeys } from './keys/cached-keys.js';
import { Sealer } from './keys/sealer.js';
import { Ledger } from './ledger/ledger.js';
import { NotedHead } from './ledger/noted-head.js';
import { NumberedStreams } from './ledger/numbered-streams.js';
import { Reservations } from './ledger/reservations.js';
import type { Logger } from './logging/logger.js';
import { CountedMail } from './mail/counted-mail.js';
import type { Duties } from './roles.js';
import { CLOCK, CONFIG, EVENT_STORE, FILES, JOBS, KEY_STORE, MAIL, ORDINALS } from './tokens.js';

/** The engines of this process, and the ledger over them. */
export interface Stores extends Engines {
  readonly apiKeys: ApiKeys;
  readonly keys: CachedKeys;
  readonly mail: CountedMail;
  readonly sealer: Sealer;
  readonly ledger: Ledger;
  readonly reservations: Reservations;
  /** Of engines that seal what they write. */
  readonly notedHead: NotedHead | undefined;
}

/** Opens them, or none. @throws BadSetting, StoreUnusable with nothing left open */
export async function openStores(
  config: Config,
  clock: Clock,
  open: OpenEngines,
  logger: Logger,
  duties: Duties,
): Promise<Stores> {
  const engines = await open(config, clock, logger, duties);
  const caches: { close(): Promise<void> }[] = [];
  try {
    const { events } = engines;
    const apiKeys = await ApiKeys.open(engines.access, clock.ms);
    caches.push(apiKeys);
    const keys = await CachedKeys.open(engines.keys);
    caches.push(keys);
    const sealer = new Sealer(keys);
    const ledger = new Ledger(events, sealer, await keys.serverSecret('bodies'), clock.now);
    keys.onDestroyed(() => ledger.streams.forgetPersons());
    const seals = sealsOf(events);
    const notedHead =
      seals === undefined ? undefined : new NotedHead(config.home, await keys.serverSecret('head'), seals);
    notedHead?.start();
    const reservations = new Reservations(ledger, events, clock.now);
    const mail = new CountedMail(engines.mail);
    return { ...engines, apiKeys, keys, mail, sealer, ledger, reservations, notedHead };
  } catch (error) {
    for (const each of caches) await each.close();
    await engines.close();
    throw error;
  }
}

/** Ends the jobs that run, finishes the commands accepted so far, then closes the engines. */
export async function closeStores({ jobs, ledger, notedHead, apiKeys, keys, close }: Stores): Promise<void> {
  await jobs.close();
  await ledger.idle();
  await notedHead?.stop();
  await apiKeys.close();
  await keys.close();
  await close();
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
      { provide: JOBS, useValue: stores.jobs },
      { provide: FILES, useValue: stores.files },
      { provide: MAIL, useValue: stores.mail },
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
