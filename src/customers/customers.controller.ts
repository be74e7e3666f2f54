import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, HttpCode, Inject, Param, Patch, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { customer } from '../../domain/customer/customer.js';
import { Allow, type Caller, CurrentCaller } from '../platform/auth/caller.js';
import { commandRequest, shownAt, written } from '../platform/http/conventions/commands.js';
import { NotFound } from '../platform/http/problems/problem.js';
import { Documented } from '../platform/http/server/documented.js';
import { Ledger } from '../platform/ledger/ledger.js';
import { customerAnswer } from './customer-answers.js';
import { ChangeCustomer, changeOf, RegisterCustomer } from './customer-desk.js';
import * as docs from './customers.docs.js';
import { ChangeCustomerDto, EraseDto, RegisterCustomerDto } from './customers.dto.js';
import { Persons } from './persons.js';

/** Who bought, and the people there. Names, mail addresses and phone numbers are sealed under a key per person (A2). */
@ApiTags('customers')
@Controller('customers')
export class CustomersController {
  constructor(@Inject(CommandBus) private readonly bus: CommandBus, @Inject(Ledger) private readonly ledger: Ledger, @Inject(Persons) private readonly persons: Persons) {}

  /** Registers a customer. */
  @Post() @Allow('sales', 'admin') @Documented(docs.register)
  async register(@Body() said: RegisterCustomerDto, @CurrentCaller() caller: Caller, @Req() req: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const request = commandRequest(req, caller, 'POST /customers', said);
    const outcome = await this.bus.execute(new RegisterCustomer(caller.vendor, { ...request, key: request.key ?? randomUUID() }, said));
    return written(reply, outcome, customerAnswer(outcome.state, outcome.revision));
  }

  /** One customer with its contacts. */
  @Get(':id') @Allow('sales', 'admin', 'support', 'engineer', 'auditor') @Documented(docs.get)
  async get(@Param('id') id: string, @CurrentCaller() caller: Caller, @Res({ passthrough: true }) reply: FastifyReply) {
    const { state, revision } = await this.ledger.load(caller.vendor, 'customer', id, customer);
    if (state.status !== 'registered') throw new NotFound(id);
    return shownAt(reply, revision, customerAnswer(state, revision));
  }

  /** Changes what is named; each real change is an event of its own. */
  @Patch(':id') @Allow('sales', 'admin') @Documented(docs.change)
  async change(@Param('id') id: string, @Body() said: ChangeCustomerDto, @CurrentCaller() caller: Caller, @Req() req: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const request = commandRequest(req, caller, `PATCH /customers ${id}`, said);
    const key = request.key ?? randomUUID();
    const outcome = await this.bus.execute(new ChangeCustomer(caller.vendor, id, { ...request, key }, changeOf(id, key, said)));
    return written(reply, outcome, customerAnswer(outcome.state, outcome.revision));
  }

  /** Destroys the person's key: history, answers and proofs stay, the person is unreadable everywhere (A2). */
  @Post(':id/contacts/:contactId/erase') @HttpCode(200) @Allow('admin') @Documented(docs.erase)
  async erase(@Param('id') id: string, @Param('contactId') contactId: string, @Body() said: EraseDto, @CurrentCaller() caller: Caller, @Req() req: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const request = { ...commandRequest(req, caller, `POST /customers/contacts/erase ${id} ${contactId}`, said), reason: said.reason };
    const outcome = await this.bus.execute(new ChangeCustomer(caller.vendor, id, request, { kind: 'erase-contact', contactId, reason: said.reason }));
    await this.persons.erase(caller.vendor, id, contactId);
    return written(reply, outcome, { id, contactId, erased: true, revision: outcome.revision });
  }

  /** All that is held of a person, for the person (A2); of an erased one only that it was erased. */
  @Get(':id/contacts/:contactId/export') @Allow('admin', 'auditor') @Documented(docs.exported)
  export(@Param('id') id: string, @Param('contactId') contactId: string, @CurrentCaller() caller: Caller) {
    return this.persons.export(caller.vendor, id, contactId);
  }
}
