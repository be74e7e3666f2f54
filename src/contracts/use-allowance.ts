import { Inject } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Contract } from '../../domain/contract/contract.state.js';
import { ownerOn } from '../../domain/contract/contract-status.js';
import type { ContractEvent } from '../../domain/contract/contract.events.js';
import { type Day, endOfDay, instantOf } from '../../domain/kernel/civil.js';
import { streamName } from '../../domain/kernel/envelope.js';
import type { Policy } from '../../domain/policy/policy.js';
import { versionNumbered } from '../../domain/policy/policy-book.js';
import { levelAt } from '../customers/customers.port.js';
import { derivedId } from '../platform/ledger/identity.js';
import { Ledger } from '../platform/ledger/ledger.js';
import type { CommandRequest } from '../platform/ledger/outcome.js';
import type { CommandExecutor } from '../platform/ledger/supposable.js';
import { PolicyBooks } from '../policies/policies.port.js';
import type { Clock } from '../platform/clock.js';
import { CLOCK } from '../platform/tokens.js';
import { reasonIn } from './contract-words.js';
import { licenceValidAt } from './licence.js';
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
    @Inject(CommandBus) private readonly bus: CommandExecutor,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(PolicyBooks) private readonly books: PolicyBooks,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ vendor, contractId, request, said }: UseAllowance) {
    const { service, on, reference = null } = said;
    return this.bus.execute(
      new ChangeContract(vendor, contractId, { ...request, reason: reasonIn(said) }, async ({ state }) => {
        const policy = this.policyOn(vendor, state, on);
        const limit = await this.limit(vendor, state, said, policy);
        return {
          kind: 'use-allowance',
          useId: derivedId('use', contractId, request.key),
          service,
          on,
          reference,
          limit,
          licenceValid: await this.licenceValid(vendor, contractId, on),
          servedUnpaid: policy?.terms.whileUnpaid === 'grant-with-condition',
          role: request.actor.role,
          reason: said.reason ?? null,
        };
      }),
    );
  }

  /** P2: the policy of the term that holds the day. */
  private policyOn(vendor: string, state: Contract, on: Day): Policy | undefined {
    const term = state.terms.find(({ firstDay, lastDay }) => firstDay <= on && on <= lastDay);
    return term && versionNumbered(this.books.policies(vendor), term.policyVersion)?.policy;
  }

  /** C8: at the end of that day, or now where it is not over. */
  private async licenceValid(vendor: string, contractId: string, on: Day): Promise<boolean> {
    const history = await this.ledger.streams.read<ContractEvent>(vendor, streamName(vendor, 'contract', contractId));
    const dayEnds = endOfDay(on, this.books.zone(vendor)) - 1;
    return licenceValidAt(history, instantOf(Math.min(this.clock.ms(), dayEnds)));
  }

  private async limit(
    vendor: string,
    state: Contract,
    { service, on }: AllowanceUseDto,
    policy: Policy | undefined,
  ): Promise<number | null> {
    const allowance = policy?.services[service].allowance;
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
