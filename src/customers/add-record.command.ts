import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Refusal } from '../../domain/kernel/decider.js';
import { LedgerCommand } from '../platform/commands/command.js';
import { type ContactDto, contactOf, managerOf } from './contact.dto.js';
import { CustomerChanges, type CustomerExecuted, executed } from './customer-changes.js';

export interface CustomerRecord {
  readonly customerManager: string | null;
  readonly contact: (ContactDto & { readonly contactId: string }) | null;
}

/** What a record of an import adds to a registered customer: its manager, and its contact unless that is known. */
export class AddRecord extends LedgerCommand<CustomerRecord, 'customerId', CustomerExecuted> {}

@CommandHandler(AddRecord)
export class AddRecordHandler implements ICommandHandler<AddRecord> {
  constructor(@Inject(CustomerChanges) private readonly customers: CustomerChanges) {}

  async execute({ vendor, ids: { customerId }, body, request }: AddRecord): Promise<CustomerExecuted | Refusal> {
    const { contact } = body;
    const outcome = await this.customers.record(vendor, customerId, request, {
      kind: 'add-record',
      manager: managerOf(customerId, body.customerManager),
      contact: contact === null ? null : contactOf(contact, contact.contactId),
    });
    return outcome instanceof Refusal ? outcome : executed(outcome, customerId);
  }
}
