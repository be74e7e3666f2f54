import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { contractList } from '../projections/contract-list/contract-list.js';
import { customerList } from '../projections/customer-list/customer-list.js';
import { customerSheet } from '../projections/customer-sheet/customer-sheet.js';
import { imports } from '../projections/imports/imports.js';
import { intakes } from '../projections/intakes/intakes.js';
import { namedPersons } from '../projections/named-persons/named-persons.js';
import { promises } from '../projections/promises/promises.js';
import { renewals } from '../projections/renewals/renewals.js';
import { requests } from '../projections/requests/requests.js';
import { surveys } from '../projections/surveys/surveys.js';
import { ApiKeysModule } from './api-keys/api-keys.module.js';
import type { KeyRecorder } from './api-keys/key-recorder.js';
import type { openDelivery } from './app.delivery.js';
import type { Reading } from './app.reading.js';
import { ChangeFeed } from './changes/change-feed.js';
import { ChangesModule } from './changes/changes.module.js';
import { ConcernedCustomers } from './changes/changes.port.js';
import { ContractLifeModule } from './contract-life/contract-life.module.js';
import { contractProblems } from './contracts/contract.problems.js';
import { ContractsModule } from './contracts/contracts.module.js';
import { contractUseCases } from './contracts/contracts.port.js';
import { customerProblems } from './customers/customer.problems.js';
import { CustomersModule } from './customers/customers.module.js';
import { CUSTOMER_SHEETS, customerUseCases, ERASED_ALONG, type ErasedAlong } from './customers/customers.port.js';
import { DifferencesModule } from './differences/differences.module.js';
import { DossiersModule } from './dossiers/dossiers.module.js';
import { EntitlementsModule } from './entitlements/entitlements.module.js';
import { Entitlements } from './entitlements/entitlements.port.js';
import { ExplanationsModule } from './explanations/explanations.module.js';
import { HistoryModule } from './history/history.module.js';
import { ImportsModule } from './imports/imports.module.js';
import { IMPORT_LIST, IMPORT_LOG } from './imports/imports.tokens.js';
import { IntakesModule } from './intakes/intakes.module.js';
import { INTAKE_ROWS } from './intakes/intakes.port.js';
import { MailsModule } from './mails/mails.module.js';
import { type OwnTexts, Tokens } from './mails/mails.port.js';
import { McpModule } from './mcp/mcp.module.js';
import { type ObligationParts, ObligationsModule } from './obligations/obligations.module.js';
import { OBLIGATION_ROWS } from './obligations/obligations.port.js';
import { PersonsModule } from './persons/persons.module.js';
import { NAMED_ROWS } from './persons/persons.port.js';
import { Runners } from './platform/health/runners.js';
import type { ProblemCode } from './platform/http/problems/catalogue.js';
import type { Logger } from './platform/logging/logger.js';
import type { Stores } from './platform/stores.module.js';
import { VIEW_READERS } from './platform/tokens.js';
import { PoliciesModule } from './policies/policies.module.js';
import { PolicyBooks } from './policies/policies.port.js';
import { releaseProblems } from './releases/release.problems.js';
import { ReleasesModule } from './releases/releases.module.js';
import { releaseUseCases } from './releases/releases.port.js';
import { ReportsModule } from './reports/reports.module.js';
import { PROMISE_ROWS, RENEWAL_ROWS, SURVEY_ROWS } from './reports/reports.port.js';
import { requestProblems } from './requests/request.problems.js';
import { RequestsModule } from './requests/requests.module.js';
import { LeftFiles, registerRequest, REQUEST_ROWS } from './requests/requests.port.js';
import { SearchModule } from './search/search.module.js';
import { CONTRACT_ROWS, CUSTOMER_ROWS, Directories } from './search/search.port.js';
import { SurveysModule } from './surveys/surveys.module.js';
import { WebhooksModule } from './webhooks/webhooks.module.js';
import { WhatIfModule } from './what-if/what-if.module.js';

