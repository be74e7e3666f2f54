import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Refusal } from '../../domain/kernel/decider.js';
import { LedgerCommand } from '../platform/commands/command.js';
import { Ledger } from '../platform/ledger/ledger.js';
import { type ContactDto, contactOf, managerOf, type StatedManager } from './contact.dto.js';
import { CustomerChanges, type CustomerExecuted, executed } from './customer-changes.js';
import { managerIdsOf } from './manager-ids.js';

export interface CustomerRecord {
  readonly customerManager: StatedManager | null;
  readonly contact: (ContactDto & { readonly contactId: string }) | null;
}

/** What a record of an import adds to a registered customer: its manager, and its contact unless that is known. */
export class AddRecord extends LedgerCommand<CustomerRecord, 'customerId', CustomerExecuted> {}

@CommandHandler(AddRecord)
export class AddRecordHandler implements ICommandHandler<AddRecord> {
  constructor(
    @Inject(CustomerChanges) private readonly customers: CustomerChanges,
    @Inject(Ledger) private readonly ledger: Ledger,
  ) {}

  async execute({ vendor, ids: { customerId }, body, request }: AddRecord): Promise<CustomerExecuted | Refusal> {
    const { contact, customerManager } = body;
    const { managerId } = await managerIdsOf(this.ledger, vendor, customerId, customerManager, request);
    const outcome = await this.customers.record(vendor, customerId, request, {
      kind: 'add-record',
      manager: managerOf(managerId, customerManager),
      contact: contact === null ? null : contactOf(contact, contact.contactId),
    });
    return outcome instanceof Refusal ? outcome : executed(outcome, customerId);
  }
}
