import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { HttpCommands } from '../platform/commands/http-commands.js';
import { SearchModule } from '../search/search.module.js';
import { CustomerChanges } from './customer-changes.js';
import { CustomerSearch } from './customer-search.js';
import { CustomersController } from './customers.controller.js';
import { customerHandlers, customerUseCases } from './customers.port.js';
import { MergeChanges } from './merge-changes.js';
import { Persons } from './persons.js';

@Module({
  imports: [CqrsModule, SearchModule],
  controllers: [CustomersController],
  providers: [
    HttpCommands,
    Persons,
    CustomerSearch,
    CustomerChanges,
    MergeChanges,
    ...customerUseCases.map(({ handler }) => handler),
    ...customerHandlers,
  ],
})
export class CustomersModule {}