/** A supposed command is refused as the real one would be. */
const refusalsOfWrites = [
  ...Object.keys(contractProblems),
  ...Object.keys(customerProblems),
  ...Object.keys(releaseProblems),
  ...Object.keys(requestProblems),
] as readonly ProblemCode[];

@Module({})
class ViewsModule {
  static of(
    providers: {
      readonly provide: symbol | (abstract new (...args: never[]) => unknown);
      readonly useValue: unknown;
    }[],
  ): DynamicModule {
    return {
      module: ViewsModule,
      global: true,
      providers: providers as DynamicModule['providers'] & object,
      exports: providers.map(({ provide }) => provide),
    };
  }
}

/** What the features are made of besides the stores. */
export interface FeatureParts {
  readonly reading: Reading;
  readonly delivery: ReturnType<typeof openDelivery>;
  readonly owed: ObligationParts;
  readonly erasedAlong: readonly ErasedAlong[];
  readonly keyRecorder: KeyRecorder;
  readonly leftFiles: LeftFiles;
  readonly ownTexts: ReadonlyMap<string, OwnTexts>;
  readonly tokens: Tokens;
  readonly runners: Runners;
  readonly logger: Logger;
}

/** The features, and what all of them may ask for by name: the views among it. */
export const featuresOf = (
  { views, ordinals }: Stores,
  { reading, delivery, owed, erasedAlong, keyRecorder, leftFiles, ownTexts, tokens, runners, logger }: FeatureParts,
): readonly (DynamicModule | Type)[] => {
  const { deliverer, targets, send, concerned } = delivery;
  return [
    ViewsModule.of([
      { provide: VIEW_READERS, useValue: views },
      { provide: Runners, useValue: runners },
      { provide: PolicyBooks, useValue: reading.books },
      { provide: ConcernedCustomers, useValue: concerned },
      { provide: Entitlements, useValue: reading.entitlements },
      { provide: ERASED_ALONG, useValue: erasedAlong },
      { provide: LeftFiles, useValue: leftFiles },
      { provide: CUSTOMER_SHEETS, useValue: views.view(customerSheet) },
      { provide: IMPORT_LIST, useValue: views.view(imports) },
      { provide: IMPORT_LOG, useValue: logger },
      { provide: CONTRACT_ROWS, useValue: views.view(contractList) },
      { provide: CUSTOMER_ROWS, useValue: views.view(customerList) },
      { provide: REQUEST_ROWS, useValue: views.view(requests) },
      { provide: NAMED_ROWS, useValue: views.view(namedPersons) },
      { provide: Directories, useValue: reading.directories },
      { provide: INTAKE_ROWS, useValue: views.view(intakes) },
      { provide: OBLIGATION_ROWS, useValue: owed.rows },
      { provide: RENEWAL_ROWS, useValue: views.view(renewals) },
      { provide: PROMISE_ROWS, useValue: views.view(promises) },
      { provide: SURVEY_ROWS, useValue: views.view(surveys) },
      { provide: Tokens, useValue: tokens },
    ]),
    ApiKeysModule.of(keyRecorder),
    CustomersModule,
    PersonsModule,
    ContractsModule,
    RequestsModule,
    SearchModule,
    ReleasesModule,
    IntakesModule,
    ReportsModule,
    EntitlementsModule,
    ExplanationsModule,
    ContractLifeModule,
    DifferencesModule,
    DossiersModule,
    WhatIfModule.of({
      useCases: [...contractUseCases, ...customerUseCases, ...releaseUseCases, registerRequest],
      refusals: refusalsOfWrites,
    }),
    ImportsModule,
    WebhooksModule.of({ deliverer, targets, send }),
    ObligationsModule.of(owed),
    ChangesModule.of({ feed: new ChangeFeed(ordinals, views, concerned) }),
    PoliciesModule,
    HistoryModule,
    McpModule,
    MailsModule.of(ownTexts),
    SurveysModule,
  ];
};
