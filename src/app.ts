import helmet from '@fastify/helmet';
import { type DynamicModule, type Type } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE, NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import { AccessGuard } from './platform/auth/access.guard.js';
import { KeysController } from './platform/auth/keys.controller.js';
import { type Clock, systemClock } from './platform/clock.js';
import type { Config } from './platform/config/settings.js';
import { inThread, type LaunchWrites } from './platform/embedded/open-embedded.js';
import { HealthController } from './platform/health/health.controller.js';
import type { Positions, Readiness, VendorDirectory } from './platform/http/ports.js';
import { type Logger, NestLog, openLog } from './platform/logging/logger.js';
import { ProblemFilter } from './platform/http/problems/problem.filter.js';
import { fastifyAdapter } from './platform/http/server/fastify.js';
import { describeApi } from './platform/http/server/openapi.js';
import { StrictValidation } from './platform/http/validation/validation.pipe.js';
import { MetricsController } from './platform/metrics/metrics.controller.js';
import { Metrics } from './platform/metrics/metrics.js';
import { closeStores, openStores, type Stores, StoresModule } from './platform/stores.module.js';
import { POSITIONS, READINESS, VENDORS } from './platform/tokens.js';

/** What stands between the stores and the features of one process. */
export interface Assembly {
  readonly positions: Positions;
  readonly readiness: Readiness;
  readonly vendors: VendorDirectory;
  /** The features, with all they need besides the stores. */
  readonly imports: readonly (DynamicModule | Type)[];
  /** Resolves when the views stand and every question can be answered; the server listens before. */
  readonly standing: Promise<void>;
  /** Stops what follows the ledger, before the stores close. */
  stop(): Promise<void>;
}

export interface AppOptions {
  readonly clock?: Clock;
  readonly logger?: Logger;
  /** Starts the write side of the embedded stores; a thread of its own where absent. */
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

class AppModule {}

/**
 * The application over open stores, not yet listening. `app.close()` stops accepting, finishes what runs, then closes.
 * @throws StoreUnusable with nothing left open
 */
export async function createApp(
  config: Config,
  { clock = systemClock, logger = openLog(), launch = inThread(writeThread), assemble }: AppOptions,
): Promise<{ readonly app: NestFastifyApplication; readonly stores: Stores }> {
  const stores = await openStores(config, clock, launch, logger);
  let assembly: Assembly | undefined;
  try {
    const metrics = new Metrics();
    assembly = await assemble(stores, config, clock, metrics, logger);
    const { stop } = assembly;
    const root: DynamicModule = {
      module: AppModule,
      global: true,
      imports: [StoresModule.of(stores, config, clock, stop), ...assembly.imports],
      controllers: [HealthController, MetricsController, KeysController],
      providers: [
        { provide: POSITIONS, useValue: assembly.positions },
        { provide: READINESS, useValue: assembly.readiness },
        { provide: VENDORS, useValue: assembly.vendors },
        { provide: Metrics, useValue: metrics },
        AccessGuard,
        { provide: APP_GUARD, useExisting: AccessGuard },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_PIPE, useClass: StrictValidation },
      ],
      exports: [POSITIONS, READINESS, VENDORS, Metrics],
    };
    const app = await NestFactory.create<NestFastifyApplication>(root, fastifyAdapter(logger, metrics), {
      logger: new NestLog(logger),
      bodyParser: false,
      abortOnError: false,
    });
    app.getHttpAdapter().getInstance().addHook('onRequest', app.get(AccessGuard).meet);
    await app.register(helmet, {
      contentSecurityPolicy: {
        directives: { 'script-src': ["'self'", "'unsafe-inline'"], 'upgrade-insecure-requests': null },
      },
    });
    app.setGlobalPrefix('api/v1', { exclude: ['health/live', 'health/ready', 'metrics'] });
    SwaggerModule.setup('docs', app, describeApi(app, '0.1.0'), {
      jsonDocumentUrl: 'openapi.json',
      yamlDocumentUrl: 'openapi.yaml',
    });
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    return { app, stores };
  } catch (error) {
    await assembly?.stop();
    await closeStores(stores);
    throw error;
  }
}
