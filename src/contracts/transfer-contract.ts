import { Inject } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { customer } from '../../domain/customer/customer.js';
import { Ledger } from '../platform/ledger/ledger.js';
import type { CommandRequest } from '../platform/ledger/outcome.js';
import type { CommandExecutor } from '../platform/ledger/supposable.js';
import { Invalid } from '../platform/http/problems/problem.js';
import { ChangeContract } from './change-contract.js';
import type { Contract } from '../../domain/contract/contract.state.js';
import type { ContractOutcome } from './contract-answers.js';
import type { TransferDto } from './contracts.dto.js';

/** C7: to another customer of the same vendor. */
export class TransferContract extends Command<ContractOutcome & { readonly state: Contract }> {
  constructor(
    readonly vendor: string,
    readonly contractId: string,
    readonly request: CommandRequest,
    readonly said: TransferDto,
  ) {
    super();
  }
}

@CommandHandler(TransferContract)
export class TransferContractHandler implements ICommandHandler<TransferContract> {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(CommandBus) private readonly bus: CommandExecutor,
  ) {}

  async execute({ vendor, contractId, request, said }: TransferContract) {
    const { toCustomerId, from } = said;
    return this.bus.execute(
      new ChangeContract(vendor, contractId, request, async () => {
        const { state } = await this.ledger.load(vendor, 'customer', toCustomerId, customer);
        if (state.status !== 'registered')
          throw new Invalid([{ pointer: '/toCustomerId', code: 'not-known', facts: { value: toCustomerId } }]);
        return { kind: 'transfer', toCustomerId, from };
      }),
    );
  }
}
