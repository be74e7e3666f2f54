import { Inject } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Contract } from '../../domain/contract/contract.state.js';
import { isVersion, readVersion } from '../../domain/kernel/version.js';
import { Entitlements } from '../entitlements/entitlements.port.js';
import type { Clock } from '../platform/clock.js';
import { Invalid } from '../platform/http/problems/problem.js';
import { derivedId } from '../platform/ledger/identity.js';
import type { CommandRequest } from '../platform/ledger/outcome.js';
import type { CommandExecutor } from '../platform/ledger/supposable.js';
import { CLOCK } from '../platform/tokens.js';
import { PolicyBooks } from '../policies/policies.port.js';
import { ChangeContract } from './change-contract.js';
import type { ContractOutcome } from './contract-answers.js';
import { reasonIn } from './contract-words.js';
import type { UpgradeDto } from './contracts.dto.js';
import { type DecisionParts, upgradeDecision } from './upgrade-decision.js';

/** V4: an upgrade that was performed, on the decision that it was owed (D8). */
export class ExerciseUpgrade extends Command<ContractOutcome & { readonly state: Contract }> {
  constructor(
    readonly vendor: string,
    readonly contractId: string,
    readonly request: CommandRequest & { readonly key: string },
    readonly said: UpgradeDto,
  ) {
    super();
  }
}

@CommandHandler(ExerciseUpgrade)
export class ExerciseUpgradeHandler implements ICommandHandler<ExerciseUpgrade> {
  private readonly parts: DecisionParts;

  constructor(
    @Inject(CommandBus) private readonly bus: CommandExecutor,
    @Inject(Entitlements) entitlements: Entitlements,
    @Inject(PolicyBooks) books: PolicyBooks,
    @Inject(CLOCK) clock: Clock,
  ) {
    this.parts = { entitlements, books, clock };
  }

  async execute({ vendor, contractId, request, said }: ExerciseUpgrade) {
    const target = readVersion(said.targetVersion);
    if (!isVersion(target))
      throw new Invalid([{ pointer: '/targetVersion', code: 'not-a-version', facts: { value: said.targetVersion } }]);
    return this.bus.execute(
      new ChangeContract(vendor, contractId, { ...request, reason: reasonIn(said) }, async ({ state, today }) => {
        const { performedOn, module } = said;
        if (module != null && !state.product.modules.some(({ code }) => code === module))
          throw new Invalid([{ pointer: '/module', code: 'not-known', facts: { value: module } }]);
        const decision = await upgradeDecision(this.parts, vendor, state, {
          performedOn,
          module: module ?? null,
          target,
        });
        return {
          kind: 'upgrade',
          upgradeId: derivedId('upg', contractId, request.key),
          targetVersion: target.text,
          performedOn,
          module: module ?? null,
          decision,
          role: request.actor.role,
          reason: said.reason ?? null,
          today,
        };
      }),
    );
  }
}
