import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, HttpCode, Inject, Param, Patch, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Customer, customer } from '../../domain/customer/customer.js';
import { survivorOf } from '../../domain/merges/merges.js';
import { Allow, type Caller, CurrentCaller } from '../platform/auth/caller.js';
import { commandRequest, shownAt, written } from '../platform/http/conventions/commands.js';
import { NotFound } from '../platform/http/problems/problem.js';
import { Documented } from '../platform/http/server/documented.js';
import { Ledger } from '../platform/ledger/ledger.js';
import { Reservations } from '../platform/ledger/reservations.js';
import { customerAnswer, familyAnswer } from './customer-answers.js';
import { ChangeCustomer, changeOf, markedBody, RegisterCustomer } from './customer-desk.js';
import * as docs from './customers.docs.js';
import {
  ChangeCustomerDto,
  CustomersQuery,
  EraseDto,
  MergeDto,
  RegisterCustomerDto,
  UndoMergeDto,
} from './customers.dto.js';
import { MergeCustomers, mergesOf } from './merge-customers.js';
import { Persons } from './persons.js';

/** Who bought, and the people there. Names, mail addresses and phone numbers are sealed under a key per person (A2). */
@ApiTags('customers')
@Controller('customers')
export class CustomersController {
  constructor(
    @Inject(CommandBus) private readonly bus: CommandBus,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(Reservations) private readonly reservations: Reservations,
    @Inject(Persons) private readonly persons: Persons,
  ) {}

  /** Registers a customer. */
  @Post()
  @Allow('sales', 'admin')
  @Documented(docs.register)
  async register(
    @Body() said: RegisterCustomerDto,
    @CurrentCaller() caller: Caller,
    @Req() req: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const request = commandRequest(req, caller, 'POST /customers', said);
    const outcome = await this.bus.execute(
      new RegisterCustomer(caller.vendor, { ...request, key: request.key ?? randomUUID() }, said),
    );
    return written(reply, outcome, customerAnswer(outcome.state, outcome.revision));
  }

  /** The customer that has this code, or that answers for the one that has it: a list of one, or of none. */
  @Get()
  @Allow('sales', 'admin', 'support', 'engineer', 'auditor')
  @Documented(docs.find)
  async find(@Query() { code }: CustomersQuery, @CurrentCaller() { vendor }: Caller) {
    const id = await this.reservations.holder(vendor, { kind: 'customer-code', value: code });
    const found = id === null ? null : await this.family(vendor, id);
    return { items: found === null ? [] : [familyAnswer(found.states, found.revision)], nextCursor: null };
  }

  /** One customer with its contacts. Of one that was merged, the customer that answers for it (`Content-Location`). */
  @Get(':id')
  @Allow('sales', 'admin', 'support', 'engineer', 'auditor')
  @Documented(docs.get)
  async get(@Param('id') id: string, @CurrentCaller() caller: Caller, @Res({ passthrough: true }) reply: FastifyReply) {
    const found = await this.family(caller.vendor, id);
    if (found === null) throw new NotFound(id);
    const survivorId = found.states[0]!.customerId;
    if (survivorId !== id) void reply.header('content-location', `/api/v1/customers/${survivorId}`);
    return shownAt(reply, found.revision, familyAnswer(found.states, found.revision));
  }

  /** Says that this customer and another are one: from now on the other answers for both, at every instant (T5). */
  @Post(':id/merge')
  @HttpCode(200)
  @Allow('admin')
  @Documented(docs.merge)
  async merge(
    @Param('id') id: string,
    @Body() said: MergeDto,
    @CurrentCaller() caller: Caller,
    @Req() req: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const request = { ...commandRequest(req, caller, `POST /customers/merge ${id}`, said), reason: said.reason };
    const outcome = await this.bus.execute(
      new MergeCustomers(caller.vendor, request, {
        kind: 'merge',
        absorbedId: id,
        intoId: said.intoCustomerId,
        reason: said.reason,
      }),
    );
    return written(reply, outcome, { id, mergedInto: said.intoCustomerId, revision: outcome.revision });
  }

  /** Takes a merge back: each has again what was said of it, also meanwhile. */
  @Post(':id/merge/undo')
  @HttpCode(200)
  @Allow('admin')
  @Documented(docs.undoMerge)
  async undoMerge(
    @Param('id') id: string,
    @Body() said: UndoMergeDto,
    @CurrentCaller() caller: Caller,
    @Req() req: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const request = { ...commandRequest(req, caller, `POST /customers/merge/undo ${id}`, said), reason: said.reason };
    const outcome = await this.bus.execute(
      new MergeCustomers(caller.vendor, request, { kind: 'undo', absorbedId: id, reason: said.reason }),
    );
    return written(reply, outcome, { id, mergedInto: null, revision: outcome.revision });
  }

  /** Changes what is named; each real change is an event of its own. */
  @Patch(':id')
  @Allow('sales', 'admin')
  @Documented(docs.change)
  async change(
    @Param('id') id: string,
    @Body() said: ChangeCustomerDto,
    @CurrentCaller() caller: Caller,
    @Req() req: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const request = commandRequest(req, caller, `PATCH /customers ${id}`, said);
    const key = request.key ?? randomUUID();
    const command = changeOf(id, key, said);
    const marked = markedBody(said, id, command.contacts);
    const outcome = await this.bus.execute(
      new ChangeCustomer(caller.vendor, id, { ...request, key, markedBody: marked }, command),
    );
    return written(reply, outcome, customerAnswer(outcome.state, outcome.revision));
  }

  /** Destroys the person's key: history, answers and proofs stay, the person is unreadable everywhere (A2). */
  @Post(':id/contacts/:contactId/erase')
  @HttpCode(200)
  @Allow('admin')
  @Documented(docs.erase)
  async erase(
    @Param('id') id: string,
    @Param('contactId') contactId: string,
    @Body() said: EraseDto,
    @CurrentCaller() caller: Caller,
    @Req() req: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const request = {
      ...commandRequest(req, caller, `POST /customers/contacts/erase ${id} ${contactId}`, said),
      reason: said.reason,
    };
    const erasure = new ChangeCustomer(caller.vendor, id, request, {
      kind: 'erase-contact',
      contactId,
      reason: said.reason,
    });
    const outcome = await this.persons.erase(caller.vendor, id, contactId, () => this.bus.execute(erasure));
    return written(reply, outcome, { id, contactId, erased: true, revision: outcome.revision });
  }

  /** All that is held of a person, for the person (A2); of an erased one only that it was erased. */
  @Get(':id/contacts/:contactId/export')
  @Allow('admin', 'auditor')
  @Documented(docs.exported)
  export(@Param('id') id: string, @Param('contactId') contactId: string, @CurrentCaller() caller: Caller) {
    return this.persons.export(caller.vendor, id, contactId);
  }

  /** The survivor first, then whom it answers for besides, by the ledger itself. */
  private async family(
    vendor: string,
    id: string,
  ): Promise<{ readonly states: readonly Customer[]; readonly revision: number } | null> {
    const { into } = await mergesOf(this.ledger, vendor);
    const survivorId = survivorOf(id, into);
    const absorbed = [...into.keys()].filter((each) => survivorOf(each, into) === survivorId);
    const folded = await Promise.all(
      [survivorId, ...absorbed].map((each) => this.ledger.load(vendor, 'customer', each, customer)),
    );
    const states = folded.flatMap(({ state }) => (state.status === 'registered' ? [state] : []));
    return states[0]?.customerId === survivorId ? { states, revision: folded[0]!.revision } : null;
  }
}
