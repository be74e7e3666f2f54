import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Manager } from '../../domain/customer/customer.events.js';
import { customer } from '../../domain/customer/customer.js';
import { Refusal } from '../../domain/kernel/decider.js';
import { type Executed, LedgerCommand } from '../platform/commands/command.js';
import { Ledger } from '../platform/ledger/ledger.js';

/** What a record added: a contact, or a manager and who is manager without it. */
export type AddedByRecord = { readonly contactId: string } | { readonly manager: Manager | null };

/** C9: takes back what a record of an import added to a customer that existed before, as far as it is still there. */
export class TakeBackRecord extends LedgerCommand<AddedByRecord, 'customerId'> {}

@CommandHandler(TakeBackRecord)
export class TakeBackRecordHandler implements ICommandHandler<TakeBackRecord> {
  constructor(@Inject(Ledger) private readonly ledger: Ledger) {}

  async execute({ vendor, ids: { customerId }, body, request }: TakeBackRecord): Promise<Executed | Refusal> {
    const outcome = await this.ledger.handle({
      vendor,
      category: 'customer',
      id: customerId,
      decider: customer,
      request,
      command: (state) => {
        if ('manager' in body)
          return { kind: 'change' as const, manager: body.manager, contacts: [], removeContacts: [] };
        const isContact =
          state.status === 'registered' && state.contacts.some(({ contactId }) => contactId === body.contactId);
        return { kind: 'change' as const, contacts: [], removeContacts: isContact ? [body.contactId] : [] };
      },
    });
    if (outcome instanceof Refusal) return outcome;
    return { ...outcome, id: customerId, answer: { id: customerId, revision: outcome.revision } };
  }
}
