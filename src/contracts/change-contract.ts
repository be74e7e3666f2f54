import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { contract } from '../../domain/contract/contract.js';
import type { ContractCommand, TermEnds } from '../../domain/contract/contract.commands.js';
import type { Contract } from '../../domain/contract/contract.state.js';
import type { ContractEvent } from '../../domain/contract/contract.events.js';
import { type Day, type Instant, instantOf, startOfDay } from '../../domain/kernel/civil.js';
import { Ledger } from '../platform/ledger/ledger.js';
import type { CommandRequest } from '../platform/ledger/outcome.js';
import { PolicyBooks } from '../policies/policies.port.js';
import { type ContractOutcome, settled } from './contract-answers.js';

/** What a command on a contract needs of its vendor's policies, looked up at each decision. */
export interface Given {
  readonly today: Day;
  readonly termEnds: TermEnds;
  readonly policyVersion: (signedOn: Day) => number;
  readonly state: Contract;
}

/** Says one thing of a contract that stands (C2 to C12). */
export class ChangeContract extends Command<ContractOutcome & { readonly state: Contract }> {
  constructor(
    readonly vendor: string,
    readonly contractId: string,
    readonly request: CommandRequest,
    readonly command: (given: Given) => ContractCommand | Promise<ContractCommand>,
  ) {
    super();
  }
}

@CommandHandler(ChangeContract)
export class ChangeContractHandler implements ICommandHandler<ChangeContract> {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(PolicyBooks) private readonly books: PolicyBooks,
  ) {}

  async execute({ vendor, contractId, request, command }: ChangeContract) {
    await this.books.refresh();
    const outcome = await this.ledger.handle({
      vendor,
      category: 'contract',
      id: contractId,
      decider: contract,
      request,
      // A contract that does not stand refuses whatever is said of it.
      command: (state) =>
        state.status === 'purchased' ? command(this.given(vendor, state)) : { kind: 'reinstate', reason: '' },
      effectiveAt: (event) => effectiveAt(event, this.books.zone(vendor)),
      policyVersion: policyVersionOf,
    });
    return settled(outcome, contractId);
  }

  private given(vendor: string, state: Contract): Given {
    return {
      state,
      today: this.books.today(vendor),
      termEnds: this.books.termEnds(vendor),
      policyVersion: (signedOn) => this.books.signedOn(vendor, signedOn).version,
    };
  }
}

/** T5: the day an event is true from, where it names one; else it is true from when it was said. */
export const effectiveAt = (event: ContractEvent, zone: string): Instant | undefined => {
  const day = effectiveOn(event);
  return day === undefined ? undefined : instantOf(startOfDay(day, zone));
};

const effectiveOn = (event: ContractEvent): Day | undefined => {
  switch (event.type) {
    case 'ContractPurchased':
      return event.data.purchasedOn;
    case 'ContractRenewed':
      return event.data.term.firstDay;
    case 'PaymentReceived':
      return event.data.paidOn;
    case 'TermCancelled':
    case 'ContractSuspended':
    case 'ContractTerminated':
    case 'ContractTransferred':
      return event.data.from;
    case 'ContractResumed':
      return event.data.on;
    case 'AgreementSigned':
      return event.data.validFrom;
    case 'UpgradeExercised':
      return event.data.performedOn;
    case 'AllowanceUsed':
      return event.data.on;
    case 'ContractReinstated':
    case 'LicenceRevoked':
    case 'LicenceRestored':
    case 'AllowanceGivenBack':
    case 'ContractCorrected':
    case 'PaymentCorrected':
    case 'PaymentTakenBack':
    case 'AgreementCorrected':
    case 'AgreementTakenBack':
    case 'UpgradeCorrected':
    case 'UpgradeTakenBack':
    case 'TransferCorrected':
    case 'TransferTakenBack':
    case 'ContractWithdrawn':
    case 'Abandoned':
      return undefined;
  }
};

export const policyVersionOf = (event: ContractEvent): number | undefined =>
  event.type === 'ContractPurchased' || event.type === 'ContractRenewed' ? event.data.term.policyVersion : undefined;
