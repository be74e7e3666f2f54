import { Inject } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Contract } from '../../domain/contract/contract.state.js';
import type { DecisionTaken } from '../../domain/contract/contract.events.js';
import { ownerOn } from '../../domain/contract/standing.js';
import { endOfDay, instantOf } from '../../domain/kernel/civil.js';
import { isVersion, readVersion } from '../../domain/kernel/version.js';
import { Entitlements } from '../entitlements/entitlements.port.js';
import type { Clock } from '../platform/clock.js';
import { Invalid } from '../platform/http/problems/problem.js';
import { derivedId } from '../platform/ledger/identity.js';
import type { CommandRequest } from '../platform/ledger/outcome.js';
import type { Desk } from '../platform/ledger/supposable.js';
import { CLOCK } from '../platform/tokens.js';
import { PolicyBooks } from '../policies/policies.port.js';
import { ChangeContract } from './change-contract.js';
import type { ContractOutcome } from './contract-answers.js';
import { reasonIn } from './contract-words.js';
import type { UpgradeDto } from './contracts.dto.js';
import { ownOutcome } from './impact.js';

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
  constructor(
    @Inject(CommandBus) private readonly bus: Desk,
    @Inject(Entitlements) private readonly entitlements: Entitlements,
    @Inject(PolicyBooks) private readonly books: PolicyBooks,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ vendor, contractId, request, said }: ExerciseUpgrade) {
    const target = readVersion(said.targetVersion);
    if (!isVersion(target))
      throw new Invalid([{ pointer: '/targetVersion', code: 'not-a-version', facts: { value: said.targetVersion } }]);
    return this.bus.execute(
      new ChangeContract(vendor, contractId, { ...request, reason: reasonIn(said) }, async ({ state, today }) => {
        const { performedOn, module } = said;
        if (module != null && !state.product.modules.some(({ code }) => code === module))
          throw new Invalid([{ pointer: '/module', code: 'not-known', facts: { value: module } }]);
        const decision = await this.taken(vendor, state, said, target);
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

  /**
   * Asked for the end of that day, or now where it is today: a release of the morning counts for an upgrade of the
   * afternoon.
   */
  private async taken(
    vendor: string,
    state: Contract,
    { performedOn, module }: UpgradeDto,
    targetVersion: Extract<ReturnType<typeof readVersion>, { major: number }>,
  ): Promise<DecisionTaken> {
    const at = instantOf(Math.min(this.clock.ms(), endOfDay(performedOn, this.books.zone(vendor)) - 1));
    const { asked, decision, receipt } = await this.entitlements.decide(vendor, {
      customerId: ownerOn(state, performedOn),
      service: 'upgrade',
      at,
      knownAt: undefined,
      knownPosition: undefined,
      contractId: state.contractId,
      productSeries: null,
      channel: null,
      urgency: null,
      module: module ?? null,
      targetVersion,
      region: null,
    });
    return {
      at,
      knownPosition: asked.question.knownPosition,
      ...ownOutcome(decision, state.contractId),
      policyVersion: decision.policyVersion,
      receipt: receipt(),
    };
  }
}
