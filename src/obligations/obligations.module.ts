import { type DynamicModule, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import type { ObligationsRow } from '../../projections/obligations/obligations.row.js';
import { HttpCommands } from '../platform/commands/http-commands.js';
import type { View } from '../platform/views/view-store.js';
import { BouncesController } from './addresses/bounces.controller.js';
import { FailedAddresses } from './addresses/failed-addresses.js';
import { ObligationChanges } from './firing/obligation-changes.js';
import { ObligationList } from './listing/obligation-list.js';
import { ObligationReader } from './listing/obligation-reader.js';
import { ObligationsController } from './obligations.controller.js';
import { OBLIGATION_SOURCES } from './obligations.tokens.js';
import { OpenSubjects } from './listing/open-subjects.js';
import { ReportBounceHandler } from './addresses/report-bounce.command.js';
import { RetryObligationHandler } from './retry-obligation.command.js';
import { ObligationRunner } from './firing/runner.js';
import type { OwedSource } from './sources/source.js';

export interface ObligationParts {
  readonly runner: ObligationRunner;
  readonly changes: ObligationChanges;
  readonly failed: FailedAddresses;
  readonly sources: readonly OwedSource[];
  /** Provided for every feature as `OBLIGATION_ROWS`. */
  readonly rows: View<ObligationsRow>;
}

@Module({})
export class ObligationsModule {
  /** The runner is created with the stores, and started when the views are ready. */
  static of({ runner, changes, failed, sources }: ObligationParts): DynamicModule {
    return {
      module: ObligationsModule,
      global: true,
      imports: [CqrsModule],
      controllers: [ObligationsController, BouncesController],
      providers: [
        HttpCommands,
        { provide: ObligationRunner, useValue: runner },
        { provide: ObligationChanges, useValue: changes },
        { provide: FailedAddresses, useValue: failed },
        { provide: OBLIGATION_SOURCES, useValue: sources },
        OpenSubjects,
        ObligationReader,
        ObligationList,
        RetryObligationHandler,
        ReportBounceHandler,
      ],
      exports: [ObligationList, ObligationReader],
    };
  }
}
