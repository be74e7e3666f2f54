import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Customer, customer, type CustomerCommand, type CustomerState } from '../../domain/customer/customer.js';
import type { Contact, CustomerEvent } from '../../domain/customer/customer.events.js';
import { Refusal } from '../../domain/kernel/decider.js';
import { streamName } from '../../domain/kernel/envelope.js';
import { survivorOf } from '../../domain/merges/merges.js';
import { personal } from '../../domain/kernel/personal.js';
import { NotFound, Refused } from '../platform/http/problems/problem.js';
import { derivedId } from '../platform/ledger/identity.js';
import { Ledger } from '../platform/ledger/ledger.js';
import type { CommandRequest, Outcome } from '../platform/ledger/outcome.js';
import { Reservations } from '../platform/ledger/reservations.js';
import { mergesOf } from './merge-customers.js';
import type { ChangeCustomerDto, ChangedContactDto, RegisterCustomerDto } from './customers.dto.js';

export type CustomerOutcome = Outcome<CustomerState, CustomerEvent> & { readonly state: Customer };

/** Registers a customer under a code that nobody else has. */
export class RegisterCustomer extends Command<CustomerOutcome> {
  constructor(
    readonly vendor: string,
    readonly request: CommandRequest & { readonly key: string },
    readonly said: RegisterCustomerDto,
  ) {
    super();
  }
}

/** Says one thing of a customer that is registered. */
export class ChangeCustomer extends Command<CustomerOutcome> {
  constructor(
    readonly vendor: string,
    readonly customerId: string,
    readonly request: CommandRequest,
    readonly command: CustomerCommand,
  ) {
    super();
  }
}

@CommandHandler(RegisterCustomer)
export class RegisterCustomerHandler implements ICommandHandler<RegisterCustomer> {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(Reservations) private readonly reservations: Reservations,
  ) {}

  async execute({ vendor, request, said }: RegisterCustomer): Promise<CustomerOutcome> {
    const customerId = derivedId('cus', vendor, request.scope, request.key);
    const owner = { ownerId: customerId, ownerStream: streamName(vendor, 'customer', customerId) };
    const code = said.code.trim();
    const command: CustomerCommand & { readonly kind: 'register' } = {
      kind: 'register',
      customerId,
      code,
      name: said.name.trim(),
      level: said.level,
      region: said.region,
      manager: managerOf(customerId, said.customerManager ?? null),
      contacts: (said.contacts ?? []).map((contact, index) =>
        contactOf(contact, derivedId('per', customerId, request.key, index)),
      ),
    };
    const outcome = await this.reservations.claiming(
      vendor,
      [{ kind: 'customer-code', value: code }],
      owner,
      request,
      () =>
        this.ledger.handle({
          vendor,
          category: 'customer',
          id: customerId,
          decider: customer,
          command,
          request: { ...request, markedBody: markedBody(said, customerId, command.contacts) },
        }),
    );
    return settled(outcome as Outcome<CustomerState, CustomerEvent> | Refusal, customerId);
  }
}

@CommandHandler(ChangeCustomer)
export class ChangeCustomerHandler implements ICommandHandler<ChangeCustomer> {
  constructor(@Inject(Ledger) private readonly ledger: Ledger) {}

  async execute({ vendor, customerId, request, command }: ChangeCustomer): Promise<CustomerOutcome> {
    if (
      command.kind === 'change' &&
      !(await this.ledger.hasCommand(vendor, streamName(vendor, 'customer', customerId), request))
    )
      await this.#assertItself(vendor, customerId);
    return settled(
      await this.ledger.handle({ vendor, category: 'customer', id: customerId, decider: customer, command, request }),
      customerId,
    );
  }

  /** Level, region and name of a customer that was merged count for nothing: who changes them means the survivor. */
  async #assertItself(vendor: string, customerId: string): Promise<void> {
    const { into } = await mergesOf(this.ledger, vendor);
    if (into.has(customerId))
      throw new Refused(new Refusal('customer-merged', 'C1', { customerId, survivorId: survivorOf(customerId, into) }));
  }
}

/** What the body of a change says; contacts without an id are new ones, named by the key. */
export const changeOf = (
  customerId: string,
  key: string,
  said: ChangeCustomerDto,
): CustomerCommand & { readonly kind: 'change' } => {
  const { name, level, region, customerManager, removeContacts = [] } = said;
  const contacts = (said.contacts ?? []).map((contact, index) =>
    contactOf(contact, contact.contactId ?? derivedId('per', customerId, key, index)),
  );
  const manager = customerManager === undefined ? undefined : managerOf(customerId, customerManager);
  const named = (said.contacts ?? []).flatMap(({ contactId }) => contactId ?? []);
  return {
    kind: 'change',
    name: name?.trim(),
    level: level ?? undefined,
    region: region ?? undefined,
    manager,
    contacts,
    named,
    removeContacts: removeContacts ?? [],
  };
};

/** A body with what is about persons marked, under the names of their keys (A2); `contacts` are those it leads to. */
export const markedBody = (
  said: RegisterCustomerDto | ChangeCustomerDto,
  customerId: string,
  contacts: readonly Contact[],
): object => ({
  ...said,
  customerManager:
    typeof said.customerManager === 'string'
      ? personal(`${customerId}.manager`, said.customerManager)
      : said.customerManager,
  contacts: said.contacts?.map(({ contactId, role, notify, ...facts }: ChangedContactDto, index) => ({
    contactId,
    role,
    notify,
    person: personal(contacts[index]!.contactId, facts),
  })),
});

/** The manager is a person too, with a key of its own per customer (A2). */
export const managerOf = (customerId: string, name: string | null) =>
  name === null ? null : personal(`${customerId}.manager`, name.trim());

export const contactOf = (said: ChangedContactDto, contactId: string): Contact => ({
  contactId,
  person: personal(contactId, {
    name: said.name.trim(),
    email: said.email ?? null,
    phone: said.phone ?? null,
    im: said.im ?? null,
  }),
  role: said.role ?? 'user',
  notify: said.notify ?? true,
});

const settled = (outcome: Outcome<CustomerState, CustomerEvent> | Refusal, id: string): CustomerOutcome => {
  if (outcome instanceof Refusal) {
    if (outcome.code === 'customer-unknown') throw new NotFound(id);
    throw new Refused(outcome);
  }
  if (outcome.state.status === 'withdrawn' && outcome.state.erased.size > 0) return outcome as CustomerOutcome;
  if (outcome.state.status !== 'registered') throw new NotFound(id);
  return outcome as CustomerOutcome;
};
