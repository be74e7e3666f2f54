import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { customer } from '../../domain/customer/customer.js';
import { Refusal } from '../../domain/kernel/decider.js';
import { type Executed, LedgerCommand } from '../platform/commands/command.js';
import { Ledger } from '../platform/ledger/ledger.js';
import { Reservations } from '../platform/ledger/reservations.js';

export interface CustomerWithdrawal {
  readonly importId: string;
  readonly reason: string;
  /** The code that the customer was registered under. */
  readonly code: string;
}

/** C9: the import that registered the customer is undone: it counts as never registered, and its code becomes free. */
export class WithdrawCustomer extends LedgerCommand<CustomerWithdrawal, 'customerId'> {}

@CommandHandler(WithdrawCustomer)
export class WithdrawCustomerHandler implements ICommandHandler<WithdrawCustomer> {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(Reservations) private readonly reservations: Reservations,
  ) {}

  async execute({ vendor, ids: { customerId }, body, request }: WithdrawCustomer): Promise<Executed | Refusal> {
    const { importId, reason, code } = body;
    const outcome = await this.ledger.handle({
      vendor,
      category: 'customer',
      id: customerId,
      decider: customer,
      command: { kind: 'withdraw', importId, reason },
      request,
    });
    if (outcome instanceof Refusal) return outcome;
    const isRegistered = async (): Promise<boolean> =>
      (await this.ledger.load(vendor, 'customer', customerId, customer)).state.status === 'registered';
    await this.reservations.release(vendor, { kind: 'customer-code', value: code }, customerId, request, isRegistered);
    return { ...outcome, id: customerId, answer: { id: customerId, revision: outcome.revision } };
  }
}
