import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { ChangeCustomerHandler, RegisterCustomerHandler } from './customer-desk.js';
import { CustomersController } from './customers.controller.js';
import { Persons } from './persons.js';

@Module({ imports: [CqrsModule], controllers: [CustomersController], providers: [RegisterCustomerHandler, ChangeCustomerHandler, Persons] })
export class CustomersModule {}
