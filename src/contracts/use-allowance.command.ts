import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import type { ContractEvent } from '../../domain/contract/contract.events.js';
import type { Contract } from '../../domain/contract/contract.state.js';
import { ownerOn } from '../../domain/contract/contract-status.js';
import { type Day, endOfDay, instantOf } from '../../domain/kernel/civil.js';
import { streamName } from '../../domain/kernel/envelope.js';
import { versionNumbered } from '../../domain/policy/policy-book.js';
import type { Policy } from '../../domain/policy/policy.js';
import { levelAt } from '../customers/customers.port.js';
import type { Clock } from '../platform/clock.js';
import { LedgerCommand } from '../platform/commands/command.js';
import { useCase } from '../platform/commands/use-case.js';
import { text } from '../platform/http/server/schemas.js';
import { Code, IsDay, Line, OneOf } from '../platform/http/validation/decorators.js';
import { derivedId } from '../platform/ledger/identity.js';
import { Ledger } from '../platform/ledger/ledger.js';
import { CLOCK } from '../platform/tokens.js';
import { PolicyBooks } from '../policies/policies.port.js';
import { ContractChanges, type ContractExecuted } from './contract-changes.js';
import { rightRefusals, write } from './contract-schemas.js';
import { licenceValidAt } from './licence.js';
import { whyWithoutRight } from './reason.dto.js';

/** D9: one use of an allowance in the term that holds the day. */
export class AllowanceUseDto {
  @ApiProperty({ enum: ['media', 'health-check'] }) @OneOf(['media', 'health-check']) service!:
    'media' | 'health-check';
  /** The day it was approved or scheduled. */
  @ApiProperty({ example: '2026-05-04' }) @IsDay() on!: string;
  @ApiPropertyOptional() @IsOptional() @Code(200) reference?: string;
  @ApiPropertyOptional({ description: whyWithoutRight }) @IsOptional() @Line(500) reason?: string;
}

/** D9: one use of an allowance, by the policy of the term that holds the day and the customer's level at its end. */
export class UseAllowance extends LedgerCommand<AllowanceUseDto, 'contractId', ContractExecuted> {}

@CommandHandler(UseAllowance)
export class UseAllowanceHandler implements ICommandHandler<UseAllowance> {
  constructor(
    @Inject(ContractChanges) private readonly contracts: ContractChanges,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(PolicyBooks) private readonly books: PolicyBooks,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  execute(command: UseAllowance) {
    const { vendor, ids, body, request } = command;
    const { service, on, reference = null } = body;
    return this.contracts.change(
      command,
      async ({ state }) => {
        const policy = this.policyOn(vendor, state, on);
        return {
          kind: 'use-allowance',
          useId: derivedId('use', ids.contractId, request.key),
          service,
          on,
          reference,
          limit: await this.limit(vendor, state, body, policy),
          licenceValid: await this.licenceValid(vendor, ids.contractId, on),
          servedUnpaid: policy?.terms.whileUnpaid === 'grant-with-condition',
          role: request.actor.role,
          reason: body.reason ?? null,
        };
      },
      { AllowanceUsed: ({ useId, termId }) => ({ useId, termId }) },
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

export const useAllowance = useCase({
  command: UseAllowance,
  handler: UseAllowanceHandler,
  body: AllowanceUseDto,
  ids: ['contractId'],
  scope: ({ contractId }) => `POST /contracts/allowance-uses ${contractId}`,
  docs: write(
    AllowanceUseDto,
    { check: { service: 'health-check', on: '2025-05-04', reference: 'HC-2025-01' } },
    ['terminated', 'no-term-that-day', 'allowance-exhausted', ...rightRefusals],
    { useId: text, termId: text },
  ),
  supposed: { name: 'use-allowance', makes: 'useId' },
});
