import { resolve } from 'node:path';
import { type DynamicModule, type Type } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE, NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import { AccessGuard } from './platform/auth/access.guard.js';
import { RateLimits } from './platform/auth/rate-limits.js';
import { type Clock, systemClock } from './platform/clock.js';
import type { Config } from './platform/config/settings.js';
import { inProcess, inThread, type LaunchWrites } from './platform/embedded/open-embedded.js';
import { HealthController } from './platform/health/health.controller.js';
import type { Positions, Readiness, VendorDirectory } from './platform/http/ports.js';
import { type Logger, NestLog, openLog } from './platform/logging/logger.js';
import { ProblemFilter } from './platform/http/problems/problem.filter.js';
import { fastifyAdapter } from './platform/http/server/fastify.js';
import { describeApi, serveDocument } from './platform/http/server/openapi.js';
import { QueryGuard } from './platform/http/validation/query.guard.js';
import { StrictValidation } from './platform/http/validation/validation.pipe.js';
import { MetricsController } from './platform/metrics/metrics.controller.js';
import { Metrics } from './platform/metrics/metrics.js';
import { restrictNewFiles, tighten } from './platform/private-files.js';
import { projected } from './projections.js';
import { closeStores, openStores, type Stores, StoresModule } from './platform/stores.module.js';
import { POSITIONS, READINESS, VENDORS } from './platform/tokens.js';

/** The parts of one process between the stores and the features. */
export interface Assembly {
  readonly positions: Positions;
  readonly readiness: Readiness;
  readonly vendors: VendorDirectory;
  /** The features, with all they need besides the stores. */
  readonly imports: readonly (DynamicModule | Type)[];
  /** Resolves when the views are ready and every question can be answered; the server listens before. */
  readonly viewsReady: Promise<void>;
  /** Stops what follows the ledger, before the stores close. */
  stop(): Promise<void>;
}

export interface AppOptions {
  readonly clock?: Clock;
  readonly logger?: Logger;
  /** Starts the write side of the embedded stores; where absent, a thread of its own if the clock is the system's. */
  readonly launch?: LaunchWrites;
  /** Puts the process together over open stores. */
  readonly assemble: (
    stores: Stores,
    config: Config,
    clock: Clock,
    metrics: Metrics,
    logger: Logger,
  ) => Promise<Assembly>;
}

/** Where the write thread begins. */
const writeThread = new URL('./write-thread.js', import.meta.url);

/** No other thread can read a clock that is not the system's: the write side then runs in this one. */
const launchFor = (clock: Clock): LaunchWrites =>
  clock === systemClock ? inThread(writeThread) : inProcess(projected, clock.ms);

class AppModule {}

/** The folders of the embedded stores. */
const foldersOf = ({ home, eventsUrl, viewsUrl }: Config): readonly string[] => [
  ...new Set([
    home,
    ...[eventsUrl, viewsUrl].flatMap((url) =>
      url.startsWith('sqlite:') ? [resolve(home, url.slice('sqlite:'.length))] : [],
    ),
  ]),
];

/**
 * The application over open stores, not yet listening. `app.close()` stops accepting, finishes what runs, then closes.
 * @throws StoreUnusable with nothing left open
 */
export async function createApp(
  config: Config,
  { clock = systemClock, logger = openLog(), launch = launchFor(clock), assemble }: AppOptions,
): Promise<{ readonly app: NestFastifyApplication; readonly stores: Stores }> {
  restrictNewFiles();
  for (const { path, fault } of foldersOf(config).flatMap(tighten)) {
    if (fault === undefined) logger.warn({ path }, 'others could read this; now its owner alone can');
    else logger.warn({ path, fault }, 'others can read this, and it could not be changed');
  }
  const stores = await openStores(config, clock, launch, projected, logger);
  let assembly: Assembly | undefined;
  try {
    const metrics = new Metrics();
    const limits = new RateLimits();
    assembly = await assemble(stores, config, clock, metrics, logger);
    const { stop } = assembly;
    const root: DynamicModule = {
      module: AppModule,
      global: true,
      imports: [StoresModule.of(stores, config, clock, stop), ...assembly.imports],
      controllers: [HealthController, MetricsController],
      providers: [
        { provide: POSITIONS, useValue: assembly.positions },
        { provide: READINESS, useValue: assembly.readiness },
        { provide: VENDORS, useValue: assembly.vendors },
        { provide: Metrics, useValue: metrics },
        { provide: RateLimits, useValue: limits },
        AccessGuard,
        { provide: APP_GUARD, useExisting: AccessGuard },
        { provide: APP_GUARD, useClass: QueryGuard },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_PIPE, useClass: StrictValidation },
      ],
      exports: [POSITIONS, READINESS, VENDORS, Metrics],
    };
    const app = await NestFactory.create<NestFastifyApplication>(
      root,
      fastifyAdapter(logger, metrics, (address) => limits.unauthenticated(address)),
      {
        logger: new NestLog(logger),
        bodyParser: false,
        abortOnError: false,
      },
    );
    app.getHttpAdapter().getInstance().addHook('onRequest', app.get(AccessGuard).onRequest);
    app.setGlobalPrefix('api/v1', { exclude: ['health/live', 'health/ready', 'metrics'] });
    const document = describeApi(app, '0.1.0');
    SwaggerModule.setup('docs', app, document, { raw: false });
    serveDocument(app, document);
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    return { app, stores };
  } catch (error) {
    await assembly?.stop();
    await closeStores(stores);
    throw error;
  }
}
