import { Inject } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandOf } from '../../domain/contract/contract.commands.js';
import type { Contract } from '../../domain/contract/contract.state.js';
import { customer } from '../../domain/customer/customer.js';
import { Invalid } from '../platform/http/problems/problem.js';
import { Ledger } from '../platform/ledger/ledger.js';
import type { CommandRequest } from '../platform/ledger/outcome.js';
import type { CommandExecutor } from '../platform/ledger/supposable.js';
import { ChangeContract } from './change-contract.js';
import type { ContractOutcome } from './contract-answers.js';
import { correctionIdOf, namesFact } from './recorded-fact-words.js';
import type { CorrectTransferDto } from './recorded-facts.dto.js';

/** C7, C9: a transfer stated anew, to another customer of the same vendor or from another day. */
export class CorrectTransfer extends Command<ContractOutcome & { readonly state: Contract }> {
  constructor(
    readonly vendor: string,
    readonly contractId: string,
    readonly transferId: string,
    readonly request: CommandRequest & { readonly key: string },
    readonly body: CorrectTransferDto,
  ) {
    super();
  }
}

@CommandHandler(CorrectTransfer)
export class CorrectTransferHandler implements ICommandHandler<CorrectTransfer> {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(CommandBus) private readonly bus: CommandExecutor,
  ) {}

  execute({ vendor, contractId, transferId, request, body }: CorrectTransfer) {
    return this.bus.execute(
      new ChangeContract(vendor, contractId, { ...request, reason: body.reason }, async ({ today }) => {
        const facts = namesFact({ customerId: body.toCustomerId ?? undefined, from: body.from ?? undefined }, 'from');
        if (facts.customerId !== undefined) {
          const { state } = await this.ledger.load(vendor, 'customer', facts.customerId, customer);
          if (state.status !== 'registered')
            throw new Invalid([{ pointer: '/toCustomerId', code: 'not-known', facts: { value: facts.customerId } }]);
        }
        return {
          kind: 'correct-transfer' as const,
          correctionId: correctionIdOf(contractId, request.key),
          transferId,
          reason: body.reason,
          facts: facts as CommandOf<'correct-transfer'>['facts'],
          role: request.actor.role,
          today,
        };
      }),
    );
  }
}
