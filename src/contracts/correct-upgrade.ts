import { Inject } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Contract } from '../../domain/contract/contract.state.js';
import { upgradesAbove } from '../../domain/contract/upgrades-corrected.js';
import { isVersion, readVersion } from '../../domain/kernel/version.js';
import { Entitlements } from '../entitlements/entitlements.port.js';
import type { Clock } from '../platform/clock.js';
import { Invalid } from '../platform/http/problems/problem.js';
import type { CommandRequest } from '../platform/ledger/outcome.js';
import type { CommandExecutor } from '../platform/ledger/supposable.js';
import { CLOCK } from '../platform/tokens.js';
import { PolicyBooks } from '../policies/policies.port.js';
import { ChangeContract, type Given } from './change-contract.js';
import type { ContractOutcome } from './contract-answers.js';
import { correctionIdOf, namesFact } from './recorded-fact-words.js';
import type { CorrectUpgradeDto } from './recorded-facts.dto.js';
import { type DecisionParts, upgradeDecision } from './upgrade-decision.js';

/** C9, V4: an upgrade stated anew, on a decision of its own (D8). */
export class CorrectUpgrade extends Command<ContractOutcome & { readonly state: Contract }> {
  constructor(
    readonly vendor: string,
    readonly contractId: string,
    readonly upgradeId: string,
    readonly request: CommandRequest & { readonly key: string },
    readonly body: CorrectUpgradeDto,
  ) {
    super();
  }
}

@CommandHandler(CorrectUpgrade)
export class CorrectUpgradeHandler implements ICommandHandler<CorrectUpgrade> {
  private readonly parts: DecisionParts;

  constructor(
    @Inject(CommandBus) private readonly bus: CommandExecutor,
    @Inject(Entitlements) entitlements: Entitlements,
    @Inject(PolicyBooks) books: PolicyBooks,
    @Inject(CLOCK) clock: Clock,
  ) {
    this.parts = { entitlements, books, clock };
  }

  execute(command: CorrectUpgrade) {
    const { vendor, contractId, request, body } = command;
    return this.bus.execute(
      new ChangeContract(vendor, contractId, { ...request, reason: body.reason }, (given) =>
        this.corrected(command, given),
      ),
    );
  }

  private async corrected({ vendor, contractId, upgradeId, request, body }: CorrectUpgrade, given: Given) {
    const { state, today } = given;
    const { targetVersion, performedOn, module } = namesFact(
      {
        targetVersion: body.targetVersion ?? undefined,
        performedOn: body.performedOn ?? undefined,
        module: body.module,
      },
      'targetVersion',
    );
    const correction = { correctionId: correctionIdOf(contractId, request.key), reason: body.reason };
    const recorded = state.upgrades.find((upgrade) => upgrade.upgradeId === upgradeId);
    const named = { kind: 'correct-upgrade' as const, ...correction, upgradeId, role: request.actor.role, today };
    if (recorded === undefined) return { ...named, facts: {}, decision: null };
    const target = readVersion(targetVersion ?? recorded.version);
    if (!isVersion(target))
      throw new Invalid([{ pointer: '/targetVersion', code: 'not-a-version', facts: { value: targetVersion! } }]);
    const corrected = {
      performedOn: performedOn ?? recorded.performedOn,
      module: module === undefined ? recorded.module : module,
    };
    if (corrected.module !== null && !state.product.modules.some(({ code }) => code === corrected.module))
      throw new Invalid([{ pointer: '/module', code: 'not-known', facts: { value: corrected.module } }]);
    return {
      ...named,
      facts: { ...corrected, version: target.text },
      decision: await upgradeDecision(this.parts, vendor, state, {
        ...corrected,
        target,
        without: [upgradeId, ...upgradesAbove(state, upgradeId, target.text)],
      }),
    };
  }
}
