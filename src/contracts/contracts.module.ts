import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { HttpCommands } from '../platform/commands/http-commands.js';
import { SearchModule } from '../search/search.module.js';
import { ContractChanges } from './contract-changes.js';
import { ContractReader } from './contract-reader.js';
import { ContractRequests } from './contract-requests.js';
import { DeliveredServices } from './delivered-services.js';
import { ContractSearch } from './contract-search.js';
import { ContractsController } from './contracts.controller.js';
import { contractHandlers, contractUseCases } from './contracts.port.js';
import { Impact } from './impact.js';
import { RecordedFactsController } from './recorded-facts.controller.js';
import { RequestImpact } from './request-impact.js';

@Module({
  imports: [CqrsModule, SearchModule],
  controllers: [ContractsController, RecordedFactsController],
  providers: [
    HttpCommands,
    Impact,
    RequestImpact,
    ContractRequests,
    DeliveredServices,
    ContractReader,
    ContractSearch,
    ContractChanges,
    ...contractUseCases.map(({ handler }) => handler),
    ...contractHandlers,
  ],
  exports: [Impact],
})
export class ContractsModule {}
