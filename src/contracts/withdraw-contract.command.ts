import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { contract } from '../../domain/contract/contract.js';
import { Refusal } from '../../domain/kernel/decider.js';
import { type Executed, LedgerCommand } from '../platform/commands/command.js';
import { Ledger } from '../platform/ledger/ledger.js';
import { Reservations } from '../platform/ledger/reservations.js';

export interface ContractWithdrawal {
  readonly importId: string;
  readonly reason: string;
  /** The numbers that the purchase was recorded with. */
  readonly contractNo: string;
  readonly licenceNo: string;
}

/** C9: the import that recorded the contract is undone: it counts as never bought, and its numbers become free. */
export class WithdrawContract extends LedgerCommand<ContractWithdrawal, 'contractId'> {}

@CommandHandler(WithdrawContract)
export class WithdrawContractHandler implements ICommandHandler<WithdrawContract> {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(Reservations) private readonly reservations: Reservations,
  ) {}

  async execute({ vendor, ids: { contractId }, body, request }: WithdrawContract): Promise<Executed | Refusal> {
    const { importId, reason, contractNo, licenceNo } = body;
    const outcome = await this.ledger.handle({
      vendor,
      category: 'contract',
      id: contractId,
      decider: contract,
      command: { kind: 'withdraw', importId, reason },
      request,
    });
    if (outcome instanceof Refusal) return outcome;
    const isPurchased = async (): Promise<boolean> =>
      (await this.ledger.load(vendor, 'contract', contractId, contract)).state.status === 'purchased';
    for (const claim of [
      { kind: 'contract-no', value: contractNo },
      { kind: 'licence-no', value: licenceNo },
    ] as const)
      await this.reservations.release(vendor, claim, contractId, request, isPurchased);
    return { ...outcome, id: contractId, answer: { id: contractId, revision: outcome.revision } };
  }
}
