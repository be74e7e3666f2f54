import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { HttpCommands } from '../platform/commands/http-commands.js';
import { CustomerChanges } from './customer-changes.js';
import { CustomersController } from './customers.controller.js';
import { customerHandlers, customerUseCases } from './customers.port.js';
import { MergeChanges } from './merge-changes.js';
import { Persons } from './persons.js';

@Module({
  imports: [CqrsModule],
  controllers: [CustomersController],
  providers: [
    HttpCommands,
    Persons,
    CustomerChanges,
    MergeChanges,
    ...customerUseCases.map(({ handler }) => handler),
    ...customerHandlers,
  ],
})
export class CustomersModule {}
