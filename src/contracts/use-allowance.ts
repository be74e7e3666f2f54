import { Inject } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Contract } from '../../domain/contract/contract.state.js';
import { ownerOn } from '../../domain/contract/standing.js';
import { endOfDay, instantOf } from '../../domain/kernel/civil.js';
import { versionNumbered } from '../../domain/policy/policy-book.js';
import { levelAt } from '../customers/customers.port.js';
import { derivedId } from '../platform/ledger/identity.js';
import { Ledger } from '../platform/ledger/ledger.js';
import type { CommandRequest } from '../platform/ledger/outcome.js';
import type { Desk } from '../platform/ledger/supposable.js';
import { PolicyBooks } from '../policies/policies.port.js';
import { ChangeContract } from './change-contract.js';
import type { ContractOutcome } from './contract-answers.js';
import type { AllowanceUseDto } from './contracts.dto.js';

/**
 * D9: one use of an allowance, by the policy of the term that holds the day and the customer's level at the end of
 * that day.
 */
export class UseAllowance extends Command<ContractOutcome & { readonly state: Contract }> {
  constructor(
    readonly vendor: string,
    readonly contractId: string,
    readonly request: CommandRequest & { readonly key: string },
    readonly said: AllowanceUseDto,
  ) {
    super();
  }
}

@CommandHandler(UseAllowance)
export class UseAllowanceHandler implements ICommandHandler<UseAllowance> {
  constructor(
    @Inject(CommandBus) private readonly bus: Desk,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(PolicyBooks) private readonly books: PolicyBooks,
  ) {}

  async execute({ vendor, contractId, request, said }: UseAllowance) {
    const { service, on, reference = null } = said;
    return this.bus.execute(
      new ChangeContract(vendor, contractId, request, async ({ state }) => {
        const limit = await this.limit(vendor, state, said);
        return {
          kind: 'use-allowance',
          useId: derivedId('use', contractId, request.key),
          service,
          on,
          reference,
          limit,
        };
      }),
    );
  }

  private async limit(vendor: string, state: Contract, { service, on }: AllowanceUseDto): Promise<number | null> {
    const term = state.terms.find(({ firstDay, lastDay }) => firstDay <= on && on <= lastDay);
    const allowance =
      term && versionNumbered(this.books.policies(vendor), term.policyVersion)?.policy.services[service].allowance;
    if (allowance == null) return null;
    const level = await levelAt(
      this.ledger,
      vendor,
      ownerOn(state, on),
      instantOf(endOfDay(on, this.books.zone(vendor)) - 1),
    );
    return level && allowance[level];
  }
}
