import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { HttpCommands } from '../platform/commands/http-commands.js';
import { OwnNumbersGuard } from '../platform/http/own-numbers/own-numbers.guard.js';
import { SearchModule } from '../search/search.module.js';
import { Attachments } from './attachments/attachments.js';
import { AttachmentsController } from './attachments/attachments.controller.js';
import { RequestActs } from './request-acts.js';
import { RequestActsController } from './request-acts.controller.js';
import { RequestChanges } from './request-changes.js';
import { ImportsBeingUndone } from '../imports/imports.port.js';
import { RequestDecisions } from './request-decisions.js';
import { RequestMerges } from './request-merges.js';
import { RequestReader } from './request-reader.js';
import { RequestSearch } from './request-search.js';
import { RequestTerms } from './request-terms.js';
import { SatisfactionOwners } from './satisfaction-owners.js';
import { RequestsController } from './requests.controller.js';
import { requestUseCases } from './requests.port.js';
import { VisitsController } from './visits.controller.js';

@Module({
  imports: [CqrsModule, SearchModule],
  controllers: [RequestsController, RequestActsController, VisitsController, AttachmentsController],
  providers: [
    HttpCommands,
    OwnNumbersGuard,
    Attachments,
    RequestActs,
    RequestChanges,
    ImportsBeingUndone,
    RequestDecisions,
    RequestMerges,
    RequestReader,
    RequestSearch,
    RequestTerms,
    SatisfactionOwners,
    // Most acts share one handler.
    ...new Set(requestUseCases.map(({ handler }) => handler)),
  ],
  exports: [RequestChanges, RequestReader, RequestSearch, RequestTerms],
})
export class RequestsModule {}
