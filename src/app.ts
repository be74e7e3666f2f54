import { type DynamicModule, type Type } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE, NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AccessGuard } from './platform/auth/access.guard.js';
import { RateLimits } from './platform/auth/rate-limits.js';
import { type Clock, systemClock } from './platform/clock.js';
import { foldersOf, ledgerFolders } from './platform/config/ledger-folders.js';
import type { Config } from './platform/config/settings.js';
import { assemble, type Assembly, startWork } from './app.module.js';
import type { OpenEngines } from './platform/engines.js';
import { HealthController } from './platform/health/health.controller.js';
import { type Logger, NestLog, openLog } from './platform/logging/logger.js';
import { ProblemFilter } from './platform/http/problems/problem.filter.js';
import { OwnNumbers } from './platform/http/own-numbers/own-numbers.js';
import { OwnNumbersGuard } from './platform/http/own-numbers/own-numbers.guard.js';
import { OnBehalfGuard } from './platform/http/conventions/on-behalf.guard.js';
import { AcceptGuard } from './platform/http/server/accept.guard.js';
import { fastifyAdapter } from './platform/http/server/fastify.js';
import { serveStartPage } from './platform/http/server/start-page.js';
import type { TakenPort } from './platform/http/server/taken-port.js';
import { describeApi, serveDocument } from './platform/http/server/openapi.js';
import { QueryGuard } from './platform/http/validation/query.guard.js';
import { StrictValidation } from './platform/http/validation/validation.pipe.js';
import { MetricsController } from './platform/metrics/metrics.controller.js';
import { Metrics } from './platform/metrics/metrics.js';
import { enginesOfSettings } from './platform/open-engines.js';
import { restrictNewFiles, tighten } from './platform/private-files.js';
import { version } from './platform/version.js';
import { dutiesOf, type ProcessRole } from './platform/roles.js';
import { projected } from './projections.js';
import { recordedExamples } from './recorded-examples.js';
import { webhooksOfApi } from './webhooks/webhooks.port.js';
import { closeStores, openStores, type Stores, StoresModule } from './platform/stores.module.js';
import { DUTIES, POSITIONS, READINESS, VENDORS } from './platform/tokens.js';

export interface AppOptions {
  readonly clock?: Clock;
  readonly logger?: Logger;
  /** What this process is for; `all` where absent. */
  readonly role?: ProcessRole;
  /** Opens the engines behind the ports; where absent, those that the settings name. */
  readonly engines?: OpenEngines;
  /** The port that was taken before; where absent, the server is not yet bound to one. */
  readonly port?: TakenPort;
  /** O7: real milliseconds between the beginnings of two firings of what is owed; 0: none. */
  readonly firingsApartMs?: number;
  /** Modules besides the features. */
  readonly modules?: readonly (DynamicModule | Type)[];
}

/** One process of the product. */
export interface Application {
  /** Not yet listening. Closing it stops accepting, finishes what runs, then closes the stores. */
  readonly app: NestFastifyApplication;
  readonly stores: Stores;
  /** Resolves when the views are ready and every question can be answered; a server may listen before. */
  readonly ready: Promise<void>;
  /** Which vendors have published a policy. */
  vendors(): Promise<readonly string[]>;
  /** Begins what its role works beside answers (webhooks, records about keys, imports) once it is ready. */
  startWork(): void;
}

/** 20,000 that are due at once are done in 8 minutes, and a check meanwhile takes little longer than usual. */
const usualFiringsApartMs = 24;

/** Where the write thread begins. */
const writeThread = new URL('./write-thread.js', import.meta.url);

/**
 * The engines that the settings name. No other thread can read a clock that is not the system's: embedded writes then
 * run in this one.
 */
export const enginesOf = (clock: Clock, inThisThread = clock !== systemClock): OpenEngines =>
  enginesOfSettings(projected, inThisThread ? clock : writeThread);

class AppModule {}

/**
 * Opens the stores and puts the product together over them. @throws BadSetting, StoreUnusable with nothing left open
 */
export async function openApplication(
  config: Config,
  {
    clock = systemClock,
    logger = openLog(config.logLevel),
    role = 'all',
    engines = enginesOf(clock),
    firingsApartMs = usualFiringsApartMs,
    modules = [],
    port,
  }: AppOptions = {},
): Promise<Application> {
  restrictNewFiles();
  for (const { path, fault } of foldersOf(ledgerFolders(config)).flatMap(tighten)) {
    if (fault === undefined) logger.warn({ path }, 'others could read this; now its owner alone can');
    else logger.warn({ path, fault }, 'others can read this, and it could not be changed');
  }
  const duties = dutiesOf(role);
  const stores = await openStores(config, clock, engines, logger, duties);
  let assembly: Assembly | undefined;
  try {
    const metrics = new Metrics();
    const limits = new RateLimits(stores.requestCounts);
    assembly = await assemble(stores, config, { clock, metrics, logger, duties, firingsApartMs });
    const { stop, viewsReady, viewsHealed } = assembly;
    const root: DynamicModule = {
      module: AppModule,
      global: true,
      imports: [StoresModule.of(stores, config, clock, stop), ...assembly.features, ...modules],
      controllers: [HealthController, MetricsController],
      providers: [
        { provide: POSITIONS, useValue: assembly.positions },
        { provide: READINESS, useValue: assembly.readiness },
        { provide: VENDORS, useValue: assembly.vendors },
        { provide: Metrics, useValue: metrics },
        { provide: DUTIES, useValue: duties },
        OwnNumbers,
        { provide: RateLimits, useValue: limits },
        AccessGuard,
        { provide: APP_GUARD, useExisting: AccessGuard },
        { provide: APP_GUARD, useClass: AcceptGuard },
        { provide: APP_GUARD, useClass: OnBehalfGuard },
        { provide: APP_GUARD, useClass: QueryGuard },
        { provide: APP_GUARD, useClass: OwnNumbersGuard },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_PIPE, useClass: StrictValidation },
      ],
      exports: [DUTIES, POSITIONS, READINESS, VENDORS, Metrics, OwnNumbers, RateLimits],
    };
    const app = await NestFactory.create<NestFastifyApplication>(
      root,
      fastifyAdapter(logger, metrics, (address) => limits.unauthenticated(address), {
        port,
        trustedProxies: config.trustProxy,
      }),
      {
        logger: new NestLog(logger),
        bodyParser: false,
        abortOnError: false,
      },
    );
    app.getHttpAdapter().getInstance().addHook('onRequest', app.get(AccessGuard).onRequest);
    app.setGlobalPrefix('api/v1', { exclude: ['health/live', 'health/ready', 'metrics'] });
    if (duties.answers) {
      serveDocument(app, () => describeApi(app, version, { sent: webhooksOfApi(), examples: recordedExamples }));
      serveStartPage(app);
    }
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    const begin = (): void => {
      if (duties.works) startWork(app, viewsHealed, logger);
    };
    return { app, stores, ready: viewsReady, vendors: assembly.knownVendors, startWork: begin };
  } catch (error) {
    await assembly?.stop();
    await closeStores(stores);
    throw error;
  }
}
