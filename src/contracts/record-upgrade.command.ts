import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { Refusal } from '../../domain/kernel/decider.js';
import { isVersion, readVersion } from '../../domain/kernel/version.js';
import { Entitlements } from '../entitlements/entitlements.port.js';
import type { Clock } from '../platform/clock.js';
import { LedgerCommand } from '../platform/commands/command.js';
import { invalidField } from '../platform/commands/invalid-fields.js';
import { useCase } from '../platform/commands/use-case.js';
import { text } from '../platform/http/server/schemas.js';
import { Code, IsDay, IsVersionText, Line } from '../platform/http/validation/decorators.js';
import { derivedId } from '../platform/ledger/identity.js';
import { CLOCK } from '../platform/tokens.js';
import { PolicyBooks } from '../policies/policies.port.js';
import { ContractChanges, type ContractExecuted } from './contract-changes.js';
import { decision, rightRefusals, write } from './contract-schemas.js';
import { whyWithoutRight } from './reason.dto.js';
import { type DecisionParts, upgradeDecision } from './upgrade-decision.js';
import { decisionAnswer } from './written-answer.js';

/** V4: `performedOn` is the first day with the new version. */
export class UpgradeDto {
  @ApiProperty({ example: '4.20' }) @IsVersionText() targetVersion!: string;
  @ApiProperty({ example: '2025-07-01' }) @IsDay() performedOn!: string;
  @ApiPropertyOptional({ example: 'CRM' }) @IsOptional() @Code(100) module?: string;
  @ApiPropertyOptional({ description: whyWithoutRight }) @IsOptional() @Line(500) reason?: string;
}

/** V4: an upgrade that was performed, on the decision that it was owed (D8). */
export class RecordUpgrade extends LedgerCommand<UpgradeDto, 'contractId', ContractExecuted> {}

@CommandHandler(RecordUpgrade)
export class RecordUpgradeHandler implements ICommandHandler<RecordUpgrade> {
  private readonly parts: DecisionParts;

  constructor(
    @Inject(ContractChanges) private readonly contracts: ContractChanges,
    @Inject(Entitlements) entitlements: Entitlements,
    @Inject(PolicyBooks) books: PolicyBooks,
    @Inject(CLOCK) clock: Clock,
  ) {
    this.parts = { entitlements, books, clock };
  }

  async execute(command: RecordUpgrade): Promise<ContractExecuted | Refusal> {
    const { vendor, ids, body, request } = command;
    const target = readVersion(body.targetVersion);
    if (!isVersion(target)) return invalidField('/targetVersion', 'not-a-version', { value: body.targetVersion });
    return this.contracts.change(
      command,
      async ({ state, today }) => {
        const { performedOn, module } = body;
        if (module != null && !state.product.modules.some(({ code }) => code === module))
          return invalidField('/module', 'not-known', { value: module });
        const performed = { performedOn, module: module ?? null, target };
        return {
          kind: 'upgrade',
          upgradeId: derivedId('upg', ids.contractId, request.key),
          targetVersion: target.text,
          performedOn,
          module: module ?? null,
          decision: await upgradeDecision(this.parts, vendor, state, performed),
          role: request.actor.role,
          reason: body.reason ?? null,
          today,
        };
      },
      {
        UpgradeExercised: ({ upgradeId, fromVersion, targetVersion, decision }) => ({
          upgradeId,
          fromVersion,
          targetVersion,
          decision: decisionAnswer(decision),
        }),
      },
    );
  }
}

export const recordUpgrade = useCase({
  command: RecordUpgrade,
  handler: RecordUpgradeHandler,
  body: UpgradeDto,
  ids: ['contractId'],
  scope: ({ contractId }) => `POST /contracts/upgrades ${contractId}`,
  docs: write(
    UpgradeDto,
    { minor: { targetVersion: '4.20', performedOn: '2025-07-01' } },
    [
      'terminated',
      'performed-in-future',
      'version-unreadable',
      'already-exercised',
      'not-an-upgrade',
      'not-entitled',
      ...rightRefusals,
    ],
    { upgradeId: text, fromVersion: text, targetVersion: text, decision },
  ),
  supposed: { name: 'upgrade', makes: 'upgradeId' },
});
