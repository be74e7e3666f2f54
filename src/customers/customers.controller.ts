import { Body, Controller, Get, HttpCode, Inject, Param, Patch, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { type Customer, customer } from '../../domain/customer/customer.js';
import { survivorOf } from '../../domain/merges/merges.js';
import { Allow, type Caller, CurrentCaller, personReaders } from '../platform/auth/caller.js';
import { Exchange, HttpCommands, type HttpExchange } from '../platform/commands/http-commands.js';
import { shownAt } from '../platform/http/conventions/commands.js';
import { AsCsv, CsvAnswer } from '../platform/http/conventions/csv.js';
import { NotFound } from '../platform/http/problems/problem.js';
import { Documented } from '../platform/http/server/documented.js';
import { Ledger } from '../platform/ledger/ledger.js';
import { Reservations } from '../platform/ledger/reservations.js';
import { changeCustomer, ChangeCustomerDto } from './change-customer.command.js';
import { familyAnswer, withoutPersons } from './customer-answers.js';
import { customerColumns } from './customer-columns.js';
import * as schemas from './customer-schemas.js';
import { CustomerSearch, refuseFilters } from './customer-search.js';
import { CustomerQuery, CustomersQuery } from './customers.dto.js';
import { eraseContact, EraseDto } from './erase-contact.command.js';
import { mergeCustomer, MergeDto } from './merge-customer.command.js';
import { mergesOf } from './merges.js';
import { Persons } from './persons.js';
import { registerCustomer, RegisterCustomerDto } from './register-customer.command.js';
import { undoMerge, UndoMergeDto } from './undo-merge.command.js';
import { Tagged } from '../platform/http/server/tags.js';

/** Who bought, and the people there. Names, mail addresses and phone numbers are sealed under a key per person (A2). */
@Tagged('customers', 'Customers, their contacts, merges, and the erasure of persons.')
@Controller('customers')
export class CustomersController {
  constructor(
    @Inject(HttpCommands) private readonly commands: HttpCommands,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(Reservations) private readonly reservations: Reservations,
    @Inject(Persons) private readonly persons: Persons,
    @Inject(CustomerSearch) private readonly search: CustomerSearch,
  ) {}

  /** Registers a customer. */
  @Post()
  @Allow('sales', 'admin')
  @Documented(registerCustomer.docs)
  registerCustomer(@Body() body: RegisterCustomerDto, @Exchange() exchange: HttpExchange) {
    return this.commands.issue(registerCustomer, {}, body, exchange);
  }

  /**
   * Customers, filtered and sorted; those that were merged are listed with the one that answers for them. With `code`
   * the customer that has it, or that answers for the one that has it, with its contacts. Without persons (contacts,
   * customer manager) for the role `system` (A2).
   */
  @Get()
  @Allow('sales', 'admin', 'support', 'engineer', 'auditor', 'system')
  @Documented(schemas.find)
  async listCustomers(
    @Query() query: CustomersQuery,
    @CurrentCaller() { vendor, actor, language }: Caller,
    @AsCsv() csv: CsvAnswer | null,
  ) {
    const { code } = query;
    if (code === undefined) {
      if (csv === null) return this.search.list(vendor, actor.role, query);
      const columns = customerColumns(language, personReaders.includes(actor.role));
      const pageAt = (at: object) => this.search.table(vendor, actor.role, { ...query, ...at });
      return csv.file('customers', columns, pageAt, query.cursor);
    }
    refuseFilters(query);
    const id = await this.reservations.holder(vendor, { kind: 'customer-code', value: code });
    const found = id === null ? null : await this.family(vendor, id);
    if (found === null) return { items: [], nextCursor: null };
    const { states, revision } = found;
    const answer = actor.role === 'system' ? withoutPersons(states, revision) : familyAnswer(states, revision);
    return { items: [answer], nextCursor: null };
  }

  /** One customer with its contacts. Of one that was merged, the customer that answers for it (`Content-Location`). */
  @Get(':id')
  @Allow('sales', 'admin', 'support', 'engineer', 'auditor')
  @Documented(schemas.get)
  async getCustomer(
    @Param('id') id: string,
    @Query() { include }: CustomerQuery,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const found = await this.family(caller.vendor, id);
    if (found === null) throw new NotFound(id);
    const survivorId = found.states[0]!.customerId;
    if (survivorId !== id) void reply.header('content-location', `/api/v1/customers/${survivorId}`);
    return shownAt(reply, found.revision, familyAnswer(found.states, found.revision, include === 'manager'));
  }

  /** Says that this customer and another are one: from now on the other answers for both, at every instant (T5). */
  @Post(':id/merge')
  @HttpCode(200)
  @Allow('admin')
  @Documented(mergeCustomer.docs)
  mergeCustomer(@Param('id') customerId: string, @Body() body: MergeDto, @Exchange() exchange: HttpExchange) {
    return this.commands.issue(mergeCustomer, { customerId }, body, exchange);
  }

  /** Takes a merge back: each customer has its own facts again, also those recorded meanwhile. */
  @Post(':id/merge/undo')
  @HttpCode(200)
  @Allow('admin')
  @Documented(undoMerge.docs)
  undoMerge(@Param('id') customerId: string, @Body() body: UndoMergeDto, @Exchange() exchange: HttpExchange) {
    return this.commands.issue(undoMerge, { customerId }, body, exchange);
  }

  /** Changes what is named; each real change is an event of its own. */
  @Patch(':id')
  @Allow('sales', 'admin')
  @Documented(changeCustomer.docs)
  changeCustomer(@Param('id') customerId: string, @Body() body: ChangeCustomerDto, @Exchange() exchange: HttpExchange) {
    return this.commands.issue(changeCustomer, { customerId }, body, exchange);
  }

  /**
   * Erases a contact or a customer manager: destroys the person's key. History, answers and proofs stay, the person is
   * unreadable everywhere (A2).
   */
  @Post(':id/contacts/:contactId/erase')
  @HttpCode(200)
  @Allow('admin')
  @Documented(eraseContact.docs)
  eraseContact(
    @Param('id') customerId: string,
    @Param('contactId') contactId: string,
    @Body() body: EraseDto,
    @Exchange() exchange: HttpExchange,
  ) {
    return this.commands.issue(eraseContact, { customerId, contactId }, body, exchange);
  }

  /** All that is held of a person, for the person (A2); of an erased one only that it was erased. */
  @Get(':id/contacts/:contactId/export')
  @Allow('admin', 'auditor')
  @Documented(schemas.exported)
  exportContact(@Param('id') id: string, @Param('contactId') contactId: string, @CurrentCaller() caller: Caller) {
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
