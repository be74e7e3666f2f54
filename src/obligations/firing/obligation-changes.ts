import { Refusal } from '../../../domain/kernel/decider.js';
import { obligation, type ObligationCommand } from '../../../domain/obligation/obligation.js';
import type { ObligationEvent } from '../../../domain/obligation/obligation.events.js';
import type { Obligation } from '../../../domain/obligation/obligation.state.js';
import type { JobProcesses } from '../../platform/jobs/jobs.js';
import type { Ledger } from '../../platform/ledger/ledger.js';
import type { CommandRequest, Outcome } from '../../platform/ledger/outcome.js';

type Recorded = Outcome<Obligation, ObligationEvent>;
const category = 'obligation';

/** Records what is decided about single obligations, each in a stream of its own. */
export class ObligationChanges {
  constructor(
    private readonly ledger: Ledger,
    private readonly hasEnded: JobProcesses['hasEnded'],
    private readonly onEnded: (outcome: string) => void = () => undefined,
  ) {}

  /** As the runner issues it: nobody has asked for it. O9: the claim of a process that has ended is in nobody's way. */
  async run(vendor: string, command: ObligationCommand): Promise<Recorded | Refusal> {
    const outcome = await this.runOnce(vendor, command);
    if (!(outcome instanceof Refusal) || outcome.code !== 'obligation-claimed') return outcome;
    const { claim } = (await this.state(vendor, command.obligation.obligationId)).state;
    const isDead = claim !== null && claim.process !== null && (await this.hasEnded(claim.process));
    return isDead ? this.runOnce(vendor, { ...command, deadClaim: claim.claimId }) : outcome;
  }

  private async runOnce(vendor: string, command: ObligationCommand): Promise<Recorded | Refusal> {
    const { obligationId } = command.obligation;
    const outcome = await this.record(vendor, command, {
      actor: { id: 'obligations', role: 'system' },
      channel: category,
      correlationId: obligationId,
      scope: `${category} ${command.kind} ${obligationId}`,
      body: null,
    });
    if ('events' in outcome && outcome.state.end !== null && outcome.events.length > 0) {
      const { end } = outcome.state;
      this.onEnded(end.state === 'suppressed' ? end.reason : end.state);
    }
    return outcome;
  }

  record(vendor: string, command: ObligationCommand, request: CommandRequest): Promise<Recorded | Refusal> {
    return this.ledger.handle({
      vendor,
      category,
      id: command.obligation.obligationId,
      decider: obligation,
      command,
      request,
    });
  }

  async state(
    vendor: string,
    obligationId: string,
  ): Promise<{ readonly state: Obligation; readonly revision: number }> {
    return this.ledger.load(vendor, category, obligationId, obligation);
  }
}
