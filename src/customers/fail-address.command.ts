import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Refusal } from '../../domain/kernel/decider.js';
import { type Executed, LedgerCommand } from '../platform/commands/command.js';
import { CustomerChanges } from './customer-changes.js';
import { recordedOf } from './recorded-of.js';

export interface AddressFailure {
  /** The name of the key of a contact or manager (`Recipient.personId`). */
  readonly personId: string;
  /** What was written to: a failure of an earlier address does not concern the present one. */
  readonly address: string;
  /** Of the mail server, such as 5.1.1. */
  readonly code: string;
}

/** M4: nothing more is sent to this address of a contact or manager until it is changed. */
export class FailAddress extends LedgerCommand<AddressFailure, 'customerId'> {}

@CommandHandler(FailAddress)
export class FailAddressHandler implements ICommandHandler<FailAddress> {
  constructor(@Inject(CustomerChanges) private readonly customers: CustomerChanges) {}

  async execute({ vendor, ids: { customerId }, body, request }: FailAddress): Promise<Executed | Refusal> {
    const { personId: contactId, address, code } = body;
    // A2: the body names an address, so that nothing of it is hashed; the key names the failure.
    const keyed = { ...request, body: null };
    const command = { kind: 'fail-address', contactId, address, code } as const;
    return recordedOf(await this.customers.record(vendor, customerId, keyed, command), customerId);
  }
}
