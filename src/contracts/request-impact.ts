import { Inject } from '@nestjs/common';
import type { ContractEvent } from '../../domain/contract/contract.events.js';
import type { Decision } from '../../domain/entitlement/answer.js';
import { dayAt } from '../../domain/kernel/civil.js';
import type { Recorded } from '../../domain/kernel/envelope.js';
import { isVersion, readVersion } from '../../domain/kernel/version.js';
import { type DecisionAsked, decisionsAsked } from '../../domain/request/decisions-asked.js';
import type { RequestEvent } from '../../domain/request/request.events.js';
import { ContractUnknown, CustomerUnknown, Entitlements, ModuleUnknown } from '../entitlements/entitlements.port.js';
import type { Pace } from '../platform/pace.js';
import { PolicyBooks } from '../policies/policies.port.js';
import { contractBounds } from './bounds.js';
import { ContractRequests } from './contract-requests.js';
import type { DifferingDecision, ImpactPage, ImpactReading } from './differing-decision.js';

/** The outcome where the customer or the contract that was asked about is none any more. */
const noContract = { entitled: false, outcome: 'denied', reason: 'no-contract' } as const;

/**
 * Decisions of requests and visits (D8) that were taken under a contract, or denied to one of its owners, and come out
 * differently with what is known later (C9): another outcome, another reason, or under another contract.
 */
export class RequestImpact {
  constructor(
    @Inject(ContractRequests) private readonly requests: ContractRequests,
    @Inject(Entitlements) private readonly entitlements: Entitlements,
    @Inject(PolicyBooks) private readonly books: PolicyBooks,
  ) {}

  /** Of one page of requests, the latest first. @throws ViewsBehind, TokenAhead; Problem cursor-invalid */
  async page(
    vendor: string,
    contractId: string,
    history: readonly Recorded<ContractEvent>[],
    knownPosition: number,
    { pace, cursor, read }: ImpactReading & { readonly pace: Pace },
  ): Promise<ImpactPage> {
    const { requests, nextCursor } = await this.requests.page(vendor, history, knownPosition, {
      limit: contractBounds.impactRequests,
      cursor,
      read,
    });
    const { zone } = await this.books.snapshot(vendor);
    const decisions: DifferingDecision[] = [];
    for (const events of requests)
      for (const decided of decisionsAsked(events as readonly RequestEvent[])) {
        if (!mayDependOn(decided, contractId)) continue;
        const now = await this.again(vendor, decided, history, knownPosition);
        await pace.step();
        if (isAlike(decided, now)) continue;
        const isOfContract = decided.asked.contractId === contractId || decided.decision.contractId === contractId;
        // What another contract grants now is in the impact of that one.
        if (!isOfContract && now?.contractId !== contractId) continue;
        decisions.push(differing(decided, contractId, events[decided.revision]!.position, now, zone));
      }
    return { decisions, nextCursor };
  }

  private async again(
    vendor: string,
    { asked, decision }: DecisionAsked,
    history: readonly Recorded<ContractEvent>[],
    knownPosition: number,
  ): Promise<Again | null> {
    const { targetVersion, ...question } = asked;
    const target = targetVersion === null ? null : readVersion(targetVersion);
    if (target !== null && !isVersion(target)) throw new Error(`'${targetVersion}' in the ledger is no version`);
    const without = exercisedAfter(history, decision.knownPosition);
    try {
      const answer = await this.entitlements.decide(
        vendor,
        {
          ...question,
          targetVersion: target,
          knownAt: undefined,
          knownPosition,
          productSeries: null,
          // C9: other facts are listed, not other rules.
          answerVersion: await this.entitlements.answerVersionAt(vendor, decision.knownPosition),
        },
        without.size === 0 ? undefined : without,
      );
      const { entitled, outcome, reason, coveredBy } = answer.decision;
      return { knownPosition, entitled, outcome, reason, contractId: coveredBy?.contractId ?? null };
    } catch (error) {
      if (error instanceof CustomerUnknown || error instanceof ContractUnknown)
        return { knownPosition, ...noContract, contractId: null };
      if (error instanceof ModuleUnknown) return null;
      throw error;
    }
  }
}

type Again = Pick<Decision, 'entitled' | 'outcome' | 'reason'> & {
  readonly knownPosition: number;
  readonly contractId: string | null;
};

/** What another contract granted does not depend on this one, unless this one was asked about. */
const mayDependOn = ({ asked, decision }: DecisionAsked, contractId: string): boolean =>
  asked.contractId === contractId || decision.contractId === contractId || !decision.entitled;

const isAlike = ({ decision }: DecisionAsked, now: Again | null): boolean =>
  now !== null &&
  now.outcome === decision.outcome &&
  now.reason === decision.reason &&
  now.contractId === decision.contractId;

/** What was done with the right itself, after the decision, takes the ground from nothing (C9). */
const exercisedAfter = (history: readonly Recorded<ContractEvent>[], then: number): ReadonlySet<string> =>
  new Set(
    history.flatMap(({ type, data, position }) => {
      if (position <= then) return [];
      if (type === 'UpgradeExercised') return [`installed:${data.upgradeId}`];
      return type === 'AllowanceUsed' ? [`use:${data.useId}`] : [];
    }),
  );

const differing = (
  { kind, id, requestId, requestNo, asked, decision }: DecisionAsked,
  contractId: string,
  position: number,
  now: Again | null,
  zone: string,
): DifferingDecision => ({
  kind,
  id,
  contractId,
  customerId: asked.customerId,
  on: dayAt(asked.at, zone),
  targetVersion: asked.targetVersion,
  module: asked.module,
  service: asked.service,
  requestId,
  requestNo,
  position,
  then: {
    at: decision.at,
    knownPosition: decision.knownPosition,
    entitled: decision.entitled,
    outcome: decision.outcome,
    reason: decision.reason,
    policyVersion: decision.policyVersion,
    receipt: decision.receipt,
    contractId: decision.contractId,
  },
  now,
});
