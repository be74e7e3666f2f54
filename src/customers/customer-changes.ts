import { Inject } from '@nestjs/common';
import type { CustomerEvent } from '../../domain/customer/customer.events.js';
import { customer, type Customer, type CustomerCommand, type CustomerState } from '../../domain/customer/customer.js';
import { Refusal } from '../../domain/kernel/decider.js';
import type { Executed } from '../platform/commands/command.js';
import type { StreamAppend } from '../platform/events/event-store.js';
import { Ledger } from '../platform/ledger/ledger.js';
import type { CommandRequest, Outcome } from '../platform/ledger/outcome.js';
import { customerAnswer } from './customer-answers.js';

/** The result of a command on a customer. Where its import was undone, only an erasure has an effect (A2). */
export type CustomerOutcome = Outcome<Customer, CustomerEvent>;
export type CustomerExecuted = Executed<Customer, CustomerEvent>;

/** Records what commands decide on one customer: what all of their handlers share. */
export class CustomerChanges {
  constructor(@Inject(Ledger) private readonly ledger: Ledger) {}

  async record(
    vendor: string,
    customerId: string,
    request: CommandRequest,
    command: CustomerCommand,
    along: readonly StreamAppend[] = [],
  ): Promise<CustomerOutcome | Refusal> {
    const id = customerId;
    const handling = { vendor, category: 'customer', id, decider: customer, command, request, along };
    const outcome = await this.ledger.handle(handling);
    if (outcome instanceof Refusal) return outcome;
    return isKnown(outcome.state) ? (outcome as CustomerOutcome) : new Refusal('customer-unknown', 'D1', { id });
  }
}

/** The outcome with the customer as its answer. */
export const executed = (outcome: CustomerOutcome, customerId: string): CustomerExecuted => ({
  ...outcome,
  id: customerId,
  answer: customerAnswer(outcome.state, outcome.revision),
});

/** What a supposed command shows: not all who may suppose may read customers. */
export const idAndRevision = ({ id, revision }: Executed): object => ({ id, revision });

const isKnown = (state: CustomerState): boolean =>
  state.status === 'registered' || (state.status === 'withdrawn' && state.erased.size > 0);
