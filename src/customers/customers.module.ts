import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { ChangeCustomerHandler, RegisterCustomerHandler } from './customer-desk.js';
import { CustomersController } from './customers.controller.js';
import { MergeCustomersHandler } from './merge-customers.js';
import { Persons } from './persons.js';

@Module({
  imports: [CqrsModule],
  controllers: [CustomersController],
  providers: [RegisterCustomerHandler, ChangeCustomerHandler, MergeCustomersHandler, Persons],
})
export class CustomersModule {}
