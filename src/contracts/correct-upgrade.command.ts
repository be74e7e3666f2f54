import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import type { CommandOf } from '../../domain/contract/contract.commands.js';
import { upgradesAbove } from '../../domain/contract/upgrades-corrected.js';
import { isVersion, readVersion } from '../../domain/kernel/version.js';
import { Entitlements } from '../entitlements/entitlements.port.js';
import type { Clock } from '../platform/clock.js';
import { LedgerCommand } from '../platform/commands/command.js';
import { invalidField, InvalidFields } from '../platform/commands/invalid-fields.js';
import { useCase } from '../platform/commands/use-case.js';
import { text } from '../platform/http/server/schemas.js';
import { IsDay, IsVersionText, Code, Line } from '../platform/http/validation/decorators.js';
import { CLOCK } from '../platform/tokens.js';
import { PolicyBooks } from '../policies/policies.port.js';
import { ContractChanges, type ContractExecuted, type Given } from './contract-changes.js';
import { decision } from './contract-schemas.js';
import { storedForEver } from './reason.dto.js';
import { correctionDocs, factCorrectionIdOf } from './recorded-facts.js';
import { type DecisionParts, upgradeDecision } from './upgrade-decision.js';
import { decisionAnswer } from './written-answer.js';

/** C9, V4: what is stated anew of an upgrade; at least one fact besides the reason. */
export class CorrectUpgradeDto {
  @ApiProperty({ description: storedForEver }) @Line(500) reason!: string;
  @ApiPropertyOptional({ example: '4.20' }) @IsOptional() @IsVersionText() targetVersion?: string;
  /** Needs an admin. */
  @ApiPropertyOptional({ example: '2025-07-01' }) @IsOptional() @IsDay() performedOn?: string;
  /** `null`: a standard one. */
  @ApiPropertyOptional({ type: String, nullable: true, example: 'CRM' }) @IsOptional() @Code(100) module?:
    string | null;
}

/** C9, V4: an upgrade stated anew, on a decision of its own (D8). */
export class CorrectUpgrade extends LedgerCommand<CorrectUpgradeDto, 'contractId' | 'upgradeId', ContractExecuted> {}

@CommandHandler(CorrectUpgrade)
export class CorrectUpgradeHandler implements ICommandHandler<CorrectUpgrade> {
  private readonly parts: DecisionParts;

  constructor(
    @Inject(ContractChanges) private readonly contracts: ContractChanges,
    @Inject(Entitlements) entitlements: Entitlements,
    @Inject(PolicyBooks) books: PolicyBooks,
    @Inject(CLOCK) clock: Clock,
  ) {
    this.parts = { entitlements, books, clock };
  }

  execute(command: CorrectUpgrade) {
    return this.contracts.changeWithImpact(command, (given) => this.corrected(command, given), {
      UpgradeCorrected: ({ correctionId, upgradeId, fromVersion, targetVersion, decision }) => ({
        correctionId,
        upgradeId,
        fromVersion,
        targetVersion,
        decision: decisionAnswer(decision),
      }),
    });
  }

  private async corrected(
    { vendor, ids, body, request }: CorrectUpgrade,
    { state, today }: Given,
  ): Promise<CommandOf<'correct-upgrade'> | InvalidFields> {
    const { targetVersion, performedOn, module } = body;
    if (targetVersion == null && performedOn == null && module === undefined)
      return invalidField('/targetVersion', 'required');
    const { upgradeId, contractId } = ids;
    const correctionId = factCorrectionIdOf(contractId, request.key, 'correct', upgradeId);
    const { role } = request.actor;
    const named = { kind: 'correct-upgrade', correctionId, reason: body.reason, upgradeId, role, today } as const;
    const recorded = state.upgrades.find((upgrade) => upgrade.upgradeId === upgradeId);
    if (recorded === undefined) return { ...named, facts: {}, decision: null };
    const target = readVersion(targetVersion ?? recorded.version);
    if (!isVersion(target)) return invalidField('/targetVersion', 'not-a-version', { value: targetVersion! });
    const corrected = {
      performedOn: performedOn ?? recorded.performedOn,
      module: module === undefined ? recorded.module : module,
    };
    if (corrected.module !== null && !state.product.modules.some(({ code }) => code === corrected.module))
      return invalidField('/module', 'not-known', { value: corrected.module });
    const without = [upgradeId, ...upgradesAbove(state, upgradeId, target.text)];
    return {
      ...named,
      facts: { ...corrected, version: target.text },
      decision: await upgradeDecision(this.parts, vendor, state, { ...corrected, target, without }),
    };
  }
}

export const correctUpgrade = useCase({
  command: CorrectUpgrade,
  handler: CorrectUpgradeHandler,
  body: CorrectUpgradeDto,
  ids: ['contractId', 'upgradeId'],
  scope: ({ contractId, upgradeId }) => `POST /contracts/upgrades/${upgradeId}/correct ${contractId}`,
  docs: correctionDocs(
    CorrectUpgradeDto,
    {
      version: { reason: '版本录错', targetVersion: '4.30' },
      day: { reason: '升级日录错', performedOn: '2025-07-02' },
    },
    [
      'upgrade-unknown',
      'terminated',
      'performed-in-future',
      'version-unreadable',
      'already-exercised',
      'not-an-upgrade',
      'not-entitled',
    ],
    { upgradeId: text, fromVersion: text, targetVersion: text, decision },
  ),
  supposed: { name: 'correct-upgrade' },
});
