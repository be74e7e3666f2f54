import { Inject } from '@nestjs/common';
import type { ContractCommand, TermEnds } from '../../domain/contract/contract.commands.js';
import type { ContractEvent } from '../../domain/contract/contract.events.js';
import { contract, notPurchased } from '../../domain/contract/contract.js';
import type { Contract, ContractState } from '../../domain/contract/contract.state.js';
import { coverageChanges } from '../../domain/contract/coverage-changes.js';
import { effectiveOn, policyVersionOf } from '../../domain/contract/effective-on.js';
import { isRepeatOf } from '../../domain/contract/repeated.js';
import { type Day, instantOf, startOfDay } from '../../domain/kernel/civil.js';
import { Refusal } from '../../domain/kernel/decider.js';
import type { Executed, LedgerCommand } from '../platform/commands/command.js';
import type { StreamAppend } from '../platform/events/event-store.js';
import { Ledger } from '../platform/ledger/ledger.js';
import type { CommandRequest, Outcome } from '../platform/ledger/outcome.js';
import { TokenAhead } from '../platform/ordinals/ordinals.js';
import { ViewsBehind } from '../platform/projector/views-behind.js';
import { PolicyBooks } from '../policies/policies.port.js';
import { Impact } from './impact.js';
import { type Additions, type ContractOutcome, writtenAnswer } from './written-answer.js';

export type ContractExecuted = Executed<Contract, ContractEvent, ContractState>;

/** What a decision on a contract needs besides the command, looked up at each decision. */
export interface Given {
  readonly state: Contract;
  /** The vendor's civil day. */
  readonly today: Day;
  readonly termEnds: TermEnds;
  readonly policyVersion: (signedOn: Day) => number;
}

type Decided<C> = C | Refusal | Promise<C | Refusal>;

/** Executes the commands that change contracts: what all of their handlers share. */
export class ContractChanges {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(PolicyBooks) private readonly books: PolicyBooks,
    @Inject(Impact) private readonly impact: Impact,
  ) {}

  /** Changes a purchased contract. `decide` builds the domain's command from the state it will be decided over. */
  async change(
    { vendor, ids: { contractId }, body, request }: LedgerCommand<object, 'contractId', ContractExecuted>,
    decide: (given: Given) => Decided<ContractCommand>,
    additions?: Additions,
  ): Promise<ContractExecuted | Refusal> {
    await this.books.refresh();
    const outcome = await this.record(vendor, contractId, { ...request, reason: reasonIn(body) }, (state) =>
      state.status === 'purchased' ? decide(this.given(vendor, state)) : notPurchased(state),
    );
    return outcome instanceof Refusal ? outcome : executed(outcome, additions);
  }

  /** The same of what lays terms: answers with the gaps it opens and closes, and the terms it moves (C3). */
  async changeWithCoverage(
    command: LedgerCommand<object, 'contractId', ContractExecuted>,
    decide: (given: Given) => Decided<ContractCommand>,
    additions?: Additions,
  ): Promise<ContractExecuted | Refusal> {
    const changed = await this.change(command, decide, additions);
    return changed instanceof Refusal ? changed : withCoverage(changed);
  }

  /** The same of what reaches back to days gone by: answers with its impact too (C9). */
  async changeWithImpact(
    command: LedgerCommand<object, 'contractId', ContractExecuted>,
    decide: (given: Given) => Decided<ContractCommand>,
    additions?: Additions,
  ): Promise<ContractExecuted | Refusal> {
    const changed = await this.change(command, decide, additions);
    return changed instanceof Refusal ? changed : this.withImpact(command.vendor, changed);
  }

  /**
   * Records what is decided, with each event effective from its own day (T5), however it was submitted: an import of
   * old contracts records today what was true from the day of purchase on.
   */
  async record(
    vendor: string,
    contractId: string,
    request: CommandRequest,
    command: (state: ContractState) => Decided<ContractCommand>,
    along: readonly StreamAppend[] = [],
  ): Promise<ContractOutcome | Refusal> {
    const outcome = await this.ledger.handle({
      vendor,
      category: 'contract',
      id: contractId,
      decider: contract,
      request,
      command,
      effectiveAt: (event) => {
        const day = effectiveOn(event);
        return day === undefined ? undefined : instantOf(startOfDay(day, this.books.zone(vendor)));
      },
      repeats: isRepeatOf,
      policyVersion: policyVersionOf,
      along,
    });
    if (outcome instanceof Refusal) return outcome;
    return isPurchased(outcome) ? outcome : notPurchased(outcome.state as Exclude<ContractState, Contract>);
  }

  /**
   * With the recorded decisions whose outcome differs now (C9), as known when the command was recorded, so that a
   * repeat is answered alike (C11). The command is recorded whatever the views do: while they are behind `impact` is
   * null. Where more requests are yet to be asked again, `impactCursor` goes on in the contract's impact.
   */
  async withImpact(vendor: string, executed: ContractExecuted): Promise<ContractExecuted> {
    const page = await this.impactOf(vendor, executed);
    const { answer } = withCoverage(executed);
    const more = page?.nextCursor == null ? {} : { impactCursor: page.nextCursor };
    return { ...executed, answer: { ...answer, impact: page?.decisions ?? null, ...more } };
  }

  private async impactOf(vendor: string, { state, revision }: ContractExecuted) {
    try {
      return await this.impact.at(vendor, state.contractId, revision);
    } catch (error) {
      if (error instanceof ViewsBehind || error instanceof TokenAhead) return null;
      throw error;
    }
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

/** The outcome with what its route answers. */
export const executed = (outcome: ContractOutcome, additions?: Additions): ContractExecuted => ({
  ...outcome,
  id: outcome.state.contractId,
  answer: writtenAnswer(outcome, additions),
});

const withCoverage = (executed: ContractExecuted): ContractExecuted => {
  const { before, state } = executed;
  const changes = before.status === 'purchased' ? coverageChanges(before, state) : coverageChanges(state, state);
  return { ...executed, answer: { ...executed.answer, ...changes } };
};

const isPurchased = (outcome: Outcome<ContractState, ContractEvent>): outcome is ContractOutcome =>
  outcome.state.status === 'purchased';

/** A3: the metadata of the events holds the reason too. */
const reasonIn = (body: object): string | undefined =>
  'reason' in body && typeof body.reason === 'string' ? body.reason : undefined;
