import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Topic } from '../../domain/customer/customer.events.js';
import type { Refusal } from '../../domain/kernel/decider.js';
import { type Executed, LedgerCommand } from '../platform/commands/command.js';
import { CustomerChanges } from './customer-changes.js';
import { recordedOf } from './recorded-of.js';

export interface ChosenTopics {
  /** All notices that the contact gets from now on; `contract` always belongs to them (M5). */
  readonly topics: readonly Topic[];
}

/** M5: a contact unsubscribes, or subscribes again, by the token of a mail. */
export class ChooseTopics extends LedgerCommand<ChosenTopics, 'customerId' | 'contactId'> {}

@CommandHandler(ChooseTopics)
export class ChooseTopicsHandler implements ICommandHandler<ChooseTopics> {
  constructor(@Inject(CustomerChanges) private readonly customers: CustomerChanges) {}

  async execute({ vendor, ids, body: { topics }, request }: ChooseTopics): Promise<Executed | Refusal> {
    const { customerId, contactId } = ids;
    const command = { kind: 'change-topics', contactId, topics } as const;
    return recordedOf(await this.customers.record(vendor, customerId, request, command), customerId);
  }
}
